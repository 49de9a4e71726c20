"""All kept writes made again, in their order, on what the pages give now."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
from pyoxigraph import Store

from graph.errors import QueryError, WriteRefused
from graph.generations.directory import DataDirectory
from graph.generations.durable import sync_new, writing
from graph.generations.generation import PAGES, STORE
from graph.generations.journal import NOTHING, Journal, Kept
from graph.generations.manifest import Counts, Manifest, Skipped, Writes
from graph.quads.content import Content, content_of_digest
from graph.writes.apart import stands_apart
from graph.writes.contradictions import Contradictions
from graph.writes.making import Making
from graph.writes.write import decode_write
from ontology.iris import Iris


class Replayed(NamedTuple):
    """What the published store holds in the end; *writes* is None when there are none."""

    content: Content
    counts: Counts
    writes: Writes | None = None


def replay(
    directory: DataDirectory,
    part: Path,
    head: str,
    content: Content,
    counts: Counts,
    *,
    base: Manifest | None = None,
    check: bool,
) -> Replayed:
    """Make the writes up to *head* on the store in *part*, which holds what pages give.

    That store stays beside the published one. *content* and *counts* are those of the pages. A
    write that cannot be made any more is skipped and told. What *base* holds of them is not made
    again where it was carried over. Raises DataDirectoryError.
    """
    if head == NOTHING:
        return Replayed(content, counts)
    if base is not None and base.writes is not None and (part / PAGES).exists():
        return _carried(base, base.writes, content, counts)
    with writing(part):
        (part / STORE).rename(part / PAGES)
        sync_new(part / PAGES)  # before its files get a second name
        Store.read_only(str(part / PAGES)).backup(str(part / STORE))
    kept = Journal(directory.path).writes(head)
    iris, language = Iris(directory.settings.base), directory.settings.register.language
    making = Making(part, content, counts, Contradictions(), iris, language=language)
    with closing(making):
        found = [(each.number, _made_again(making, each, check=check)) for each in kept]
        making.finish()
    writes = Writes(
        head=head,
        number=kept[-1].number,
        skipped=tuple(Skipped(number, fault) for number, fault in found if fault),
        pages=counts,
        pages_hash=content.digest,
        apart=all(stands_apart(decode_write(each).what, iris) for each in kept),
    )
    return Replayed(making.content, making.counts, writes)


def can_carry(base: Manifest, head: str) -> bool:
    """Whether the writes up to *head* come to what they are in *base*, whatever its pages say."""
    writes = base.writes
    return writes is not None and writes.head == head and writes.apart and not writes.skipped


def _carried(base: Manifest, old: Writes, content: Content, counts: Counts) -> Replayed:
    """What *base* holds with pages of that *content* and those *counts* instead of its own."""
    pages = content_of_digest(base.pages.quads, base.pages_hash)
    both = content_of_digest(base.counts.quads, base.hash).minus(pages).plus(content)
    writes = msgspec.structs.replace(old, pages=counts, pages_hash=content.digest)
    return Replayed(both, base.counts.minus(base.pages).plus(counts), writes)


def _made_again(making: Making, kept: Kept, *, check: bool) -> str:
    """Make one write again, or skip it and return why."""
    write = decode_write(kept)
    try:
        making.make(kept, write, check=check)
    except (QueryError, WriteRefused) as error:
        nodes = [each.focus for each in error.report] if isinstance(error, WriteRefused) else []
        making.skip(kept, write, nodes)
        return str(error)
    return ""
