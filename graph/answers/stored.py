"""The stored answers of a generation, to be read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from graph.answers.choosing import Condition, conditions
from graph.answers.kept import KeptAnswer, Thing, path_of
from graph.answers.terms import ROW
from graph.questions.question import LANGUAGE, Question, Said, given
from graph.questions.summing import speaks, take_apart
from graph.register import Language
from graph.store import Table
from ontology.iris import Iris

UNSAID: Language = "fi"
"""The language whose names come first when none is asked for, as in the questions themselves."""


class _Found(NamedTuple):
    """A *kept* answer, the language that is *spoken* in it, and the things it is asked *about*.

    Of these rows it is those that all *conditions* let through.
    """

    kept: KeptAnswer
    spoken: str
    about: Sequence[Thing] | None
    conditions: Sequence[Condition] = ()

    def rows(self) -> Sequence[msgspec.Raw]:
        """All of them."""
        rows = self.kept.rows(self.spoken, self.about)
        return [*filter(self._fits, rows)] if self.conditions else rows

    def begun(self, enough: int) -> tuple[Sequence[msgspec.Raw], int]:
        """The first rows, *enough* of them or all when there are fewer, and how many there are."""
        if self.conditions:
            rows = self.rows()
            return rows[:enough], len(rows)
        first = self.kept.rows(self.spoken, self.about, limit=enough)
        whole = len(first) < enough
        return first, len(first) if whole else self.kept.number(self.spoken, self.about)

    def _fits(self, row: msgspec.Raw) -> bool:
        terms = ROW.decode(row)
        return all(condition.holds(terms) for condition in self.conditions)


class StoredAnswers:
    """The answers that lie in a generation's *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answer(
        self, question: Question, values: Mapping[str, Said], iris: Iris
    ) -> Sequence[msgspec.Raw] | None:
        """Return the answer of *question* about *values*, each row as SPARQL results JSON has it.

        None when it is not stored: answers are about everything, or about what their rows tell.
        Raises QueryError for words that are no value, and DataDirectoryError.
        """
        found = self._found(question, values, iris)
        return None if found is None else found.rows()

    def begun(
        self, question: Question, values: Mapping[str, Said], iris: Iris, enough: int
    ) -> tuple[Sequence[msgspec.Raw], int] | None:
        """Return the first rows of the same and how many there are in all; raise as it does.

        They are *enough*, so many, or all when there are fewer.
        """
        found = self._found(question, values, iris)
        return None if found is None else found.begun(enough)

    def _found(self, question: Question, values: Mapping[str, Said], iris: Iris) -> _Found | None:
        said = dict(given(values))
        language = said.pop(LANGUAGE, [""])
        kept = self._kept(question)
        if kept is None or len(language) > 1:
            return None
        spoken = _spoken(question, language[0])
        name = next((name for name in take_apart(question).things if name in said), "")
        about = _things(question, name, said.pop(name), iris) if name else None
        others = conditions(question, said, iris)
        return None if others is None else _Found(kept, spoken, about, others)

    def rows(
        self,
        question: Question,
        language: str = "",
        about: Sequence[Thing] | None = None,
        offset: int = 0,
        limit: int = -1,
    ) -> Sequence[msgspec.Raw] | None:
        """Return so many rows from *offset* on of the answer about everything, or *about* things.

        Names are in *language*. None when it is not stored. Raises DataDirectoryError when it
        cannot be read.
        """
        kept = self._kept(question)
        spoken = _spoken(question, language)
        return None if kept is None else kept.rows(spoken, about, offset, limit)

    def table(self, question: Question, values: Mapping[str, Said], iris: Iris) -> Table | None:
        """Return the same as a table."""
        rows = self.answer(question, values, iris)
        if rows is None:
            return None
        answer = {"head": {"vars": question.columns}, "results": {"bindings": rows}}
        found = parse_query_results(msgspec.json.encode(answer), QueryResultsFormat.JSON)
        return Table(found, question.name) if isinstance(found, QuerySolutions) else None

    def _kept(self, question: Question) -> KeptAnswer | None:
        if not question.sums_over:
            return None
        path = path_of(self._folder, question)
        return KeptAnswer(path) if path.is_file() else None


def _things(question: Question, name: str, words: Sequence[str], iris: Iris) -> list[Thing]:
    """What *words* of a parameter ask about."""
    return [Thing(name, question.term(name, each, iris).value) for each in words]


def _spoken(question: Question, language: str) -> str:
    return (language or UNSAID) if speaks(question) else ""
