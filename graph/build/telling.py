"""The second pass: from records and slugs to quads with their content, and to documents."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from graph.build.reading import Context
from graph.errors import DataDirectoryError
from graph.generations.segments import Segment, unpack
from graph.links.decisions import read_in_effect
from graph.links.linking import Linking, Weighing
from graph.links.quads import conflicts, given_by_links
from graph.pages import PageEntry
from graph.quads.content import HASH_SIZE, Content, measured
from graph.quads.entities import given_by_tombstone
from graph.quads.page import given_by_page
from graph.quads.statements import Given
from graph.records import PageRecord
from graph.registers.kept import Registers
from graph.search.document import Facets
from graph.search.filling.documents import NOBODY, KnownOrganisation, ProjectDocuments, Teller
from graph.search.filling.learning import Ready, learner_of
from graph.search.filling.making import read_known
from graph.search.filling.told import Told
from ontology.iris import Iris


class PageTold(msgspec.Struct, frozen=True, kw_only=True):
    """The quads of one page as N-Quads, how many, and the hash of the default graph's.

    *ready* is what the search index takes of its project, which has those *facets*. Of the
    findings *conflicts* tell of disagreements with registers.
    """

    lines: bytes
    quads: int
    hash: bytes
    ready: Ready
    facets: Facets
    conflicts: int = 0

    @property
    def content(self) -> Content:
        """The page's share of the graph's content."""
        return Content(self.quads, int.from_bytes(self.hash, "big"))


TOLD: Final = msgspec.msgpack.Decoder(list[PageTold])


class PageTeller:
    """Tells what pages give to the graph of one *day*."""

    def __init__(self, iris: Iris, language: str, day: date) -> None:
        self.iris = iris
        self.language = language
        self.day = day
        self._documents = Teller(iris, language)

    def given(self, entry: PageEntry, record: PageRecord | None) -> Given:
        """Return all that a page gives, or the tombstone of one."""
        if record is None:
            return given_by_tombstone(entry, self.iris, self.language)
        return given_by_page(record, entry, self.iris, self.language, self.day)

    def documents(
        self,
        entry: PageEntry,
        given: Given,
        linked: Given,
        known: Mapping[str, KnownOrganisation],
    ) -> ProjectDocuments:
        """Return what the search index holds of the project of a page that gives *given*.

        *linked* is what its links give.
        """
        told = Told((*given.default, *given.named, *linked.default))
        return self._documents.project(entry.slug, told, lambda slug: known.get(slug, NOBODY))


@lru_cache(maxsize=1)
def _teller(context: bytes) -> PageTeller:
    told = msgspec.msgpack.decode(context, type=Context)
    return PageTeller(Iris(told.base), told.register.language, told.day)


@lru_cache(maxsize=1)
def _linking(context: bytes, decided: Path) -> Linking | None:
    """What links projects, as was *decided*; nothing without registers."""
    told = msgspec.msgpack.decode(context, type=Context)
    if not told.registers:
        return None
    registers = Registers.open(Path(told.folder), told.registers)
    return Linking(Weighing(registers, read_in_effect(decided)), told.book())


def tell_batch(
    keys: Iterable[str], context: bytes, path: Path, known: Path, decided: Path
) -> bytes:
    """Return what the pages *keys* of the finished segment at *path* give, for TOLD.

    *known* is the file of the organisations that they name, *decided* that of the decisions.
    """
    teller, linking = _teller(context), _linking(context, decided)
    with closing(Segment(path)) as segment:
        told = [_told(teller, linking, segment, key, known) for key in keys]
    return msgspec.msgpack.encode(told)


def _told(
    teller: PageTeller, linking: Linking | None, segment: Segment, key: str, known: Path
) -> PageTold:
    entry, content = segment.entry(key), segment.content(key)
    if entry is None or content is None:
        raise DataDirectoryError(f"{segment.path}: the page {key} is missing; build again")
    record = unpack(content)
    links = linking.project(entry, record) if linking else []
    try:
        given, linked = teller.given(entry, record), given_by_links(links, teller.iris)
        lines, share = measured(given)
        linking_lines, linking_share = measured(linked)
    except ValueError as error:
        raise DataDirectoryError(
            f"{entry.file_name}: cannot be told as RDF: {error}; build with validation,"
            " which refuses such a page and takes the others"
        ) from error
    documents = teller.documents(entry, given, linked, read_known(known))
    content_of_all = share.plus(linking_share)
    return PageTold(
        lines=lines + linking_lines,
        quads=content_of_all.quads,
        hash=content_of_all.hash.to_bytes(HASH_SIZE, "big"),
        ready=learner_of(known.parent).project(documents),
        facets=documents.project.facets,
        conflicts=conflicts(links),
    )
