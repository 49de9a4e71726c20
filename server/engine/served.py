"""Which generation answers: the one that the engine calls current, with its index from here.

What is here and what is there belong together by the generation's id and hash. The generation that
is served already goes on while the engine still holds it, so that a copy may come late.
"""

from collections.abc import Callable
from typing import Final

from graph.engines.client import Engine
from graph.engines.naming import Catalogue
from graph.engines.naming import Generation as GenerationThere
from graph.engines.place import Access, Place
from graph.engines.store import NAME, open_store
from graph.errors import DataDirectoryError, SettingsError, StoreError, UnknownEntity
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.questions.library import Library
from ontology.iris import Iris
from server.engine.asking import InTurn, Turns, WhileUp
from server.engine.watch import Look, Watch
from server.evaluation import Evaluator
from server.settings import Settings
from server.snapshot import Served, Snapshot

SHARE: Final = 2
"""The part of the requests that may ask the engine at a time is one of so many."""


class ServedFromEngine(Served):
    """The snapshot of what an engine holds, with index and records from the data directory."""

    def __init__(
        self,
        directory: DataDirectory,
        library: Library,
        settings: Settings,
        failed: Callable[[], None],
    ) -> None:
        super().__init__(directory, library)
        access = access_of(settings)
        graphs = Iris(directory.settings.base).graphs_elsewhere(settings.store_graph)
        self._engine = Engine(access, NAME)
        self.watch = Watch(access, graphs, failed)
        self.turns = Turns(self.watch, max(1, settings.threads // SHARE), failed)

    @property
    def takes_writes(self) -> bool:
        """Not where the graph is held by an engine."""
        return False

    def now(self) -> Snapshot:
        """Return the snapshot that answers now.

        While the engine is down it is the one that answered last, for what is kept of it. Raises
        DataDirectoryError when what is here and what is there do not belong together, StoreError
        when the engine has not answered yet.
        """
        look = self.watch.last()
        with self._opening:
            if look.error and self._snapshot is not None:
                return self._snapshot
            if look.catalogue is None:
                raise StoreError(look.error)
            self._snapshot = self._chosen(look, look.catalogue)
            return self._snapshot

    def ready(self) -> Snapshot:
        """Return the snapshot that answers now. Raises StoreError also while the engine is down."""
        error = self.watch.last().error
        if error:
            raise StoreError(error)
        return self.now()

    def _chosen(self, look: Look, catalogue: Catalogue) -> Snapshot:
        """The snapshot of the first generation that is wanted, there, and here."""
        held = "" if self._snapshot is None else self._snapshot.id
        ours = "" if self.directory.is_empty() else self.directory.current_id()
        for wanted in (catalogue.current, held, ours):
            there = catalogue.generations.get(wanted)
            if there is None:
                continue
            if self._snapshot is not None and held == wanted:
                return self._snapshot
            if (here := self._here(wanted)) is not None:
                return self._opened(here, there, look.server)
        raise DataDirectoryError(f"{self.directory.path}: {_apart(catalogue, ours)}")

    def _here(self, wanted: str) -> Generation | None:
        try:
            return self.directory.generation(wanted)
        except UnknownEntity:
            return None

    def _opened(self, here: Generation, there: GenerationThere, server: str) -> Snapshot:
        if here.manifest.hash != there.hash:
            here.close()
            raise DataDirectoryError(
                f"{self.directory.path}: the generation {there.id} here and the one of that id at"
                " the engine are not the same; publish the one that is right with salkku publish"
            )
        place = Place(access=self._engine.access, generation=there, server=server)
        store = open_store(self._engine, place, here.iris.base)
        return Snapshot(here, self.library, InTurn(store, self.turns), place)


def refuse_unusable(settings: Settings, base: str) -> None:
    """Raise StoreError or SettingsError when *settings* name no engine that could be asked."""
    Engine(access_of(settings)).close()
    try:
        Iris(base).graphs_elsewhere(settings.store_graph).catalogue()
    except ValueError as error:
        told = f"{settings.store_graph!r} begins no IRI: {error}"
        raise SettingsError(f"SALKKU_STORE_GRAPH: {told}") from error
    if settings.store_seconds < 1:
        raise SettingsError(f"SALKKU_STORE_SECONDS: {settings.store_seconds} is no time to answer")


def serve_from_engine(
    settings: Settings,
    directory: DataDirectory,
    library: Library,
    evaluator: Evaluator,
    failed: Callable[[], None],
) -> tuple[Served, Evaluator]:
    """Return what is served from the engine of *settings*, and the *evaluator* that spares it.

    Raises StoreError or SettingsError when they name none.
    """
    refuse_unusable(settings, directory.settings.base)
    served = ServedFromEngine(directory, library, settings, failed)
    served.watch.start()
    return served, WhileUp(evaluator, served.turns)


def _apart(catalogue: Catalogue, ours: str) -> str:
    """What to do when no generation is both here and there."""
    if not catalogue.current:
        return "the engine holds no generation; salkku publish brings one there"
    told = f"the engine holds the generation {catalogue.current}, and it is not here"
    mine = f"the current one here is {ours}, and it is not there" if ours else "nothing is here"
    return (
        f"{told}; {mine}: copy {catalogue.current} into this data directory, or bring the one"
        " that is here to the engine with salkku publish"
    )


def access_of(settings: Settings) -> Access:
    """Where the engine of *settings* is, and what opens it."""
    return Access(
        query=settings.store,
        user=settings.store_user,
        password=settings.store_password,
        token=settings.store_token,
        seconds=settings.store_seconds,
    )
