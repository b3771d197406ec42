"""`python -m newsdossier`: the command line."""

from newsdossier.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
