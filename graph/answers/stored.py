"""The stored answers of a generation, to be read."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from graph.answers.kept import KeptAnswer, path_of
from graph.questions.question import Question
from graph.questions.summing import speaks
from graph.register import Language
from graph.store import Table

UNSAID: Language = "fi"
"""The language whose names come first when none is asked for, as in the questions themselves."""


class StoredAnswers:
    """The answers that lie in a generation's *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rows(self, question: Question, language: str = "") -> Sequence[msgspec.Raw] | None:
        """Return the whole answer of *question*, each row as SPARQL results JSON has it.

        Names are in *language*. None when it is not stored. Raises DataDirectoryError when it
        cannot be read.
        """
        kept = self._kept(question)
        return None if kept is None else kept.rows(_spoken(question, language))

    def table(self, question: Question, language: str = "") -> Table | None:
        """Return the same as a table."""
        rows = self.rows(question, language)
        if rows is None:
            return None
        answer = {"head": {"vars": question.columns}, "results": {"bindings": rows}}
        found = parse_query_results(msgspec.json.encode(answer), QueryResultsFormat.JSON)
        return Table(found, question.name) if isinstance(found, QuerySolutions) else None

    def piece(
        self, question: Question, language: str, about: str, offset: int = 0, limit: int = -1
    ) -> Sequence[msgspec.Raw] | None:
        """Return so many rows from *offset* on of the same, those *about* the thing of an IRI."""
        kept = self._kept(question)
        if kept is None:
            return None
        having = f'"{about}"' if about else '"'
        return kept.piece(_spoken(question, language), having, offset, limit)

    def _kept(self, question: Question) -> KeptAnswer | None:
        path = path_of(self._folder, question)
        return KeptAnswer(path) if question.sums_over and path.is_file() else None


def _spoken(question: Question, language: str) -> str:
    return (language or UNSAID) if speaks(question) else ""
