"""Our `data/timeline.json` in TimelineJS itself: it must load as it is, with a slide for every event."""

import json
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from browser import find
from newsdossier.build.pipeline import build, preview
from newsdossier.export.data_files import files
from newsdossier.model.settings import Settings

HERE = Path(__file__).parent
SEED = """Quatre dates

Le pont a été construit en 1872 et fermé en mars 2017, selon la mairie de la ville.

Le 20 octobre 2025, Jean Durand a déclaré que les travaux dureront du 3 au 5 novembre 2025.

Il rouvrira avant le 20 janvier 2026, au plus tard à la fin de l’hiver, a-t-il dit.
"""
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/node_modules/@knight-lab/timelinejs/dist/css/timeline.css">
<div id="timeline" style="height: 600px"></div>
<script src="/node_modules/@knight-lab/timelinejs/dist/js/timeline.js"></script>
<script>
  const assets = location.origin + "/node_modules/@knight-lab/timelinejs/dist/js/";
  window.shown = new TL.Timeline("timeline", location.origin + "/timeline.json", { script_path: assets });
</script>"""


def made(folder: Path) -> str:
    """The file as a site of one seed has it."""
    (folder / "seeds").mkdir()
    (folder / "seeds/a.txt").write_text(SEED, "utf-8")
    (folder / "seeds/a.txt.yml").write_text("published: 2025-10-26\n", "utf-8")
    settings = Settings(
        rights="full", root=folder, seeds=folder / "seeds", dossiers=folder / "dossiers", work=folder / ".newsdossier"
    )
    build(settings)
    return {one.path: one.make for one in files(preview(settings).site)}["data/timeline.json"]()


def slides(folder: Path) -> tuple[int, list[str]]:
    """How many slides TimelineJS shows of what lies in the folder, and what the page complains of."""
    errors: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/page.html")
        page.wait_for_selector(".tl-slide", timeout=20_000)
        page.wait_for_timeout(1_000)
        return page.locator(".tl-slide").count(), errors


def main() -> int:
    """Zero when every event has its slide and nothing is complained of."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = made(folder)
        (folder / "timeline.json").write_text(text, "utf-8")
        (folder / "page.html").write_text(PAGE, "utf-8")
        (folder / "node_modules").symlink_to(HERE / "node_modules")
        events = len(json.loads(text)["events"])
        shown, errors = slides(folder)
    print(f"TimelineJS: {shown} slides of {events} events, errors: {errors or 'none'}")
    return 0 if shown == events and events and not errors else 1


if __name__ == "__main__":
    sys.exit(main())
