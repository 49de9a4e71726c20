"""The generation that answers a request, and how another one takes its place.

A snapshot never changes: what is worked out from it is kept with it and goes with it. A request
keeps the snapshot with which it began, also when another generation is published meanwhile.
"""

import threading
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from flask import g
from pyoxigraph import Literal, NamedNode, QuerySolution, Triple

from graph.answers.index import open_answered
from graph.answers.stored import StoredAnswers
from graph.answers.terms import ROW, Terms
from graph.engines.place import Place
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.questions.library import Library
from graph.questions.question import LANGUAGE, Said
from graph.search.collation import by_name
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from graph.store import EmbeddedStore, GraphStore, Table, construct, select
from graph.values import Plain, plain
from ontology.terms import Sk
from server.data.names import named
from server.data.rows import Row


def _values(
    columns: Iterable[tuple[str, str]], row: QuerySolution
) -> Iterator[tuple[str, Plain | None]]:
    for column, language in columns:
        term = row[column]
        yield column, plain(term)
        if isinstance(term, Literal) and term.language:
            yield language, term.language


def _embedded(generation: Generation) -> GraphStore:
    return EmbeddedStore(generation.open_store(), generation.id, base=generation.iris.base)


def _plainly(columns: Iterable[str], row: Terms) -> Row:
    """A stored row as one of plain values, with the languages of its texts."""
    spoken = {f"{column}_lang": term.language for column, term in row.items() if term.language}
    known = {column: row[column].plain if column in row else None for column in columns}
    return {**known, **spoken}


class Snapshot:
    """One generation, open, with the answers that many pages need kept at hand."""

    def __init__(
        self,
        generation: Generation,
        library: Library,
        store: GraphStore | None = None,
        place: Place | None = None,
    ) -> None:
        """Open *generation*: its own store, or another one, which may be at a *place* elsewhere."""
        self.generation = generation
        self.library = library
        self.store = store or _embedded(generation)
        self.place = place
        weakref.finalize(self, generation.close)
        self._whole: dict[tuple[str, str], Sequence[Row]] = {}
        self._names: dict[str, dict[str, Row]] = defaultdict(dict)

    @property
    def id(self) -> str:
        """The id of the generation: every cache key and every ETag holds it."""
        return self.generation.id

    def table(self, name: str, **values: Said) -> Table:
        """Return the answer of the named question *name* about *values*.

        Several values of one parameter are alternatives.

        The language of names, ``lang``, may be given to a question that does not know it.
        """
        question = self.library[name]
        if LANGUAGE not in {parameter.name for parameter in question.parameters}:
            values.pop(LANGUAGE, None)
        return select(self.store, question.bind(values, self.generation.iris))

    def rows(self, name: str, **values: Said) -> list[Row]:
        """Return the same as rows of plain values.

        The language of a text, where it has one, stands in a column of its own: that of ``name``
        in ``name_lang``.
        """
        question, iris = self.library[name], self.generation.iris
        stored = self.answers.answer(question, values, iris)
        if stored is not None:
            return [_plainly(question.columns, ROW.decode(row)) for row in stored]
        table = self.table(name, **values)
        columns = [(column, f"{column}_lang") for column in table.columns]
        return [dict(_values(columns, row)) for row in table]

    @cached_property
    def answers(self) -> StoredAnswers:
        """What sums over the whole graph, worked out when the generation was published."""
        return StoredAnswers(self.generation.folder)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index of the generation, opened when it is first asked."""
        return open_answered(self.generation)

    def describe(self, iri: str, kind: str = "") -> list[Triple]:
        """Return all that the graph says of *iri* and of its parts.

        Of a *kind* ``concept`` that is what its register says, and who is linked to it.
        """
        name = "concept" if kind == "concept" else "entity"
        return list(construct(self.store, self.library[name].bind({name: iri})))

    def named_graphs(self) -> list[NamedNode]:
        """Return the names of the graphs beside the default graph."""
        return [NamedNode(row["graph"]) for row in self.rows("named_graphs")]

    def whole(self, name: str, language: str) -> Sequence[Row]:
        """Return the whole answer of a named question by name, kept for the next who asks."""
        key = (name, language)
        if key not in self._whole:
            self._whole[key] = by_name(self.rows(name, lang=language))
        return self._whole[key]

    def names(self, iris: Iterable[str], language: str) -> Mapping[str, Row]:
        """Return the rows of ``names`` by the IRIs of entities, at least those of *iris*.

        Each is kept for the next who asks; who has no name has no row.
        """
        kept = self._names[language]
        missing = [iri for iri in dict.fromkeys(iris) if iri not in kept]
        if missing:
            told = construct(self.store, self.library["names"].bind({"entity": missing}))
            kept.update(named(told, missing, language))
        return kept

    @cached_property
    def has_concepts(self) -> bool:
        """Whether its projects have subjects or places of a register."""
        day = self.generation.manifest.day
        wishes = (Wish(kind="subject"), Wish(kind="place"))
        return any(self.index.find(wish, day, 0, 1, ()).total for wish in wishes)

    @cached_property
    def city(self) -> str:
        """The slug of the register's own city; empty when none is told."""
        register = self.describe(self.generation.iris.register().value)
        cities = (triple.object for triple in register if triple.predicate == Sk.city)
        places = (self.generation.iris.place(str(plain(city))) for city in cities)
        return next((place[1] for place in places if place), "")

    @cached_property
    def years(self) -> range:
        """The years of the register, from the first project's to the last's; may be empty."""
        counts = self.index.counts(Wish(kind="project"), self.generation.manifest.day, "year")
        years = [int(count.value) for count in counts]
        return range(min(years), max(years) + 1) if years else range(0)


class Served:
    """What is served now: the newest snapshot, opened again when another one is published."""

    def __init__(self, directory: DataDirectory, library: Library) -> None:
        self.directory = directory
        self.library = library
        self._snapshot: Snapshot | None = None
        self._opening = threading.Lock()

    @property
    def takes_writes(self) -> bool:
        """Whether what is served may be changed here: not where it is a copy."""
        return not self.directory.is_received

    def now(self) -> Snapshot:
        """Return the snapshot of the current generation.

        Raises DataDirectoryError while nothing is published.
        """
        with self._opening:
            self._snapshot = self.directory.with_current(self._of)
            return self._snapshot

    def ready(self) -> Snapshot:
        """Return the snapshot that answers now, if whatever may be asked of it can be answered.

        Raises DataDirectoryError or StoreError when it cannot.
        """
        return self.now()

    def _of(self, generation_id: str) -> Snapshot:
        if self._snapshot is not None and self._snapshot.id == generation_id:
            return self._snapshot
        return Snapshot(self.directory.generation(generation_id), self.library)


def current() -> Snapshot:
    """The snapshot that answers the request at hand."""
    snapshot: Snapshot = g.snapshot
    return snapshot
