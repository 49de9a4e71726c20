"""What people decided on links: kept for good, line by line, beside the generations.

A line is a JSON object that says the whole link, who decided, when, and how sure the link was. The
latest of a link counts. Lines are only ever appended. What follows the last end of a line was torn
off when a process was killed: nobody was told that it is kept, so it does not count, and is cut
off before the next line. A whole line that cannot be read is damage, and refused.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.durable import sync_folder, writing
from graph.identity.ledger import Ledger, LedgerChanges
from graph.links.link import LinkKey

FILE: Final = "decisions.jsonl"

Verdict = Literal["accepted", "rejected", "undecided"]
"""What a person may decide; *undecided* takes back what was decided before."""


class Choice(msgspec.Struct, frozen=True):
    """What a person chose for the *link* of that id."""

    link: str
    decision: Verdict


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided on a link, and when; *score* and *method* are the link's then."""

    key: LinkKey
    decision: Verdict
    by: str
    time: datetime
    score: float
    method: str


Decisions = Mapping[str, Decided]
"""What counts by the ids of the links; nothing for a link on which it was taken back."""

Successor = Callable[[str, str], str]
"""The slug under which the entity of a kind and a slug is known now."""

NOTHING_LEARNT: Final = LedgerChanges()
DECIDED: Final = msgspec.json.Decoder(Decided)


def append_decisions(folder: Path, decided: Iterable[Decided]) -> None:
    """Keep what was *decided* in the data directory *folder*; it is on the disk then.

    The caller holds the lock. Raises DataDirectoryError.
    """
    path = folder / FILE
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in decided)
    with writing(path), path.open("ab") as file:
        file.truncate(len(_whole(path.read_bytes())))
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
        sync_folder(folder)


def read_decided(folder: Path) -> list[Decided]:
    """Return all that was ever decided in the data directory *folder*, the oldest first.

    Raises DataDirectoryError when the file is damaged.
    """
    path = folder / FILE
    try:
        content = _whole(path.read_bytes()) if path.exists() else b""
    except OSError as error:
        raise DataDirectoryError(f"{path}: cannot be read: {error.strerror}") from error
    return [_decoded(path, line, n) for n, line in enumerate(content.splitlines(), 1)]


def _whole(content: bytes) -> bytes:
    """The lines of *content* that have an end."""
    return content[: content.rfind(b"\n") + 1]


def _decoded(path: Path, line: bytes, number: int) -> Decided:
    try:
        return DECIDED.decode(line)
    except msgspec.MsgspecError as error:
        raise DataDirectoryError(
            f"{path}:{number}: not a decision: {error}; restore the file from an archive"
        ) from error


def in_effect(decided: Iterable[Decided], successor: Successor) -> Decisions:
    """Return what counts of all that was *decided*, the oldest first.

    A decision follows its entity to the slug that it has now.
    """
    found: dict[str, Decided] = {}
    for one in decided:
        slug = successor(one.key.kind, one.key.slug)
        key = msgspec.structs.replace(one.key, slug=slug)
        found[key.id] = msgspec.structs.replace(one, key=key)
    return {link: one for link, one in found.items() if one.decision != "undecided"}


def save_in_effect(decisions: Decisions, path: Path) -> None:
    """Write what counts into a file, for the processes that link."""
    path.write_bytes(msgspec.msgpack.encode(decisions))


def read_in_effect(path: Path) -> Decisions:
    """Return what was written at *path*."""
    return msgspec.msgpack.decode(path.read_bytes(), type=dict[str, Decided])


def successors(ledger: Ledger, changes: LedgerChanges = NOTHING_LEARNT) -> Successor:
    """Return what tells the slug of an entity by the *ledger*, and by *changes* it is to learn."""
    known = {(row[0], row[1]): row[2] for row in (*ledger.redirects(), *changes.redirects)}
    for revived in changes.revived:
        known.pop(revived, None)

    def successor(kind: str, slug: str) -> str:
        seen: dict[str, None] = {slug: None}
        while (target := known.get((kind, slug))) is not None and target not in seen:
            seen[target], slug = None, target
        return slug

    return successor
