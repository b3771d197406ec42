"""This project's own site before Lighthouse and the Nu HTML Checker: scores that it must keep, and no error of ours.

Served as a web server would: compressed, with a day to keep what does not change.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from browser import find
from conftest import copy_of_ours, mkdocs

HERE = Path(__file__).parent / "node_modules"
PAGES = {
    "dossier": "/dossiers/donald-trump-vladimir-putin-meeting/",
    "home": "/",
    "place": "/dossiers/entities/ukraine/",
    "organisation": "/dossiers/entities/bloomberg/",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# Not ours to mend: the first two are Material's, the third is newer than the checker, the fourth Python-Markdown's.
NOT_OURS = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "The value of the “for” attribute of the “label” element must be the ID",
    "Attribute “interestfor” not allowed on element “a”",
    "Trailing slash on void elements has no effect",
)
FLAGS = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"


class Server(SimpleHTTPRequestHandler):
    """Files compressed, and quietly."""

    def do_GET(self) -> None:
        """Of GET alone, which is all that a browser asks."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=86400")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def scores(url: str) -> dict[str, int]:
    """Of one page on a phone, as Lighthouse gives them."""
    command = ["node", str(HERE / "lighthouse/cli/index.js"), url, "--quiet", "--output=json", FLAGS]
    environment = {**os.environ, "CHROME_PATH": find()}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    report = json.loads(done.stdout)
    weight = report["audits"]["total-byte-weight"]["numericValue"]
    found = {name: round(100 * one["score"]) for name, one in report["categories"].items()}
    return {**found, "kilobytes": round(weight / 1000)}


def lighthouse(site: Path) -> bool:
    """Each page's scores, and whether all are high enough."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    good = True
    for kind, path in PAGES.items():
        found = scores(f"http://127.0.0.1:{server.server_port}{path}")
        low = [name for name, least in LEAST.items() if found[name] < least]
        print(f"Lighthouse, {kind}: {found}" + (f", too low: {', '.join(low)}" if low else ""))
        good = good and not low
    server.shutdown()
    return good


def valid(site: Path) -> bool:
    """Every page before the Nu HTML Checker; what is the theme's own is left aside."""
    pages = [str(page) for page in sorted(site.rglob("*.html"))]
    command = ["java", "-jar", str(HERE / "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True, check=True)
    messages = [m for m in json.loads(done.stderr)["messages"] if not m["message"].startswith(NOT_OURS)]
    found = Counter(f"{Path(m['url']).parent.name}: {m['message']}" for m in messages)
    print(f"Nu HTML Checker: {len(pages)} pages, {len(messages)} errors or warnings of ours", *found, sep="\n  ")
    return not messages


def main() -> int:
    """Zero when both are content."""
    with tempfile.TemporaryDirectory() as name:
        root = copy_of_ours(Path(name))
        config = root / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("# site_url:", "site_url:"), "utf-8")
        done = mkdocs(root, "build", "--strict")
        if done.returncode:
            print(done.stderr)
            return 1
        results = [valid(root / "site"), lighthouse(root / "site")]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
