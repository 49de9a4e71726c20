"""The whole way of a generation to an engine.

Readers look at the catalogue, which names what is there whole: so a generation is entered after it
was checked, and left before its graphs go. Whatever moment a process is killed at, readers see a
whole generation, and the next one to publish sweeps.
"""

import time
from collections.abc import Mapping
from functools import partial
from typing import Final

import msgspec
from pyoxigraph import Store

from graph.engines.client import Engine
from graph.engines.dialects import keeps, look_ups_of
from graph.engines.naming import Catalogue, enter, leave, named_there, switch
from graph.engines.naming import Generation as There
from graph.engines.place import Access
from graph.engines.publishing.addresses import addresses
from graph.engines.publishing.begun import begin, begun, clear, end
from graph.engines.publishing.checking import (
    is_sampled,
    refuse_other_counts,
    refuse_other_hash,
    refuse_other_sample,
)
from graph.engines.publishing.loading import Counter, load
from graph.engines.publishing.statements import Progress, Tally, graphs_of
from graph.engines.store import ask_catalogue
from graph.generations.generation import Generation
from graph.generations.lock import only_writer
from ontology.iris import EngineGraphs

KEEP: Final = 2
"""How many generations stay at an engine: servers that read the last one are not cut off."""

LOCK: Final = "publishing"
"""The folder of a data directory whose lock lets one process at a time publish from it."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: the id of the *generation* that is current there now.

    *triples* and *graphs* were sent, none when it was there already; *dropped* and *swept* are the
    ids of generations that were old, and that a killed process had left. *server* is what the
    engine calls itself; *is_sampled* says that it gives no whole graphs and has too much to be
    asked for piece by piece, so that some of it was compared, and not all. Of *altered* triples it
    does not keep the value as it is.
    """

    generation: str
    server: str
    triples: int = 0
    graphs: int = 0
    altered: int = 0
    is_sampled: bool = False
    dropped: tuple[str, ...] = ()
    swept: tuple[str, ...] = ()
    switched: bool = True
    seconds: float = 0.0


def silent(what: str, done: int, whole: int) -> None:
    """Tell nobody."""


def publish(
    generation: Generation,
    access: Access,
    prefix: str = "",
    keep: int = KEEP,
    progress: Progress = silent,
) -> Published:
    """Bring *generation* to the engine at *access* and make it the current one there.

    *prefix* begins the IRIs of our graphs there, *keep* is how many generations stay. Raises
    SettingsError when an address is not known, DataDirectoryError when another process publishes,
    StoreError when the engine fails; then what was current there is current still.
    """
    began = time.monotonic()
    lock = generation.folder.parent.parent / LOCK
    lock.mkdir(exist_ok=True)
    with only_writer(lock):
        publisher = Publisher(access, generation.iris.graphs_elsewhere(prefix), progress)
        done = publisher.publish(generation, keep)
    return msgspec.structs.replace(done, seconds=time.monotonic() - began)


class Publisher:
    """Speaks with the engine at *access* about our *graphs* there."""

    def __init__(self, access: Access, graphs: EngineGraphs, progress: Progress) -> None:
        self._graphs = graphs
        self._progress = progress
        _, self.server = ask_catalogue(Engine(access), graphs)
        update, store = addresses(access.query, self.server, access.update, access.graphs)
        full = msgspec.structs.replace(access, update=update, graphs=store)
        self._engine = Engine(full)

    def publish(self, generation: Generation, keep: int) -> Published:
        """Bring *generation* there, and drop what is older than the *keep* newest."""
        swept = self._sweep()
        catalogue = self.catalogue()
        before = catalogue.current
        sent: Mapping[str, Tally] = {}
        there = catalogue.generations.get(generation.id)
        if there is None:
            there, sent = self._bring(generation)
        if before != generation.id:
            self._engine.update(switch(self._graphs, there))
        return Published(
            generation=generation.id,
            server=self.server,
            triples=sum(tally.triples for tally in sent.values()),
            graphs=len(sent),
            altered=sum(tally.altered for tally in sent.values()),
            is_sampled=self._is_sampled(sent, there),
            dropped=tuple(self._drop_older(keep)),
            swept=tuple(swept),
            switched=before != generation.id,
        )

    def catalogue(self) -> Catalogue:
        """What is there whole. Raises StoreError."""
        return ask_catalogue(self._engine, self._graphs)[0]

    def _sweep(self) -> list[str]:
        """Drop what was begun and is not there whole; return the ids."""
        whole = self.catalogue().generations
        swept = []
        for generation, named in begun(self._engine, self._graphs).items():
            if generation in whole:
                end(self._engine, self._graphs, generation, named)
            else:
                clear(self._engine, self._graphs, generation, named)
                swept.append(generation)
        return swept

    def _bring(self, generation: Generation) -> tuple[There, Mapping[str, Tally]]:
        """Send *generation*, check that it arrived, and enter it."""
        store = generation.open_store()
        counts = dict.fromkeys(graphs_of(store), 0)
        there = named_there(self._graphs, generation.id, generation.manifest.hash, counts)
        names = {"": there.default, **there.named}
        begin(self._engine, self._graphs, generation.id, len(there.named))
        count = Counter(self._progress, generation.manifest.counts.quads)
        sent = load(self._engine, self.server, store, names, count)
        self._check(sent, names, store, there)
        triples = {names[graph]: tally.triples for graph, tally in sent.items()}
        there = msgspec.structs.replace(there, triples=triples)
        self._engine.update(enter(self._graphs, there))
        end(self._engine, self._graphs, generation.id, len(there.named))
        return there, sent

    def _check(
        self, sent: Mapping[str, Tally], names: Mapping[str, str], store: Store, there: There
    ) -> None:
        refuse_other_counts(self._engine, sent, names)
        source = look_ups_of(self.server, self._engine, there)
        if source is None:
            refuse_other_hash(self._engine, sent[""], names[""])
        else:
            kept = partial(keeps, self.server)
            refuse_other_sample(self._engine, source, store, sent[""].triples, kept)

    def _is_sampled(self, sent: Mapping[str, Tally], there: There) -> bool:
        """Whether of what was *sent* some was compared, and not all."""
        is_asked = look_ups_of(self.server, self._engine, there) is not None
        return bool(sent) and is_asked and is_sampled(sent[""].triples)

    def _drop_older(self, keep: int) -> list[str]:
        """Drop all but the *keep* newest generations and the current one; return the ids."""
        catalogue = self.catalogue()
        newest = sorted(catalogue.generations)[-keep:]
        dropped = []
        for name, there in catalogue.generations.items():
            if name not in {*newest, catalogue.current}:
                begin(self._engine, self._graphs, name, len(there.named))
                self._engine.update(leave(self._graphs, there))
                clear(self._engine, self._graphs, name, len(there.named))
                dropped.append(name)
        return sorted(dropped)
