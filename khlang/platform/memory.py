"""Memory of a long-running process: the rule tables and the program are set aside from the garbage collector."""

import gc


def settle() -> None:
    """Call once when a process has loaded what it needs: collections then look only at what requests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
