"""The audit log: who wrote what and what came of it, a line each, only ever added to.

Only forgetting somebody changes what it holds: the names of graphs that give them away.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from graph.generations.directory import DataDirectory
from graph.generations.durable import replace_file, writing
from graph.generations.journal import Journal
from graph.privacy.masks import Mask
from graph.writes.write import Write, about, decode_write

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
            os.write(handle, b"\n" * _is_torn(path) + msgspec.json.encode(line) + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_torn(path: Path) -> bool:
    """Whether a power cut left the last line of the log at *path* without its end."""
    with path.open("rb") as file:
        file.seek(-min(1, path.stat().st_size), os.SEEK_END)
        return file.read(1) not in {b"", b"\n"}


def note_published(folder: Path, write: Write, generation: str) -> None:
    """Add the line of a *write* that made that *generation*."""
    kind, subject = about(write.what)
    log(
        folder,
        Line(
            time=write.time,
            token=write.by,
            kind=kind,
            subject=subject,
            outcome=PUBLISHED,
            generation=generation,
        ),
    )


def complete(directory: DataDirectory) -> None:
    """Add the lines of writes whose writer was killed between the switch and the log.

    To be called by the only writer. A write made its generation at its own time; whatever else
    carries it along was made later.
    """
    noted = {line.generation for line in read_log(directory.path)}
    for manifest in directory.manifests():
        if manifest.head and manifest.id not in noted:
            *_, last = Journal(directory.path).writes(manifest.head)
            write = decode_write(last)
            if write.time == manifest.time:
                note_published(directory.path, write, manifest.id)


def cover(folder: Path, mask: Mask) -> None:
    """Put the names of graphs in the log under the *mask*, of somebody who is to be forgotten.

    To be called by the only writer. Raises DataDirectoryError.
    """
    lines = read_log(folder)
    covered = [msgspec.structs.replace(line, subject=mask(line.subject)) for line in lines]
    if covered != lines:
        path = folder / FILE
        with writing(path):
            replace_file(path, msgspec.json.Encoder().encode_lines(covered))
            path.chmod(0o600)


def read_log(folder: Path) -> list[Line]:
    """The lines of the log, the oldest first; what a power cut left unfinished is no line."""
    path = folder / FILE
    return [*_whole_lines(path.read_bytes())] if path.exists() else []


def _whole_lines(log: bytes) -> Iterator[Line]:
    for line in log.split(b"\n"):
        with suppress(msgspec.MsgspecError):
            yield msgspec.json.decode(line, type=Line)
