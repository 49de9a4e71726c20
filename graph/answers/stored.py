"""The stored answers of a generation, to be read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from graph.answers.kept import KeptAnswer, Thing, path_of
from graph.questions.question import LANGUAGE, Question, Said, given
from graph.questions.summing import speaks, take_apart
from graph.register import Language
from graph.store import Table
from ontology.iris import Iris

UNSAID: Language = "fi"
"""The language whose names come first when none is asked for, as in the questions themselves."""


class _Found(NamedTuple):
    """A *kept* answer, the language that is *spoken* in it, and the things it is asked *about*."""

    kept: KeptAnswer
    spoken: str
    about: Sequence[Thing] | None


class StoredAnswers:
    """The answers that lie in a generation's *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answer(
        self,
        question: Question,
        values: Mapping[str, Said],
        iris: Iris,
        limit: int = -1,
    ) -> Sequence[msgspec.Raw] | None:
        """Return the answer of *question* about *values*, each row as SPARQL results JSON has it.

        With a *limit* so many rows at most. None when it is not stored: it is about everything, or
        about things in one column of it. Raises QueryError for words that are no value, and
        DataDirectoryError.
        """
        found = self._found(question, values, iris)
        return None if found is None else found.kept.rows(found.spoken, found.about, limit=limit)

    def number(self, question: Question, values: Mapping[str, Said], iris: Iris) -> int:
        """Return how many rows that answer has, 0 when it is not stored; raise as it does."""
        found = self._found(question, values, iris)
        return 0 if found is None else found.kept.number(found.spoken, found.about)

    def _found(self, question: Question, values: Mapping[str, Said], iris: Iris) -> _Found | None:
        said = dict(given(values))
        language = said.pop(LANGUAGE, [""])
        kept = self._kept(question)
        if kept is None or len(language) > 1 or len(said) > 1:
            return None
        spoken = _spoken(question, language[0])
        if not said:
            return _Found(kept, spoken, None)
        ((name, words),) = said.items()
        things = _things(question, name, words, iris)
        return _Found(kept, spoken, things) if things else None

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
    """What *words* of a parameter ask about, if the rows of the answer are about such things."""
    if name not in take_apart(question).things:
        return []
    return [Thing(name, question.term(name, each, iris).value) for each in words]


def _spoken(question: Question, language: str) -> str:
    return (language or UNSAID) if speaks(question) else ""
