"""The audit log: who wrote what and what came of it, a line each, only ever added to."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from graph.generations.durable import writing

FILE: Final = "audit.log"
PUBLISHED: Final = "published"
REFUSED: Final = "refused"
FAILED: Final = "failed"


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the log: *subject* is a graph's IRI or the hash of an update's text.

    *outcome* is published, refused (the client's fault) or failed (ours); *reason* is a class of
    errors and not its words, which could repeat what was sent.
    """

    time: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))
    token: str
    kind: str
    subject: str
    outcome: str
    generation: str = ""
    reason: str = ""


def log(folder: Path, line: Line) -> None:
    """Add *line* to the log of the data directory *folder*; it is on the disk then.

    Lines of several processes do not mix: each is one small append. Raises DataDirectoryError.
    """
    path = folder / FILE
    with writing(path):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, msgspec.json.encode(line) + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def read_log(folder: Path) -> list[Line]:
    """The lines of the log, the oldest first; one that a power cut left unfinished is no line."""
    path = folder / FILE
    if not path.exists():
        return []
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return [msgspec.json.decode(line, type=Line) for line in whole.split(b"\n") if line]
