"""Our Web Annotations in Recogito's text annotator itself: each must load, and lie on the words that it is of."""

import json
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from browser import find
from newsdossier.build.pipeline import build
from newsdossier.model.settings import Settings

HERE = Path(__file__).parent
SEED = """Le pont rouvrira en janvier

La maire de Nantes, Émilie Dûchêne, a répondu lundi 13 octobre 2025 aux critiques de Jean Durand.

« L’été sera chaud », a déclaré Émilie Dûchêne à Paris. Selon Jean Durand, le projet serait abandonné.
"""
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/node_modules/@recogito/text-annotator/dist/text-annotator.css">
<div id="text" style="white-space: pre-wrap"></div>
<script>window.process = { env: {} }; // bundlers put it there</script>
<script src="/node_modules/@recogito/text-annotator/dist/text-annotator.umd.js"></script>
<script>
  (async () => {
    const element = document.getElementById("text");
    element.textContent = await (await fetch("text.txt")).text();
    const page = await (await fetch("annotations.json")).json();
    const { createTextAnnotator, W3CTextFormat } = window.RecogitoJS;
    const annotator = createTextAnnotator(element, { adapter: W3CTextFormat("text.txt", element) });
    annotator.setAnnotations(page.items);
    await new Promise((done) => setTimeout(done, 500));
    const state = annotator.state.store.all();
    window.shown = state.map((one) => one.target.selector.map((s) => [s.quote, String(s.range)]));
  })();
</script>"""


def made(folder: Path) -> dict[str, str]:
    """The files of a site of one seed."""
    (folder / "seeds").mkdir()
    (folder / "seeds/a.txt").write_text(SEED, "utf-8")
    settings = Settings(
        rights="full", root=folder, seeds=folder / "seeds", dossiers=folder / "dossiers", work=folder / ".newsdossier"
    )
    data = build(settings).data
    slug = "le-pont-rouvrira-en-janvier"
    return {
        "annotations.json": data[f"data/annotations/{slug}.json"].make(),
        "text.txt": data[f"data/text/{slug}.txt"].make(),
    }


def loaded(folder: Path) -> tuple[list[Any], list[str]]:
    """Per annotation its words, as it says and as they lie; and what the page complains of."""
    errors: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/page.html")
        page.wait_for_function("window.shown", timeout=20_000)
        return page.evaluate("window.shown"), errors


def main() -> int:
    """Zero when every annotation lies on its words and nothing is complained of."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = made(folder)
        for path, text in {**files, "page.html": PAGE}.items():
            (folder / path).write_text(text, "utf-8")
        (folder / "node_modules").symlink_to(HERE / "node_modules")
        wanted = len(json.loads(files["annotations.json"])["items"])
        shown, errors = loaded(folder)
    found = [quote == lies for one in shown for quote, lies in one]
    told = f"{len(shown)} of {wanted} annotations, on their words {sum(found)}, errors: {errors or 'none'}"
    print(f"text-annotator: {told}")
    return 0 if len(shown) == wanted == sum(found) > 5 and not errors else 1


if __name__ == "__main__":
    sys.exit(main())
