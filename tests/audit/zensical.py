"""Zensical on the plain tree of `newsdossier export`: it builds, and every dossier and entity has its page.

`make audit` runs it. Zensical is installed into an environment of its own, since it brings its own Markdown.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Export this project, build it, count."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "zensical"], check=True)
        export = [sys.executable, "-m", "newsdossier.cli.main", "export", str(folder / "plain"), "--project", str(ROOT)]
        subprocess.run(export, check=False)  # 1 says that a seed failed, which is not for us to judge
        subprocess.run([python.with_name("zensical"), "build"], cwd=folder / "plain", check=True)
        pages = sorted((folder / "plain/docs/dossiers").rglob("*.md"))
        missing = [page for page in pages if not _page_of(page, folder / "plain").is_file()]
        print(f"Zensical: {len(pages)} pages, {len(missing)} missing")
        return 1 if missing else 0


def _page_of(markdown: Path, plain: Path) -> Path:
    inside = markdown.relative_to(plain / "docs").with_suffix("")
    return plain / "site" / inside / "index.html"


if __name__ == "__main__":
    raise SystemExit(main())
