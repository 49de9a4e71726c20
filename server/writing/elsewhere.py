"""Where nothing may be written: whoever asks to is told where it can be done."""

from typing import Final

from flask import Flask, request
from werkzeug.exceptions import Forbidden

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
COPY: Final = (
    "This server serves a copy of the data, in which nothing may be written. Write where the data"
    " are made; what is published there is served here soon after."
)

AT_ENGINE: Final = (
    "The graph of this server is held by an engine, to which it is published. Write where the data"
    " directory is made, and bring it there with salkku publish."
)


def refuse_writes(app: Flask, reason: str) -> None:
    """Let *app* answer every request to write with 403 and a *reason*, whatever token it bears.

    So does the review of links, which is there to decide.
    """

    @app.before_request
    def refuse() -> None:
        is_write = request.blueprint == "writing" and request.method not in READING
        if is_write or request.blueprint == "review":
            raise Forbidden(reason)
