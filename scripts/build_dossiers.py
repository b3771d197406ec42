"""seeds/ -> dossiers/: the build script; `newsdossier build` and `mkdocs build` do the same."""

import sys

from newsdossier.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main(["build", *sys.argv[1:]]))
