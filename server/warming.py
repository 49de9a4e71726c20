"""What the first reader of a process would wait for, done as soon as the process is there."""

import threading
from contextlib import suppress

from flask import Flask

from graph.errors import DataDirectoryError, StoreError
from server.snapshot import Served


def warm_up(app: Flask, served: Served) -> threading.Thread:
    """Open what is *served* and compile the templates of *app*, beside whoever asks already.

    Returns the thread that does so, which ends by itself. What cannot be opened is told to those
    who ask for it.
    """
    thread = threading.Thread(target=_warm_up, args=(app, served), name="warming", daemon=True)
    thread.start()
    return thread


def _warm_up(app: Flask, served: Served) -> None:
    with suppress(DataDirectoryError, StoreError):
        _ = served.now().index
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
