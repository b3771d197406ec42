"""Files for programs while somebody waits for a page: made when the reload is on its way, put into the site one by one.

The lists of all quotes, dates and names change with every seed, and no page shows what is in them.
"""

import threading
from collections.abc import Callable
from contextlib import suppress

from newsdossier.site.incremental import install
from newsdossier.site.incremental.session import Publication
from newsdossier.site.incremental.record import Row
from newsdossier.site.incremental.record import open_record
from newsdossier.site.search import ARRIVAL


def beside(one: Publication) -> Callable[[], None]:
    """Make them in the background; the function has it given up, and waits for that: the next build makes the rest."""
    given_up = threading.Event()
    thread = threading.Thread(target=_make, args=(one, given_up), daemon=True)
    thread.start()

    def give_up() -> None:
        given_up.set()
        thread.join()

    return give_up


def _make(one: Publication, given_up: threading.Event) -> None:
    rows: dict[str, Row] = {}
    given_up.wait(ARRIVAL)
    with suppress(OSError):  # no room is left: the next build will say so
        for path in one.late:
            if given_up.is_set():
                break
            now = install.put(one.site, path, one.ours.data[path].parts())
            rows[path] = Row(*one.sources[path], now.mtime, now.size, "", "")
        with open_record(one.record.path, one.site) as record:
            record.keep(rows.items(), {})
