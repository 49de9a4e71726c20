"""What the first reader of a process would wait for, done as soon as the process is there."""

import threading
from contextlib import suppress

from flask import Flask

from graph.errors import DataDirectoryError, StoreError
from graph.search.wish import Wish
from server.display.involvement import Involved
from server.snapshot import Served, Snapshot


def warm_up(app: Flask, served: Served) -> threading.Thread:
    """Compile the templates of *app* and open what is *served*, beside whoever asks already.

    Returns the thread that does so, which ends by itself. What cannot be opened is told to those
    who ask for it.
    """
    thread = threading.Thread(target=_warm_up, args=(app, served), name="warming", daemon=True)
    thread.start()
    return thread


def _warm_up(app: Flask, served: Served) -> None:
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    with suppress(DataDirectoryError, StoreError):
        _read_columns(served.now())


def _read_columns(snapshot: Snapshot) -> None:
    """Ask the index of *snapshot* what the page of its weightiest organisation asks.

    That reads its columns and works out what is kept with them, a third of a second at a million
    projects.
    """
    index, day = snapshot.index, snapshot.generation.manifest.day
    weightiest = index.find(Wish(kind="organisation", order="weight"), day, 0, 1, ()).hits
    for hit in weightiest:
        Involved(index, day, [hit.slug]).told(newest=1, foremost=1)
