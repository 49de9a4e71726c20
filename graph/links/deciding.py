"""What a person decides on links, from what was asked for to the switch: one generation."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from graph.build.patched_links import PatchedLinks
from graph.build.patched_store import patched_copy
from graph.errors import UnknownEntity
from graph.generations.directory import DataDirectory
from graph.generations.generation import RECORDS, Generation
from graph.generations.lock import PATIENCE, only_writer
from graph.generations.manifest import Counts, Manifest, generation_id
from graph.generations.publishing import publish, verify
from graph.generations.retention import retire
from graph.generations.segments import share
from graph.identity.ledger import Ledger, LedgerChanges
from graph.links.decisions import (
    Choice,
    Decided,
    Decisions,
    append_decisions,
    in_effect,
    read_decided,
    successors,
)
from graph.links.linking import Weighing
from graph.links.stored import StoredLinks
from graph.quads.content import Content
from graph.writes.making import counted_as
from graph.writes.publishing import new_part, next_time
from graph.writes.replaying import replay


def decide(
    folder: Path,
    choices: Sequence[Choice],
    *,
    by: str,
    patience: float = PATIENCE,
    now: datetime | None = None,
) -> str:
    """Keep the *choices* of the person *by*, publish them, and return the generation's id.

    Only the links of the entities concerned change, and nothing is published when nothing does.
    Writers take turns, for at most *patience* seconds. Raises UnknownEntity when a link is not
    there, and keeps nothing then; DataDirectoryError, StoreError.
    """
    with only_writer(folder, patience):
        directory = DataDirectory.open(folder)
        with closing(directory.generation()) as base, new_part(directory) as part:
            time = next_time(directory, now)
            known = _in_effect(directory)
            if new := list(_new(base, choices, known, by, time)):
                append_decisions(folder, new)
            weighing = Weighing(base.registers, _in_effect(directory))
            manifest = _made(directory, base, part, weighing, time)
            if manifest is None:
                return base.id
            publish(directory, part, manifest, LedgerChanges())
            retire(directory, time)
            return manifest.id


def _in_effect(directory: DataDirectory) -> Decisions:
    """What counts in *directory* of all that people decided."""
    with closing(Ledger(directory.ledger_path)) as ledger:
        return in_effect(read_decided(directory.path), successors(ledger))


def _new(
    base: Generation, choices: Sequence[Choice], known: Decisions, by: str, time: datetime
) -> Iterator[Decided]:
    """Yield what is to be kept of *choices*: those that are not as was decided before."""
    stored = StoredLinks(base.open_pages(), base.iris)
    for name, decision in {choice.link: choice.decision for choice in choices}.items():
        link = stored.link(name)
        if link is None:
            raise UnknownEntity(
                f"no link {name} is published or waits here; salkku ask links lists them all"
            )
        before = known[name].decision if name in known else "undecided"
        if decision != before:
            said = link.proposal
            yield Decided(
                key=link.key,
                decision=decision,
                by=by,
                time=time,
                score=said.score,
                method=said.method,
            )


def _made(
    directory: DataDirectory, base: Generation, part: Path, weighing: Weighing, time: datetime
) -> Manifest | None:
    """Make the generation in the folder *part*; None when it would be as *base* is."""
    old = base.manifest
    changed = _changed(base, part, weighing)
    if changed is None:
        return None
    share(base.folder / RECORDS, part / RECORDS, old.segments)
    content, more = changed
    counts = counted_as(old.pages.plus(more), content)
    written = replay(directory, part, old.head, content, counts, base=old, check=True)
    verify(part, written.content.quads, is_patched=True)
    digest = written.content.digest
    return msgspec.structs.replace(
        old,
        id=generation_id(time, digest),
        time=time,
        counts=written.counts,
        hash=digest,
        parent=old.id,
        cleansed=False,
        writes=written.writes,
    )


def _changed(base: Generation, part: Path, weighing: Weighing) -> tuple[Content, Counts] | None:
    """Copy *base* into *part* with its links as they are to be; None when they are so already.

    Returns what its pages give then, and how many more findings there are.
    """
    patched = patched_copy(base, part, base.manifest.head)
    more = PatchedLinks(patched, weighing, base.iris).follow(base.records)
    if not patched.is_changed:
        return None
    patched.flush()
    patched.index(base, part)
    return patched.content, more
