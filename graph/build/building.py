"""One build, from its sources to the switch."""

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import NamedNode

from graph.build.fresh import build_fresh
from graph.build.gathering import Gathering
from graph.build.ground import Ground, ground
from graph.build.options import BuildOptions, BuildReport, Progress
from graph.build.outcome import Outcome
from graph.build.patching import build_patched
from graph.build.sources import PageFile, find_pages
from graph.generations.generation import Generation
from graph.generations.manifest import Counts, Manifest, generation_id
from graph.generations.publishing import publish, verify
from graph.generations.retention import retire
from graph.generations.segments import unpack
from graph.identity.ledger import NOBODY, Oblivion
from graph.pages import PageEntry, Shown
from graph.privacy.forgetting import Forgetting
from graph.privacy.policy import Contacts, hides_more
from graph.privacy.withholding import withhold
from graph.writes.contradictions import read_contradictions
from graph.writes.making import counted_as
from graph.writes.replaying import replay

PATCHABLE: Final = 4
"""When more than one page in so many changes, a new store is made faster than a patched one."""

CLEANSED: Final = (
    "Older generations held what is withheld now: they were dropped, and the store is a new one."
)

UNPRUNED: Final = "No page was withdrawn, since it may be in an archive that cannot be opened."


def silent(what: str, done: int, pages: int) -> None:
    """Tell nobody about the progress of a build."""


def build(folder: Path, options: BuildOptions, progress: Progress = silent) -> BuildReport:
    """Read the sources, and publish a generation in the data directory *folder* if they changed.

    Raises NothingToBuild when there is no page, SettingsError, and DataDirectoryError when the
    directory cannot be used; what was published before stays as it is then.
    """
    started = time.monotonic()
    pages, damaged = find_pages(options.sources)
    with ground(folder, options, progress) as laid:
        gathering = Gathering(laid.segment_path, laid.context, laid.crew, progress)
        gathering.refused += damaged
        _read(laid, gathering, pages)
        read = [*gathering.mentions]
        prune = options.prune and not damaged
        gone = list(_withdrawn(laid, gathering, pages)) if prune else []
        manifest = make_generation(laid, gathering, gone)
        if manifest is None and laid.base is not None:
            laid.directory.store_settings(laid.directory.settings)
        report = _report(laid, gathering, gone, manifest, time.monotonic() - started)
        notes = (
            *((UNPRUNED,) if options.prune and damaged else ()),
            *(_removed_by_writes(laid, manifest, read) if manifest else ()),
        )
        return msgspec.structs.replace(report, notes=(*report.notes, *notes))


def _read(laid: Ground, gathering: Gathering, pages: list[PageFile]) -> None:
    if laid.base is not None and not laid.is_remade:
        pages = gathering.sort_out(pages, laid.base.records)
    gathering.read(pages)


def _withdrawn(laid: Ground, gathering: Gathering, pages: list[PageFile]) -> Iterator[PageEntry]:
    """Yield the pages of the generation before that are in no source any more."""
    if laid.base is None or not (gathering.mentions or gathering.standing):
        return
    names = {page.name for page in pages}
    for entry in laid.base.records.entries():
        if not (entry.withdrawn or gathering.has(entry.key) or entry.file_name in names):
            yield entry


def make_generation(
    laid: Ground, gathering: Gathering, gone: Sequence[PageEntry] = (), oblivion: Oblivion = NOBODY
) -> Manifest | None:
    """Publish a generation of what was gathered, without the pages that are *gone*.

    Returns its manifest, or None when nothing changed. With an *oblivion*, as when something is
    withheld that was published, nothing of the generations before it is left.
    """
    oblivion = _with_people(oblivion, laid)
    cleanse = oblivion != NOBODY
    base = laid.base
    if base is None and not gathering.mentions:
        return None
    if base is not None and not laid.is_remade:
        _carry_turning(gathering, base, laid, gone)
        if not (gathering.mentions or gone or cleanse or laid.is_relinked):
            return None
    buried = [_tombstone(entry, laid) for entry in gone]
    cleanse = cleanse or _hides(gathering, base)
    is_new = laid.is_remade or laid.is_relinked or cleanse
    if base is not None and not (is_new or _is_much(gathering, gone, base)):
        outcome = build_patched(laid, base, gathering, buried)
    else:
        _carry_the_rest(gathering, base, gone)
        cleanse = cleanse or _hides(gathering, base)
        outcome = build_fresh(laid, gathering, [*_tombstones(gathering, laid), *buried])
    changes = msgspec.structs.replace(outcome.changes, oblivion=oblivion)
    return _published(laid, outcome._replace(changes=changes), cleansed=cleanse)


