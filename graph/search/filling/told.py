"""What is told of an entity: its statements, to be asked by predicate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Node = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple
Statements = Iterable[tuple[Node, NamedNode, Term]]
"""Triples, from a page as it is told or from a store."""

DATE: Final = len("2026-11-22")
MOST: Final = 10**15
"""So many cents are more than anybody has: what is larger is no money."""


class Told:
    """Statements about an entity and its parts."""

    def __init__(self, statements: Statements) -> None:
        self._said: dict[NamedNode, list[tuple[Node, Term]]] = defaultdict(list)
        for subject, predicate, term in statements:
            self._said[predicate].append((subject, term))

    def all(self, predicate: NamedNode) -> Iterable[tuple[Node, Term]]:
        """Every subject with what the *predicate* says of it."""
        return self._said.get(predicate, ())

    def of(self, subject: Node, predicate: NamedNode) -> Iterator[Term]:
        """What the *predicate* says of the *subject*."""
        return (term for about, term in self.all(predicate) if about == subject)

    def first(self, subject: Node, predicate: NamedNode) -> Term | None:
        """The same where one answer is meant: of several the one that sorts first, or None."""
        return min(self.of(subject, predicate), key=str, default=None)

    def by_subject(self, predicate: NamedNode) -> dict[Node, Term]:
        """What the *predicate* says of each subject; of several the one that sorts first."""
        return dict(sorted(self.all(predicate), key=lambda pair: str(pair[1]), reverse=True))

    def words(self, *predicates: NamedNode) -> Iterator[str]:
        """The texts that the *predicates* say of anything."""
        for predicate in predicates:
            yield from (term.value for _, term in self.all(predicate) if isinstance(term, Literal))


def text_of(term: Term | None) -> str:
    """The words of a literal; nothing for anything else."""
    return term.value if isinstance(term, Literal) else ""


def day_of(term: Term | None) -> date | None:
    """The day of an xsd:date, or None for what is none."""
    try:
        return date.fromisoformat(text_of(term)[:DATE])
    except ValueError:
        return None


def moment_of(term: Term | None) -> datetime | None:
    """The moment of an xsd:dateTime with a time zone, or None for what is none."""
    try:
        found = datetime.fromisoformat(text_of(term))
    except ValueError:
        return None
    return found if found.tzinfo else None


def cents_of(term: Term | None) -> int | None:
    """The hundredths of a number, or None for what is no sum of money."""
    try:
        cents = Decimal(text_of(term)).scaleb(2)
    except InvalidOperation:
        return None
    return round(cents) if cents.is_finite() and abs(cents) < MOST else None
