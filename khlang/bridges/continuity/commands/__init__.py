"""Every write of continuity, one function a use case."""