def _with_people(oblivion: Oblivion, laid: Ground) -> Oblivion:
    """The *oblivion*, and everybody's slugs when nobody is to be published: they hold names."""
    if laid.context.contacts is not Contacts.NONE:
        return oblivion
    slugs = oblivion.slugs | {row.slug for row in laid.ledger.names("person")}
    return msgspec.structs.replace(oblivion, slugs=slugs)


def _carry_turning(
    gathering: Gathering, base: Generation, laid: Ground, gone: Sequence[PageEntry]
) -> None:
    """Gather the pages that say something else today than on the day of the generation before."""
    leaving = {entry.key for entry in gone}
    turning = [
        entry
        for entry in base.records.turning(base.manifest.day, laid.context.day)
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


def _tombstones(gathering: Gathering, laid: Ground) -> Iterator[PageEntry]:
    """Yield the tombstones of the generation before whose page has not returned."""
    forgetting = Forgetting(laid.context.forgotten, laid.context.secret)
    for entry in laid.base.records.entries() if laid.base else ():
        if entry.withdrawn and entry.key not in gathering.mentions:
            yield msgspec.structs.replace(entry, name=forgetting.clean(entry.name))


def _tombstone(entry: PageEntry, laid: Ground) -> PageEntry:
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
        withdrawn=laid.context.now,
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


def _published(laid: Ground, outcome: Outcome, *, cleansed: bool) -> Manifest:
    pages = counted_as(outcome.counts, outcome.content)
    written = replay(
        laid.directory,
        laid.part,
        laid.head,
        outcome.content,
        pages,
        base=laid.base.manifest if laid.base else None,
        check=laid.context.check,
    )
    verify(laid.part, written.content.quads, is_patched=outcome.is_patched)
    context, digest = laid.context, written.content.digest
    manifest = Manifest(
        id=generation_id(context.now, digest),
        time=context.now,
        day=context.day,
        base=context.base,
        contacts=context.contacts,
        register=context.register,
        counts=written.counts,
        hash=digest,
        fingerprint=laid.fingerprint,
        segments=outcome.segments,
        sources=laid.sources,
        parent=laid.base.id if laid.base else "",
        cleansed=cleansed,
        writes=written.writes,
        registers=context.registers,
    )
    laid.directory.propose_settings(laid.part)
    publish(laid.directory, laid.part, manifest, outcome.changes)
    laid.directory.adopt_settings()
    retire(laid.directory, context.now)
    return manifest


def _report(
    laid: Ground,
    gathering: Gathering,
    gone: Sequence[PageEntry],
    manifest: Manifest | None,
    seconds: float,
) -> BuildReport:
    current = manifest or (laid.base.manifest if laid.base else None)
    return BuildReport(
        generation=current.id if current else "",
        published=manifest is not None,
        read=gathering.read_pages,
        unchanged=len(gathering.standing),
        withdrawn=len(gone),
        refused=tuple(gathering.refused),
        findings=tuple(gathering.findings),
        findings_read=gathering.findings_read,
        counts=current.counts if current else Counts(),
        seconds=seconds,
        notes=tuple(_notes(manifest)) if manifest else (),
    )


def _notes(manifest: Manifest) -> Iterator[str]:
    """Yield what the reader of a report should know besides its numbers."""
    if manifest.cleansed:
        yield CLEANSED
    for skipped in manifest.writes.skipped if manifest.writes else ():
        yield (
            f"The write {skipped.number} could not be made again; it is kept, and tried again"
            f" with every build: {skipped.reason}"
        )


def _removed_by_writes(laid: Ground, manifest: Manifest, keys: Collection[str]) -> Iterator[str]:
    """Yield a note when writes made again removed what the pages *keys* that were read say."""
    if manifest.writes is None or not keys:
        return
    with closing(laid.directory.generation(manifest.id)) as generation:
        lost = {*read_contradictions(generation.folder).entities(laid.iris)}
        entries = (generation.records.entry(key) for key in keys)
        number = sum(bool(lost & _entities_of(entry, laid)) for entry in entries if entry)
    if number:
        yield (
            f"Writes removed statements of {number} of {len(keys)} pages read, and do so again with"
            " every build: salkku ask findings tells which, where the project still stands;"
            " salkku generations lists what can be returned to."
        )


def _entities_of(entry: PageEntry, laid: Ground) -> set[NamedNode]:
    return {laid.iris.entity("project", entry.slug), laid.iris.page(entry.key)}
