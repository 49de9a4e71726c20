"""What a build answers, and what its reader should know besides the numbers."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from typing import Final

from pyoxigraph import NamedNode

from graph.build.gathering import Gathering
from graph.build.ground import Ground
from graph.build.options import BuildReport
from graph.generations.manifest import Counts, Manifest
from graph.pages import PageEntry
from graph.writes.contradictions import read_contradictions

CLEANSED: Final = (
    "Older generations held what is withheld now: they were dropped, and the store is a new one."
)

UNPRUNED: Final = "No page was withdrawn, since it may be in an archive that cannot be opened."


def report(
    ground: Ground,
    gathering: Gathering,
    gone: Sequence[PageEntry],
    manifest: Manifest | None,
    seconds: float,
) -> BuildReport:
    """What the build did that gathered pages, without those *gone*, and took so many *seconds*.

    It published the generation of the *manifest*, or none.
    """
    current = manifest or (ground.base.manifest if ground.base else None)
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


def removed_by_writes(ground: Ground, manifest: Manifest, keys: Collection[str]) -> Iterator[str]:
    """Yield a note when writes made again removed what the pages *keys* that were read say."""
    if manifest.writes is None or not keys:
        return
    with closing(ground.directory.generation(manifest.id)) as generation:
        lost = {*read_contradictions(generation.folder).entities(ground.iris)}
        entries = (generation.records.entry(key) for key in keys)
        number = sum(bool(lost & _entities_of(entry, ground)) for entry in entries if entry)
    if number:
        yield (
            f"Writes removed statements of {number} of {len(keys)} pages read, and do so again with"
            " every build: salkku ask findings tells which, where the project still stands;"
            " salkku generations lists what can be returned to."
        )


def _entities_of(entry: PageEntry, ground: Ground) -> set[NamedNode]:
    return {ground.iris.entity("project", entry.slug), ground.iris.page(entry.key)}
