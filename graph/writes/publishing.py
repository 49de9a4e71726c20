"""One write, from what somebody sent to the switch: a copy, the change, the checks, the name."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from pyoxigraph import Store

from graph.answers.answering import answer_after
from graph.answers.side import Turn, side_of
from graph.errors import WriteRefused
from graph.generations.directory import DataDirectory
from graph.generations.durable import TEMPORARY, drop, link_folder, writing
from graph.generations.generation import INDEX, PAGES, RECORDS, STORE, Generation
from graph.generations.journal import Journal, Kept
from graph.generations.lock import PATIENCE, only_writer
from graph.generations.manifest import Manifest, Writes, generation_id, later_than, time_of
from graph.generations.publishing import publish as publish_generation
from graph.generations.publishing import verify
from graph.generations.retention import retire
from graph.generations.segments import share
from graph.identity.ledger import Ledger, LedgerChanges
from graph.privacy.forgetting import Forgetting
from graph.quads.content import content_of_digest
from graph.questions.library import load_library
from graph.search.filling.indexing import link_index
from graph.search.filling.touched import read_touched
from graph.writes.apart import stands_apart
from graph.writes.audit import complete, note_published
from graph.writes.contradictions import read_contradictions
from graph.writes.delta import Delta
from graph.writes.forgetting import words_of
from graph.writes.making import Making
from graph.writes.performing import has_graph, refuse_missing
from graph.writes.write import Published, Update, What, Write, encode_write


def publish(
    folder: Path,
    what: What,
    *,
    by: str,
    patience: float = PATIENCE,
    now: datetime | None = None,
) -> Published:
    """Make the write *what* on the data directory *folder*, and publish the new generation.

    Writers take turns, for at most *patience* seconds. When this returns, the write is on the disk
    and served; when it raises, nothing has changed. Raises WriteRefused, QueryError, QueryRefused,
    UnknownEntity (a graph to delete that is not there), DataDirectoryError, StoreError.
    """
    with only_writer(folder, patience):
        directory = DataDirectory.open(folder)
        complete(directory)
        with _opened(directory.generation()) as base, new_part(directory) as part:
            before = base.open_store()
            refuse_missing(before, what)
            _refuse_forgotten(directory, what)
            time = next_time(directory, now)
            write = Write(time=time, by=by, what=what)
            journal = Journal(folder)
            kept = journal.next(base.manifest.head, encode_write(write))
            with closing(_copied(base, before, part)) as making:
                delta = making.make(kept, write)
                making.finish()
                _answer(base, making)
            journal.append(base.manifest.head, kept.content)
            manifest = _manifest(base, making, kept, write)
            verify(part, manifest.counts.quads, is_patched=True)
            publish_generation(directory, part, manifest, LedgerChanges())
            note_published(folder, write, manifest.id)
            retire(directory, time)
            return _published(manifest, kept, delta, created=_creates(before, what))


def _refuse_forgotten(directory: DataDirectory, what: What) -> None:
    """Raise WriteRefused when *what* names somebody who is to be forgotten."""
    with closing(Ledger(directory.ledger_path)) as ledger:
        forgetting = Forgetting(ledger.forgotten(), directory.settings.secret)
    if next(forgetting.mentions(words_of(what)), None) is not None:
        raise WriteRefused(
            "the write names somebody whom this register was asked to forget; leave them out"
        )


def next_time(directory: DataDirectory, now: datetime | None) -> datetime:
    """Return *now*, or the time just after the newest generation of *directory*."""
    latest = max(map(time_of, directory.ids()), default=None)
    return later_than(latest, now or datetime.now(UTC))


@contextmanager
def _opened(base: Generation) -> Iterator[Generation]:
    try:
        yield base
    finally:
        base.close()


@contextmanager
def new_part(directory: DataDirectory) -> Iterator[Path]:
    """The folder of the new generation, gone again if it is not published."""
    part = directory.generations_folder / f"{TEMPORARY}{secrets.token_hex(4)}"
    with writing(part):
        (part / RECORDS).mkdir(parents=True)
    try:
        yield part
    finally:
        drop(part)


def _copied(base: Generation, before: Store, part: Path) -> Making:
    """The stores and the records of *base* in *part*, by hard links, ready for a write."""
    manifest = base.manifest
    with writing(part):
        share(base.folder / RECORDS, part / RECORDS, manifest.segments)
        before.backup(str(part / STORE))
        link_folder(base.pages_path, part / PAGES)
    link_index(base.index_path, part / INDEX)
    return Making(
        part,
        content_of_digest(manifest.counts.quads, manifest.hash),
        manifest.counts,
        read_contradictions(base.folder),
        base.iris,
        language=base.register.language,
        touched=read_touched(base.folder),
    )


def _answer(base: Generation, making: Making) -> None:
    """Store what is asked of the whole graph, from the answers of *base*."""
    before = side_of(base)
    after = before._replace(folder=making.part, store=making.store)
    turn = Turn(before, after, making.change, making.indexed, making.counts.projects)
    answer_after(turn, load_library())


def _manifest(base: Generation, making: Making, kept: Kept, write: Write) -> Manifest:
    old, time, digest = base.manifest, write.time, making.content.digest
    were_apart = old.writes.apart if old.writes else True
    return msgspec.structs.replace(
        old,
        id=generation_id(time, digest),
        time=time,
        counts=making.counts,
        hash=digest,
        parent=old.id,
        cleansed=False,
        writes=Writes(
            head=kept.hash,
            number=kept.number,
            skipped=old.writes.skipped if old.writes else (),
            pages=old.pages,
            pages_hash=old.pages_hash,
            apart=were_apart and stands_apart(write.what, base.iris),
        ),
    )


def _creates(before: Store, what: What) -> bool:
    return not isinstance(what, Update) and not has_graph(before, what.graph)


def _published(manifest: Manifest, kept: Kept, delta: Delta, *, created: bool) -> Published:
    return Published(
        generation=manifest.id,
        number=kept.number,
        inserted=len(delta.added),
        removed=len(delta.removed),
        created=created,
    )
