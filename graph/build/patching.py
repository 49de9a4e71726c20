"""A store that grows from the current one: a copy by hard links, and the difference."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.build.gathering import Gathering
from graph.build.ground import Ground
from graph.build.outcome import Outcome, counted, entity_counts
from graph.build.patched_links import PatchedLinks
from graph.build.patched_store import PatchedStore, patched_copy
from graph.build.telling import PageTeller
from graph.entities import Entity, Organisation, mentions_of, organisation_key, organisation_paths
from graph.generations.generation import RECORDS, Generation
from graph.generations.manifest import Counts
from graph.generations.segments import Records, Segment, share
from graph.identity.chains import ORGANISATION, Regrouping, regroup, top
from graph.identity.organisations import organisation_slug, organisation_spellings
from graph.identity.people import PERSON
from graph.identity.resolution import Resolution, count_spellings, entity, resolve
from graph.identity.spellings import Spellings, by_thing, difference
from graph.links.linking import Linking
from graph.names.book import NameBook
from graph.pages import Mentions, PageEntry
from graph.quads.entities import given_by_entity
from graph.quads.statements import Given
from graph.records import PageRecord
from ontology.iris import Iris
from ontology.terms import Sk

DEFAULT: Final = DefaultGraph()
ABSORBED: Final = 2
"""A new segment takes in those before it that have at most so many times its pages."""


class Patch(NamedTuple):
    """A *store* that is being patched, its *links*, and what links anew."""

    store: PatchedStore
    links: PatchedLinks
    linking: Linking

    def link_project(self, entry: PageEntry, record: PageRecord | None) -> Counts:
        """Link the project of a page anew, which has no *record* when it is withdrawn."""
        if self.linking.is_idle:
            return Counts()
        return self.links.replace("project", entry.slug, self.linking.project(entry, record))

    def link_organisation(self, old: Entity | None, new: Entity | None) -> Counts:
        """Link an organisation anew that was told as *old* and is told as *new*."""
        counts = Counts()
        if self.linking.is_idle or old == new:
            return counts
        if isinstance(old, Organisation):
            counts = self.links.replace("organisation", old.slug, ())
        if isinstance(new, Organisation):
            links = self.linking.organisation(new)
            counts = counts.plus(self.links.replace("organisation", new.slug, links))
        return counts


def build_patched(
    ground: Ground, base: Generation, gathering: Gathering, tombstones: Sequence[PageEntry]
) -> Outcome:
    """Write a copy of the *base* with the pages that were gathered, and with new *tombstones*."""
    pages = [gathering.mentions[key] for key in sorted(gathering.mentions)]
    regrouping = _regrouping(pages, tombstones, base, ground.book)
    found = resolve(pages, ground.ledger, ground.book, everything=False, regrouping=regrouping)
    old_store = base.open_pages()
    others = gathering.mentions.keys() | {entry.key for entry in tombstones}
    moved = [e for e in _moved(found, base, old_store, ground) if e.key not in others]
    for entry in moved:
        gathering.writer.add_records([(entry.key, base.records.kept(entry))])
    entries = [*found.entries, *moved, *tombstones]
    change = _change(found, moved, entries, base, ground.book)
    gathering.writer.add_spellings(change)
    segments = _write_segment(ground, base, gathering, entries)
    patched = patched_copy(base, ground.part, ground.head)
    linking = ground.linking(found.changes)
    patch = Patch(patched, PatchedLinks(patched, linking.weighing, ground.iris), linking)
    counts = _patch(patch, ground, base, entries)
    counts = counts.plus(_retell(patch, ground, base, found, change))
    counts = counts.plus(patch.links.follow(base.records))
    patched.flush()
    patched.index(base, ground.part)
    outcome = Outcome(patched.content, counts, found.changes, segments, is_patched=True)
    return outcome._replace(change=patched.change, indexed=frozenset(patched.indexed))


def _regrouping(
    pages: Sequence[Mentions], tombstones: Sequence[PageEntry], base: Generation, book: NameBook
) -> Regrouping:
    """Which chains of organisations are one in *base*, and with *pages* and without the others."""
    keys = [*(page.entry.key for page in pages), *(entry.key for entry in tombstones)]
    old = _mentions(filter(None, map(base.records.entry, keys)), base)
    spelled, spelled_before = (organisation_spellings(said, book) for said in (pages, old))
    before: Spellings = Counter()
    for legal in {top(one.key) for one in (*spelled, *spelled_before)}:
        before.update(base.records.spellings_below(ORGANISATION, legal))
    return regroup(before, difference([spelled], [spelled_before]))


def _change(
    found: Resolution,
    moved: Sequence[PageEntry],
    entries: Iterable[PageEntry],
    base: Generation,
    book: NameBook,
) -> Spellings:
    """How many more pages spell each thing so than before the pages of *entries* changed."""
    after = count_spellings(_mentions(moved, base), book)
    old = (base.records.entry(entry.key) for entry in entries)
    before = count_spellings(_mentions(filter(None, old), base), book)
    return difference([found.spellings, after], [before])


def _mentions(entries: Iterable[PageEntry], base: Generation) -> list[Mentions]:
    """What the pages of *entries* said in *base*; a tombstone says nothing."""
    records = ((entry, base.records.record(entry.key)) for entry in entries)
    return [mentions_of(record, entry) for entry, record in records if record is not None]


def _retell(
    patch: Patch,
    ground: Ground,
    base: Generation,
    found: Resolution,
    change: Spellings,
) -> Counts:
    """Tell anew every thing whose spellings *change*; return how many more things there are.

    So is what stands elsewhere, because a chain turned out to be another or is that no more.
    """
    language = ground.context.register.language
    counts = Counts()
    growths = {(one.kind, one.key): growth for growth in by_thing(change) for one in growth}
    for kind, key in {*growths, *((ORGANISATION, key) for key in found.regrouping.retold)}:
        before = base.records.spellings_of(kind, key)
        after = before + growths.get((kind, key), Counter())
        old = entity(before, found.naming, ground.book, found.regrouping.before)
        new = entity(after, found.naming, ground.book, found.regrouping.after)
        counts = counts.minus(entity_counts([old])).plus(entity_counts([new]))
        patch.store.replace(
            given_by_entity(old, ground.iris, language), given_by_entity(new, ground.iris, language)
        )
        counts = counts.plus(patch.link_organisation(old, new))
    return counts


def _moved(
    found: Resolution, base: Generation, store: Store, ground: Ground
) -> Iterator[PageEntry]:
    """Yield the entries of pages that name somebody who turned out to be another."""
    now = _taken_over(found, ground)
    regrouping = found.regrouping
    turned = {regrouping.before.get(key, key) for key in regrouping.turned}
    named = [
        *((Sk.person, ground.iris.entity(PERSON, person)) for person in now),
        *(
            (Sk.organisation, ground.iris.entity(ORGANISATION, slug))
            for slug in ground.ledger.slugs(ORGANISATION, turned).values()
        ),
    ]
    slugs = {slug for one in named for slug in _pages_saying(*one, store, ground.iris)}
    for slug in sorted(slugs):
        if entry := base.records.with_slug(slug):
            people = tuple(now.get(person, person) for person in entry.people)
            organisations = tuple(_organisations(entry, base, found))
            yield msgspec.structs.replace(entry, people=people, organisations=organisations)


def _taken_over(found: Resolution, ground: Ground) -> dict[str, str]:
    """The slugs of people that others took over, with those others'.

    The generation before may be older than the ledger: what it learnt since then counts too.
    """
    former = {
        old: ground.ledger.redirect(PERSON, old) or old for old in ground.ledger.redirected(PERSON)
    }
    return {old: found.moved.get(new, new) for old, new in former.items()} | found.moved


def _organisations(entry: PageEntry, base: Generation, found: Resolution) -> Iterator[str]:
    """The slugs of the organisations of the page of *entry*, as they turned out to be."""
    regrouping = found.regrouping
    record = base.records.record(entry.key)
    paths = organisation_paths(record) if record else ()
    for path, slug in zip(paths, entry.organisations, strict=True):
        turned = organisation_key(path) in regrouping.turned
        yield organisation_slug(path, found.naming, regrouping.after) if turned else slug


def pages_naming(person: str, store: Store, iris: Iris) -> Iterator[str]:
    """Yield the slug of each project in *store* that has the *person* as a contact."""
    return _pages_saying(Sk.person, iris.entity(PERSON, person), store, iris)


def _pages_saying(
    predicate: NamedNode, entity: NamedNode, store: Store, iris: Iris
) -> Iterator[str]:
    """Yield the slug of each project in *store* of which a part has *entity* as its *predicate*."""
    for quad in store.quads_for_pattern(None, predicate, entity, DEFAULT):
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


def _patch(patch: Patch, ground: Ground, base: Generation, entries: Sequence[PageEntry]) -> Counts:
    """Replace what the pages of *entries* gave; return the counts of what the pages hold now."""
    language = ground.context.register.language
    before = PageTeller(ground.iris, language, base.manifest.day)
    after = PageTeller(ground.iris, language, ground.context.day)
    new_records = Records([Segment(ground.segment_path)])
    counts = base.manifest.pages
    for entry in entries:
        old = base.records.entry(entry.key)
        given = before.given(old, base.records.record(entry.key)) if old else Given()
        record = new_records.record(entry.key)
        patch.store.replace(given, after.given(entry, record))
        counts = counts.plus(patch.link_project(entry, record))
        counts = counts.plus(_counts(entry)).minus(_counts(old) if old else Counts())
    new_records.close()
    return counts


def _counts(entry: PageEntry) -> Counts:
    return counted([], [entry]) if entry.withdrawn else counted([entry], [])
