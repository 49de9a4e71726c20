"""What a linker said of the things on a list, beside what is true."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bench.links.gold import TUNED
from bench.links.ground import Ground
from bench.score import Tally
from graph.links.link import Proposal
from graph.links.thresholds import verdict


class Answer(NamedTuple):
    """What was linked to one *thing*, and what it should be, as identifiers of a *register*.

    *register* is the heading under which it counts. *published* are the links that need nobody,
    *asked* those that wait for a person. *part* is that of the list.
    """

    register: str
    thing: str
    expected: frozenset[str]
    published: frozenset[str]
    asked: frozenset[str] = frozenset()
    part: str = TUNED

    @property
    def tally(self) -> Tally:
        """The links that are right, that are missing, and that are wrong."""
        right = self.expected & self.published
        return Tally(len(right), len(self.expected - right), len(self.published - right))

    def __str__(self) -> str:
        told = " ".join(sorted(self.published)) or "nothing"
        waiting = f" (asked: {' '.join(sorted(self.asked))})" if self.asked else ""
        wanted = " ".join(sorted(self.expected)) or "nothing"
        return f"{self.register}: {self.thing}: {told}{waiting}, not {wanted}"


class Timed(NamedTuple):
    """How many *seconds* it took to link so many *things* of a kind."""

    kind: str
    things: int
    seconds: float


Scorer = Callable[[Ground], Iterator[Answer]]
"""Asks a linker about every thing on a list."""

Timer = Callable[[Ground], Timed]
"""Links many things, and tells how long it took."""


def targets(proposals: Iterable[Proposal], decision: str) -> frozenset[str]:
    """The targets of those *proposals* that are decided so by their scores alone."""
    return frozenset(
        one.target
        for one in proposals
        if verdict(one.register, one.relation, one.score) == decision
    )
