"""One build, from its sources to the switch."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import Store

from graph.answers.answering import answer_after, answer_anew
from graph.answers.side import Side, Turn, side_of
from graph.build.answering import answer_beside
from graph.build.fresh import build_fresh
from graph.build.gathering import Gathering
from graph.build.ground import Ground, lay_ground
from graph.build.options import BuildOptions, BuildReport, Progress
from graph.build.outcome import Outcome
from graph.build.patching import build_patched
from graph.build.reporting import UNPRUNED, removed_by_writes, report
from graph.build.sources import PageFile, find_pages
from graph.generations.generation import PAGES, STORE, Generation
from graph.generations.journal import NOTHING
from graph.generations.manifest import Manifest, generation_id
from graph.generations.publishing import publish, verify
from graph.generations.retention import retire
from graph.generations.segments import unpack
from graph.identity.ledger import NOBODY, Oblivion
from graph.pages import PageEntry, Shown
from graph.privacy.forgetting import Forgetting
from graph.privacy.policy import Contacts, hides_more
from graph.privacy.withholding import withhold
from graph.questions.library import load_library
from graph.writes.making import counted_as
from graph.writes.replaying import replay

PATCHABLE: Final = 4
"""When more than one page in so many changes, a new store is made faster than a patched one."""


def silent(what: str, done: int, pages: int) -> None:
    """Tell nobody about the progress of a build."""


def build(folder: Path, options: BuildOptions, progress: Progress = silent) -> BuildReport:
    """Read the sources, and publish a generation in the data directory *folder* if they changed.

    Raises NothingToBuild when there is no page, SettingsError, and DataDirectoryError when the
    directory cannot be used; what was published before stays as it is then.
    """
    started = time.monotonic()
    pages, damaged = find_pages(options.sources)
    with lay_ground(folder, options, progress) as ground:
        gathering = Gathering(ground.segment_path, ground.context, ground.crew, progress)
        gathering.refused += damaged
        _read(ground, gathering, pages)
        read = [*gathering.mentions]
        prune = options.prune and not damaged
        gone = list(_withdrawn(ground, gathering, pages)) if prune else []
        del pages  # a million of them take half a gigabyte, which others need from here on
        manifest = make_generation(ground, gathering, gone)
        if manifest is None and ground.base is not None:
            ground.directory.store_settings(ground.directory.settings)
        told = report(ground, gathering, gone, manifest, time.monotonic() - started)
        notes = (
            *((UNPRUNED,) if options.prune and damaged else ()),
            *(removed_by_writes(ground, manifest, read) if manifest else ()),
        )
        return msgspec.structs.replace(told, notes=(*told.notes, *notes))


def _read(ground: Ground, gathering: Gathering, pages: list[PageFile]) -> None:
    if ground.base is not None and not ground.is_remade:
        pages = gathering.sort_out(pages, ground.base.records)
    gathering.read(pages)


def _withdrawn(ground: Ground, gathering: Gathering, pages: list[PageFile]) -> Iterator[PageEntry]:
    """Yield the pages of the generation before that are in no source any more."""
    if ground.base is None or not (gathering.mentions or gathering.standing):
        return
    names = {page.name for page in pages}
    for entry in ground.base.records.entries():
        if not (entry.withdrawn or gathering.has(entry.key) or entry.file_name in names):
            yield entry


def make_generation(
    ground: Ground,
    gathering: Gathering,
    gone: Sequence[PageEntry] = (),
    oblivion: Oblivion = NOBODY,
) -> Manifest | None:
    """Publish a generation of what was gathered, without the pages that are *gone*.

    Returns its manifest, or None when nothing changed. With an *oblivion*, as when something is
    withheld that was published, nothing of the generations before it is left.
    """
    oblivion = _with_people(oblivion, ground)
    cleanse = oblivion != NOBODY
    base = ground.base
    if base is None and not gathering.mentions:
        return None
    if base is not None and not ground.is_remade:
        _carry_turning(gathering, base, ground, gone)
        if not (gathering.mentions or gone or cleanse or ground.is_relinked):
            return None
    buried = [_tombstone(entry, ground) for entry in gone]
    cleanse = cleanse or _hides(gathering, base)
    is_new = ground.is_remade or ground.is_relinked or cleanse
    if base is not None and not (is_new or _is_much(gathering, gone, base)):
        outcome = build_patched(ground, base, gathering, buried)
    else:
        _carry_the_rest(gathering, base, gone)
        cleanse = cleanse or _hides(gathering, base)
        outcome = build_fresh(ground, gathering, [*_tombstones(gathering, ground), *buried])
    changes = msgspec.structs.replace(outcome.changes, oblivion=oblivion)
    return _published(ground, outcome._replace(changes=changes), cleansed=cleanse)


def _with_people(oblivion: Oblivion, ground: Ground) -> Oblivion:
    """The *oblivion*, and everybody's slugs when nobody is to be published: they hold names."""
    if ground.context.contacts is not Contacts.NONE:
        return oblivion
    slugs = oblivion.slugs | {row.slug for row in ground.ledger.names("person")}
    return msgspec.structs.replace(oblivion, slugs=slugs)


