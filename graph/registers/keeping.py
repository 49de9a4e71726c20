"""How a register is kept in a data directory: whole or not at all, and what is equal only once."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from pyoxigraph import RdfFormat, serialize

from graph.errors import DataDirectoryError
from graph.generations.durable import TEMPORARY, drop, reveal_folder, writing
from graph.links.text.labels import keep_labels
from graph.registers.entry import Entry
from graph.registers.indexing import index_register
from graph.registers.kept import ABOUT, ENTRIES, FOLDER, GRAPH, About, KeptRegister
from graph.registers.readable import Reading
from ontology.registers import RegisterName

READER: Final = 1
"""The version of the code that reads registers; raised when it reads something differently."""

LENGTH: Final = 16
"""How many characters of a hash make a digest."""


class Found(NamedTuple):
    """What was *read* of a register, from what *source*, under which *licence*, and when."""

    name: RegisterName
    read: Reading
    source: str
    licence: str
    read_at: datetime


def keep(directory: Path, found: Found) -> About:
    """Keep what was found in the data *directory*; what is kept already stays as it is.

    Returns what is known of the kept register. Raises DataDirectoryError when it cannot be
    written, and leaves nothing then.
    """
    entries = msgspec.msgpack.encode(found.read.entries)
    triples = dict.fromkeys(found.read.triples)  # a party of two projects is told twice
    graph = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    about = _about(found, entries, graph)
    folder = directory / FOLDER / f"{found.name}-{about.digest}"
    with writing(folder):
        if (kept := _whole(folder)) is not None:
            return kept
        drop(folder)
        with _unfinished(folder) as part:
            (part / ENTRIES).write_bytes(entries)
            (part / GRAPH).write_bytes(graph)
            complete(part, found.read.entries)
            (part / ABOUT).write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=2))
    return about


def complete(folder: Path, entries: Sequence[Entry]) -> None:
    """Put into the *folder* of a register what follows from its *entries*: index and lemmas.

    Raises DataDirectoryError, OSError.
    """
    index_register(folder, entries)
    if any(entry.kind == "concept" for entry in entries):
        keep_labels(folder, entries)


def _whole(folder: Path) -> About | None:
    """What is known of the register in *folder*; None if it is not there, or damaged."""
    try:
        kept = KeptRegister(folder)
        return kept.about if folder.joinpath(GRAPH).is_file() and any(kept.entries()) else None
    except DataDirectoryError:
        return None


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A new folder under another name, that gets its own once it is filled, or goes again."""
    part = folder.with_name(f"{TEMPORARY}{folder.name}")
    drop(part)
    part.mkdir(parents=True)
    try:
        yield part
        reveal_folder(part, folder)
    finally:
        drop(part)


def _about(found: Found, entries: bytes, graph: bytes) -> About:
    name, read, source, licence, read_at = found
    told = (str(READER), name, read.version, licence, entries, graph)
    return About(
        name=name,
        source=source,
        version=read.version,
        licence=licence,
        read_at=read_at,
        digest=_digest(*(each if isinstance(each, bytes) else each.encode() for each in told)),
        entries=len(read.entries),
        triples=graph.count(b"\n"),
    )


def _digest(*parts: bytes) -> str:
    """A hash of the *parts*, each by itself, so that none can pass into the next."""
    hashes = (hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(b"".join(hashes)).hexdigest()[:LENGTH]
