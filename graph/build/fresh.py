"""A new store from all records: nothing in it but what they say, and what others wrote."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import RdfFormat, Store, serialize

from graph.build.gathering import Gathering
from graph.build.ground import Ground
from graph.build.loading import PIECE, Loader
from graph.build.outcome import Outcome, counted, entity_counts
from graph.build.telling import TOLD, tell_batch
from graph.build.workers import batches
from graph.entities import Entity, Organisation
from graph.generations.durable import TEMPORARY, drop
from graph.generations.manifest import Counts
from graph.identity.resolution import Resolution, entities, resolve
from graph.links.decisions import save_in_effect
from graph.links.linking import Linking
from graph.links.quads import (
    LINKS,
    given_by_links,
    linked_register_statements,
    register_graph,
)
from graph.pages import PageEntry
from graph.quads.content import Content
from graph.quads.entities import (
    WITHDRAWN,
    given_by_entity,
    given_by_tombstone,
    register_statements,
    vocabulary_statements,
)
from graph.quads.page import PROVENANCE
from graph.quads.statements import Given
from graph.registers.kept import Registers
from graph.search.filling.documents import Teller
from graph.search.filling.learning import READY, ready_batch
from graph.search.filling.making import NewIndex, save_known

WRITING: Final = "writing"


def build_fresh(ground: Ground, gathering: Gathering, tombstones: Sequence[PageEntry]) -> Outcome:
    """Write a store of all pages that were gathered, and of the *tombstones* of others."""
    found = resolve(gathering.hand_over(), ground.ledger, ground.book, everything=True)
    gathering.writer.add_entries([*found.entries, *tombstones])
    gathering.writer.add_spellings(found.spellings)
    segments = {ground.segment: gathering.writer.count()}
    gathering.writer.close()
    told = entities(found.spellings, found.naming, ground.book, found.regrouping.after)
    content, conflicts = _store(ground, found, told, tombstones)
    counts = counted(found.entries, tombstones).plus(entity_counts(told))
    counts = counts.plus(Counts(findings=conflicts))
    return Outcome(content, counts, found.changes, segments, is_patched=False)


def _store(
    ground: Ground, found: Resolution, told: Sequence[Entity], tombstones: Sequence[PageEntry]
) -> tuple[Content, int]:
    """Write the store; return what it holds, and how many findings tell of conflicts in it."""
    language = ground.context.register.language
    linking = ground.linking(found.changes)
    with Loader(ground.store_path) as loader:
        _describe(loader, ground, found.city, told)
        _link(loader, ground, linking, told)
        save_in_effect(linking.weighing.decisions, ground.decided_path)
        with NewIndex(ground.index_path, Teller(ground.iris, language), told) as index:
            conflicts = _tell(loader, index, ground, found.entries)
            drop(ground.decided_path)
            for entry in tombstones:
                loader.add_given(given_by_tombstone(entry, ground.iris, language))
            if ground.base is not None:
                _take_over(loader, ground, ground.base.open_pages())
            loader.settle()
            _index_others(index, ground)
        return loader.finish(), conflicts


def _describe(loader: Loader, ground: Ground, city: str, told: Sequence[Entity]) -> None:
    """Load the vocabulary, the register and the entities."""
    register = ground.context.register
    loader.add_given(Given(vocabulary_statements()))
    loader.add_given(Given(register_statements(register, city, ground.iris)))
    for entity in told:
        loader.add_given(given_by_entity(entity, ground.iris, register.language))


def _link(loader: Loader, ground: Ground, linking: Linking, told: Iterable[Entity]) -> None:
    """Load the registers of others, and the links of the organisations that are *told*."""
    iris, registers = ground.iris, linking.weighing.registers
    for name, register in registers.items():
        loader.add_given(Given(linked_register_statements(register.about, iris)))
        graph = register_graph(name, iris)
        loader.add_graph(register.graph_path, graph, register.about.triples)
    for entity in told if registers else ():
        if isinstance(entity, Organisation):
            loader.add_given(given_by_links(linking.organisation(entity), iris))


def _telling(ground: Ground, known: Path) -> Callable[[list[str]], bytes]:
    """What tells pages by their keys; *known* is the file of the organisations."""
    return partial(
        tell_batch,
        context=msgspec.msgpack.encode(ground.context),
        path=ground.segment_path,
        known=known,
        decided=ground.decided_path,
    )


def _tell(loader: Loader, index: NewIndex, ground: Ground, entries: Sequence[PageEntry]) -> int:
    """Load what the pages of *entries* give, and index it.

    Returns how many findings tell of conflicts with registers.
    """
    ground.crew.relieve(len(entries))
    known = ground.part / f"{TEMPORARY}organisations"
    save_known(index.known, known)
    tell = _telling(ground, known)
    answers = ground.crew.work(tell, [entry.key for entry in entries], len(entries))
    done = conflicts = 0
    for some, answer in zip(batches(entries), answers, strict=True):
        for entry, page in zip(some, TOLD.decode(answer), strict=True):
            loader.add(page.lines, page.content)
            index.add(page.ready, page.facets, filter(None, entry.people))
            conflicts += page.conflicts
        done += len(some)
        ground.progress(WRITING, done, len(entries))
    drop(known)
    return conflicts


def _index_others(index: NewIndex, ground: Ground) -> None:
    """Finish the *index* with the entities that pages share."""
    registers = Registers.open(ground.directory.path, ground.context.registers)
    others = index.others(registers)
    make = partial(ready_batch, build=ground.part)
    index.finish(map(READY.decode, ground.crew.work(make, others, len(others))))


def _take_over(loader: Loader, ground: Ground, old: Store) -> None:
    """Load the named graphs of the *old* store that no build makes."""
    iris, before = ground.iris, ground.base.manifest.registers if ground.base else {}
    registers = {*before, *ground.context.registers}
    own = {
        *(iris.graph(name) for name in (PROVENANCE, WITHDRAWN, LINKS)),
        *(register_graph(name, iris) for name in registers),
    }
    for graph in old.named_graphs():
        if graph not in own:
            quads = old.quads_for_pattern(None, None, None, graph)
            while some := list(islice(quads, PIECE)):
                loader.add(serialize(some, format=RdfFormat.N_QUADS) or b"", Content(len(some)))