def _carry_turning(
    gathering: Gathering, base: Generation, ground: Ground, gone: Sequence[PageEntry]
) -> None:
    """Gather the pages that say something else today than on the day of the generation before."""
    leaving = {entry.key for entry in gone}
    turning = [
        entry
        for entry in base.records.turning(base.manifest.day, ground.context.day)
        if not entry.withdrawn and entry.key not in gathering.mentions.keys() | leaving
    ]
    gathering.carry(turning, base.records, len(turning))


def _carry_the_rest(
    gathering: Gathering, base: Generation | None, gone: Sequence[PageEntry]
) -> None:
    """Gather the pages that stand and were not read."""
    if base is None:
        return
    there = gathering.mentions.keys() | {entry.key for entry in gone}
    rest = (e for e in base.records.entries() if not e.withdrawn and e.key not in there)
    gathering.carry(rest, base.records, base.manifest.counts.projects)


def _tombstones(gathering: Gathering, ground: Ground) -> Iterator[PageEntry]:
    """Yield the tombstones of the generation before whose page has not returned."""
    forgetting = Forgetting(ground.context.forgotten, ground.context.secret)
    for entry in ground.base.records.entries() if ground.base else ():
        if entry.withdrawn and entry.key not in gathering.mentions:
            yield msgspec.structs.replace(entry, name=forgetting.clean(entry.name))


def _tombstone(entry: PageEntry, ground: Ground) -> PageEntry:
    """What stays of a withdrawn page: its name and dates, and nobody."""
    return PageEntry(
        key=entry.key,
        file_name=entry.file_name,
        sha256="",
        read_at=entry.read_at,
        slug=entry.slug,
        name=entry.name,
        shown=Shown.NOBODY,
        start=entry.start,
        end=entry.end,
        withdrawn=ground.context.now,
    )


def _is_much(gathering: Gathering, gone: Sequence[PageEntry], base: Generation) -> bool:
    changed = len(gathering.mentions) + len(gone)
    return changed * PATCHABLE > base.manifest.counts.projects


def _hides(gathering: Gathering, base: Generation | None) -> bool:
    """Whether something that the generation before published is withheld now."""
    if base is None or gathering.altered:
        return bool(gathering.altered)
    return any(_hides_of(page.entry, base) for page in gathering.mentions.values())


def _hides_of(entry: PageEntry, base: Generation) -> bool:
    old = base.records.entry(entry.key)
    if old is None or old.withdrawn or not hides_more(entry.shown, old.shown):
        return False
    record = unpack(base.records.kept(old))
    return withhold(record, entry.shown) != record


def _published(ground: Ground, outcome: Outcome, *, cleansed: bool) -> Manifest:
    pages = counted_as(outcome.counts, outcome.content)
    follows = ground.head == NOTHING or (ground.part / PAGES).exists()
    written = replay(
        ground.directory,
        ground.part,
        ground.head,
        outcome.content,
        pages,
        base=ground.base.manifest if ground.base else None,
        check=ground.context.check,
    )
    verify(ground.part, written.content.quads, is_patched=outcome.is_patched)
    _answer(ground, outcome, written.counts.projects, follows=follows)
    context, digest = ground.context, written.content.digest
    manifest = Manifest(
        id=generation_id(context.now, digest),
        time=context.now,
        day=context.day,
        base=context.base,
        contacts=context.contacts,
        register=context.register,
        counts=written.counts,
        hash=digest,
        fingerprint=ground.fingerprint,
        segments=outcome.segments,
        sources=ground.sources,
        parent=ground.base.id if ground.base else "",
        cleansed=cleansed,
        writes=written.writes,
        registers=context.registers,
    )
    ground.directory.propose_settings(ground.part)
    publish(ground.directory, ground.part, manifest, outcome.changes)
    ground.directory.adopt_settings()
    retire(ground.directory, context.now)
    return manifest


def _answer(ground: Ground, outcome: Outcome, projects: int, *, follows: bool) -> None:
    """Store what is asked of the whole graph; if it *follows*, from the answers before it."""
    context, library = ground.context, load_library()
    store = Store.read_only(str(ground.part / STORE))
    after = Side(ground.part, store, ground.iris, context.register.language, context.day)
    if not follows or outcome.change is None or ground.base is None:
        answer_beside(ground.part, ground.crew, projects)
        answer_anew(after, library)
        return
    before = side_of(ground.base)
    answer_after(Turn(before, after, outcome.change, outcome.indexed, projects), library)
