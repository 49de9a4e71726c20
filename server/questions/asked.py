"""A named question and what it is asked about, read from the parameters of an address.

What cannot be understood is told with what could be: the parameters there are, the words of a
scheme, the entities with a name like that.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, cast

import msgspec
from werkzeug.datastructures import MultiDict

from graph.errors import QueryError, UnknownEntity
from graph.questions.gathering import with_gathered
from graph.questions.header import Parameter
from graph.questions.library import Library
from graph.questions.question import LANGUAGE, PAGING, BadValue, Question
from graph.search.document import Kind
from graph.values import SCHEME
from ontology.vocabulary import Scheme
from server.addresses import MANY
from server.data.rows import Row
from server.lists.rows import entity_rows
from server.lists.selection import has_words
from server.snapshot import Snapshot

NAMED: Final = frozenset(MANY) - {"page"}
"""The types of parameters that name an entity which a question lists."""

SUGGESTED: Final = 20
MOST_READ: Final = 2000
"""The names of so many entities are looked through for words; of more, the index is asked."""

Schemes = Mapping[str, Scheme]
"""The concept schemes by their names."""


class Unknown(BadValue):
    """Words that name no entity of the register; *near* are those whose names hold them."""

    def __init__(self, parameter: Parameter, words: str, near: Sequence[Row]) -> None:
        slugs = ", ".join(slug_of(row[parameter.type]) for row in near)
        hint = f"; near to it are: {slugs}" if near else ""
        super().__init__(
            f"{parameter.name}: {words!r} is no {parameter.type} of the register: give its slug"
            f" (the last part of its IRI) or its IRI{hint}",
            parameter,
            words,
        )
        self.near = near


class Unasked(QueryError):
    """That *question* is asked about nothing, and needs something."""

    def __init__(self, question: Question) -> None:
        super().__init__(
            f"{question.name}: say what it is asked about: {' or '.join(question.needs)};"
            " about everything it has no answer"
        )
        self.question = question


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A *question* about *values*; *query* is the SPARQL that asks it."""

    question: Question
    values: Mapping[str, str]
    query: str

    @property
    def said(self) -> dict[str, str]:
        """The values as parameters of an address."""
        return dict(self.values)


def question_named(library: Library, name: str) -> Question:
    """Return the question of that name, one that gives a table.

    Raises UnknownEntity naming those with a name like that.
    """
    known = [question.name for question in library.values() if question.columns]
    if name in known:
        return library[name]
    near = ", ".join(get_close_matches(name, known))
    hint = f"; near to it are: {near}" if near else ""
    raise UnknownEntity(f"{name}: there is no such question{hint}; /queries/ lists all")


def read_asked(
    snapshot: Snapshot,
    schemes: Schemes,
    question: Question,
    parameters: MultiDict[str, str],
    language: str = "",
) -> Asked:
    """Return *question* as the *parameters* of an address ask it, names in *language* if any.

    Raises QueryError for a parameter that is not there, is there twice, or cannot be understood;
    Unasked when none is there that the question needs.
    """
    said = dict(_said(question, parameters))
    if question.needs and said.keys().isdisjoint(question.needs):
        raise Unasked(question)
    names = {parameter.name for parameter in question.parameters}
    if language and LANGUAGE in names:
        said.setdefault(LANGUAGE, language)
    if LANGUAGE not in names:
        said.pop(LANGUAGE, None)
    for parameter in question.parameters:
        if parameter.beside and parameter.beside not in said:
            said.pop(parameter.name, None)
        if parameter.name in said:
            words = said[parameter.name]
            said[parameter.name] = understood(snapshot, schemes, parameter, words)
    return Asked(question=question, values=said, query=query_of(snapshot, question, said))


def query_of(snapshot: Snapshot, question: Question, values: Mapping[str, str]) -> str:
    """Return the SPARQL that asks *question* about *values*, with what is gathered for it."""
    iris = snapshot.generation.iris
    about = with_gathered(question, values, snapshot.library, snapshot.store, iris)
    return question.bind(about, iris)


def _said(question: Question, parameters: MultiDict[str, str]) -> Iterator[tuple[str, str]]:
    for name in parameters:
        words = [text.strip() for text in parameters.getlist(name) if text.strip()]
        if len(words) > 1:
            raise QueryError(f"{question.name}: {name} can be given once, and is given twice")
        if words and name not in PAGING:
            yield name, words[0]


def understood(snapshot: Snapshot, schemes: Schemes, parameter: Parameter, words: str) -> str:
    """Return *words* as a value of *parameter*: an entity's or a concept's, when there is such.

    Raises QueryError saying what there is.
    """
    if parameter.type == "concept":
        return _concept(schemes[parameter.scheme], parameter, words)
    return _entity(snapshot, parameter, words) if parameter.type in NAMED else words


def _concept(scheme: Scheme, parameter: Parameter, words: str) -> str:
    for concept in scheme.concepts:
        if words in {concept.word, concept.iri}:
            return concept.word
    there_are = ", ".join(concept.word for concept in scheme.concepts)
    raise BadValue(f"{parameter.name}: {words!r} is none of: {there_are}", parameter, words)


def _entity(snapshot: Snapshot, parameter: Parameter, words: str) -> str:
    """The slug of the entity that *words* name: by slug or IRI, as it is or was, or by name."""
    kind, iris = parameter.type, snapshot.generation.iris
    place = iris.place(words) if SCHEME.match(words) else (kind, words)
    slug = place[1] if place and place[0] == kind else ""
    if slug and _is_known(snapshot, kind, slug):
        return slug
    successor = snapshot.generation.redirect(kind, slug)
    if successor:
        return successor
    named = entities(snapshot, kind, words)
    alike = [row for row in named if row["name"].casefold() == words.casefold()]
    if len(alike) == 1:
        return slug_of(alike[0][kind])
    raise Unknown(parameter, words, (alike or named)[:SUGGESTED])


def _is_known(snapshot: Snapshot, kind: str, slug: str) -> bool:
    try:
        iri = snapshot.generation.iris.entity(kind, slug).value
    except ValueError:
        return False
    withdrawn = kind == "project" and snapshot.generation.withdrawn(slug) is not None
    return withdrawn or bool(snapshot.rows(MANY[kind], **{kind: iri}))


def entities(snapshot: Snapshot, kind: str, words: str, language: str = "") -> list[Row]:
    """Return the entities of a *kind* whose names hold all *words*, those that begin so first.

    Of more than can be looked through, some that are called so or whose names have words that
    begin so.
    """
    spoken = language or snapshot.generation.register.language
    if how_many(snapshot, kind) > MOST_READ:
        found = _suggested(snapshot, kind, words, spoken)
    else:
        known = snapshot.whole(MANY[kind], spoken)
        found = [row for row in known if has_words(row["name"], words)]
    begins = words.casefold()
    return sorted(found, key=lambda row: not row["name"].casefold().startswith(begins))


def how_many(snapshot: Snapshot, kind: str) -> int:
    """How many entities of a *kind* there are."""
    counts = snapshot.generation.manifest.counts
    return int(getattr(counts, MANY[kind], 0))


def _suggested(snapshot: Snapshot, kind: str, words: str, language: str) -> list[Row]:
    asked, index = cast("Kind", kind), snapshot.index
    called = [named.slug for named in index.called(words, [asked], SUGGESTED)]
    begun = [one.slug for one in index.suggest(words, SUGGESTED, [asked])]
    return entity_rows(snapshot, asked, [*dict.fromkeys([*called, *begun])], language)


def slug_of(iri: str) -> str:
    """The last part of an entity's IRI, by which an address names it."""
    return iri.rpartition("/")[2]
