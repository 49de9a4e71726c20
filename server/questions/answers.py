"""Whole answers of named questions, kept for the next who asks the same of the same generation.

Rows stay the JSON in which they came: of a long answer only those of a page are ever unpacked.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from graph.answers.terms import ROW, Terms
from graph.values import Plain
from server.endpoint.repeatable import is_repeatable
from server.evaluation import Evaluator, PublicQuery, Truncation
from server.http.formats import RESULTS_JSON
from server.snapshot import Snapshot


class _Head(msgspec.Struct):
    vars: tuple[str, ...]


class _Results(msgspec.Struct):
    bindings: list[msgspec.Raw]


class _Document(msgspec.Struct):
    head: _Head
    results: _Results


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of a question: its columns, its rows as JSON, and what was cut of it.

    It is whole when no rows are *beyond* these; None when there are some, nobody knows how many.
    """

    columns: tuple[str, ...]
    rows: Sequence[msgspec.Raw]
    size: int
    truncation: Truncation | None = None
    beyond: int | None = 0

    @property
    def total(self) -> int | None:
        """How many rows the question has; None when nobody knows."""
        if self.beyond is None:
            return None
        return self.truncation.total if self.truncation else len(self.rows) + self.beyond

    def terms(self) -> Iterator[Terms]:
        """All rows, unpacked."""
        return unpacked(self.rows)

    def values(self, piece: slice = slice(None)) -> Iterator[list[Plain | None]]:
        """The rows of a *piece* as plain values, in the order of the columns."""
        for row in unpacked(self.rows[piece]):
            yield [row[column].plain if column in row else None for column in self.columns]

    def json(self, piece: slice = slice(None)) -> bytes:
        """The rows of a *piece* as SPARQL 1.1 Query Results JSON."""
        document = _Document(_Head(self.columns), _Results(list(self.rows[piece])))
        return msgspec.json.encode(document)


def unpacked(rows: Iterable[msgspec.Raw]) -> Iterator[Terms]:
    """The terms of *rows* that are JSON."""
    return map(ROW.decode, rows)


class Answers:
    """Asks questions, and keeps what was answered last: at most so many bytes of it."""

    def __init__(self, evaluator: Evaluator, room: int) -> None:
        self._evaluator = evaluator
        self._room = room
        self._kept: OrderedDict[tuple[str, str], Answered] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, snapshot: Snapshot, query: str) -> Answered:
        """Return the whole answer of a SELECT, asked of *snapshot*; what others say is not kept.

        Raises what the evaluator raises.
        """
        if not is_repeatable(query):
            return self._ask(snapshot, query)
        kept = self.kept(snapshot, query)
        if kept is not None:
            return kept
        answered = self._ask(snapshot, query)
        self._keep((snapshot.id, query), answered)
        return answered

    def kept(self, snapshot: Snapshot, query: str) -> Answered | None:
        """Return that answer if it was kept."""
        key = (snapshot.id, query)
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def _ask(self, snapshot: Snapshot, query: str) -> Answered:
        answer = self._evaluator.answer(snapshot, PublicQuery(text=query, results=RESULTS_JSON))
        body = answer.whole()
        document = msgspec.json.decode(body, type=_Document)
        return Answered(
            columns=document.head.vars,
            rows=document.results.bindings,
            size=len(body),
            truncation=answer.truncation,
        )

    def _keep(self, key: tuple[str, str], answered: Answered) -> None:
        if answered.size > self._room / 2:
            return
        with self._lock:
            self._kept[key] = answered
            while sum(kept.size for kept in self._kept.values()) > self._room:
                self._kept.popitem(last=False)
