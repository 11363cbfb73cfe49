"""`python -m khlang`: the console command."""

from khlang.faces.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
