"""A store that grows from the current one: a copy by hard links, and the difference."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.build.gathering import Gathering
from graph.build.ground import Ground
from graph.build.listing import more_listed
from graph.build.outcome import KINDS, Outcome, counted, counts_by_kind
from graph.build.telling import PageTeller
from graph.entities import Entity, Organisation
from graph.generations.generation import RECORDS, Generation
from graph.generations.manifest import Counts
from graph.generations.segments import Records, Segment, share
from graph.identity.resolution import Resolution, resolve
from graph.pages import PageEntry
from graph.quads.content import Content, content_of_digest, measured
from graph.quads.entities import entity_statements
from graph.quads.statements import Given, Statement
from ontology.iris import Iris
from ontology.terms import Rdf, Sk

DEFAULT: Final = DefaultGraph()
ABSORBED: Final = 2
"""A new segment takes in those before it that have at most so many times its pages."""


class PatchedStore:
    """A copy of the store *old* at *path*, while it is changed.

    *content* is what it holds; *more* says how many more entities of each kind there are.
    """

    def __init__(self, old: Store, path: Path, content: Content, iris: Iris) -> None:
        old.backup(str(path))
        self.store = Store(str(path))
        self.content = content
        self.iris = iris
        self.more: Counter[str] = Counter()

    def replace(self, old: Given, new: Given) -> None:
        """Let *new* stand where *old* stood."""
        self._remove(_less(old, new))
        self._add(_less(new, old))

    def describe(self, entities: Iterable[Entity], language: str) -> None:
        """Tell the *entities* that are not told yet."""
        for entity in entities:
            kind = KINDS[type(entity)]
            if not self._is_told(self.iris.entity(kind, entity.slug)):
                self._add(Given(entity_statements(entity, self.iris, language)))
                self.more[kind] += 1

    def drop_unnamed(self, kind: str, slugs: Iterable[str]) -> None:
        """Remove the entities of those *slugs* that nothing names any more.

        An organisation above one that goes, or that came after it, may go with it.
        """
        waiting = [self.iris.entity(kind, slug) for slug in slugs]
        while waiting:
            node = waiting.pop()
            if self._is_told(node) and not self._is_named(node):
                told = self._told(node)
                self._remove(Given(told))
                self.more[kind] -= 1
                waiting += self._entities(kind, (statement.object for statement in told))

    def _told(self, node: NamedNode) -> tuple[Statement, ...]:
        """All that is said about an entity; there is no blank node in what a build makes."""
        quads = self.store.quads_for_pattern(node, None, None, DEFAULT)
        return tuple(Statement(*quad.triple) for quad in quads)

    def _is_told(self, node: NamedNode) -> bool:
        found = self.store.quads_for_pattern(node, Rdf.type, None, DEFAULT)
        return next(found, None) is not None

    def _is_named(self, node: NamedNode) -> bool:
        return next(self.store.quads_for_pattern(None, None, node), None) is not None

    def _entities(self, kind: str, nodes: Iterable[object]) -> Iterator[NamedNode]:
        for node in nodes:
            place = self.iris.place(node.value) if isinstance(node, NamedNode) else None
            if isinstance(node, NamedNode) and place is not None and place[0] == kind:
                yield node

    def _remove(self, given: Given) -> None:
        for quad in given.quads():
            self.store.remove(quad)
        self.content = self.content.minus(measured(given)[1])

    def _add(self, given: Given) -> None:
        self.store.extend(given.quads())
        self.content = self.content.plus(measured(given)[1])


def _less(given: Given, other: Given) -> Given:
    """What is in *given* and not in the *other*."""
    default, named = set(other.default), set(other.named) if other.graph == given.graph else set()
    return Given(
        tuple(statement for statement in given.default if statement not in default),
        given.graph,
        tuple(statement for statement in given.named if statement not in named),
    )


def build_patched(
    ground: Ground, base: Generation, gathering: Gathering, tombstones: Sequence[PageEntry]
) -> Outcome:
    """Write a copy of the *base* with the pages that were gathered, and with new *tombstones*."""
    pages = [gathering.mentions[key] for key in sorted(gathering.mentions)]
    found = resolve(pages, ground.ledger, ground.book, everything=False)
    old_store = base.open_store()
    moved = list(_moved(found, gathering, base, old_store, ground.iris))
    for entry in moved:
        gathering.writer.add_records([(entry.key, base.records.kept(entry))])
    entries = [*found.entries, *moved, *tombstones]
    segments = _write_segment(ground, base, gathering, entries)
    patched = PatchedStore(old_store, ground.store_path, content_of(base), ground.iris)
    counts = _patch(patched, ground, base, entries)
    patched.describe(found.entities, ground.context.register.language)
    _drop_unnamed(patched, base, entries)
    patched.store.flush()
    patched.more["organisation"] = more_listed(
        old_store, patched.store, _organisations(base, entries, found, ground.iris)
    )
    counts = counts.plus(counts_by_kind(patched.more))
    return Outcome(patched.content, counts, found.changes, segments, is_patched=True)


def _organisations(
    base: Generation, entries: Iterable[PageEntry], found: Resolution, iris: Iris
) -> Iterator[NamedNode]:
    """Yield the organisations that the pages of *entries* named before, and those named now."""
    old = (base.records.entry(entry.key) for entry in entries)
    slugs = {slug for entry in old if entry for slug in entry.organisations}
    slugs |= {entity.slug for entity in found.entities if isinstance(entity, Organisation)}
    return (iris.entity("organisation", slug) for slug in slugs)


def content_of(base: Generation) -> Content:
    """What the store of *base* holds, by its manifest."""
    return content_of_digest(base.manifest.counts.quads, base.manifest.hash)


def _moved(
    found: Resolution, gathering: Gathering, base: Generation, store: Store, iris: Iris
) -> Iterator[PageEntry]:
    """Yield the entries of other pages that name somebody who turned out to be another."""
    slugs = {slug for person in found.moved for slug in pages_naming(person, store, iris)}
    for slug in sorted(slugs):
        entry = base.records.with_slug(slug)
        if entry is not None and entry.key not in gathering.mentions:
            people = tuple(found.moved.get(person, person) for person in entry.people)
            yield msgspec.structs.replace(entry, people=people)


def pages_naming(person: str, store: Store, iris: Iris) -> Iterator[str]:
    """Yield the slug of each project in *store* that has the *person* as a contact."""
    node = iris.entity("person", person)
    for quad in store.quads_for_pattern(None, Sk.person, node, DEFAULT):
        place = iris.place(str(quad.subject).strip("<>"))
        if place is not None:
            yield place[1].partition("/")[0]


def _write_segment(
    ground: Ground, base: Generation, gathering: Gathering, entries: Sequence[PageEntry]
) -> dict[str, int]:
    """Finish the new segment, with those before it that it takes in; return all, newest first."""
    writer = gathering.writer
    writer.add_entries(entries)
    older = dict(base.manifest.segments)
    for segment, (name, pages) in zip(
        base.records.segments, base.manifest.segments.items(), strict=True
    ):
        if pages > ABSORBED * writer.count():
            break
        writer.absorb(segment)
        del older[name]
    segments = {ground.segment: writer.count(), **older}
    writer.close()
    share(base.folder / RECORDS, ground.segment_path.parent, older)
    return segments


def _patch(
    patched: PatchedStore, ground: Ground, base: Generation, entries: Sequence[PageEntry]
) -> Counts:
    """Replace what the pages of *entries* gave; return the counts of what the pages hold now."""
    language = ground.context.register.language
    before = PageTeller(ground.iris, language, base.manifest.day)
    after = PageTeller(ground.iris, language, ground.context.day)
    new_records = Records([Segment(ground.segment_path)])
    counts = base.manifest.counts
    for entry in entries:
        old = base.records.entry(entry.key)
        given = before.given(old, base.records.record(entry.key)) if old else Given()
        patched.replace(given, after.given(entry, new_records.record(entry.key)))
        counts = counts.plus(_counts(entry)).minus(_counts(old) if old else Counts())
    new_records.close()
    return counts


def _counts(entry: PageEntry) -> Counts:
    return counted([], [entry]) if entry.withdrawn else counted([entry], [])


def _drop_unnamed(patched: PatchedStore, base: Generation, entries: Iterable[PageEntry]) -> None:
    """Remove what the pages of *entries* named before and nobody names now."""
    old = [entry for key in entries if (entry := base.records.entry(key.key))]
    patched.drop_unnamed("organisation", {slug for entry in old for slug in entry.organisations})
    patched.drop_unnamed("person", {slug for entry in old for slug in entry.people if slug})
    patched.drop_unnamed("portfolio", {entry.portfolio for entry in old if entry.portfolio})
