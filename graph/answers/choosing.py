"""What a row of a stored answer must say, where a question is asked about several things at once.

Each parameter that names a column keeps the rows that have its value there; ``from_year`` and
``to_year`` keep those whose ``year`` is not before it, or not after it. So do the questions
themselves: which other rows there are changes nothing about one.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

from graph.answers.terms import Terms
from graph.questions.question import Question
from graph.questions.summing import take_apart
from ontology.iris import Iris

YEAR: Final = "year"

BOUNDS: Final = MappingProxyType({f"from_{YEAR}": operator.le, f"to_{YEAR}": operator.ge})
"""The parameters that bound the years: how each stands to a year that it lets through."""


class Condition(NamedTuple):
    """That what a row has in a *column* *fits*; a row that has nothing there does not."""

    column: str
    fits: Callable[[str], bool]

    def holds(self, row: Terms) -> bool:
        """Whether *row* is like that."""
        return self.column in row and self.fits(row[self.column].value)


def conditions(
    question: Question, values: Mapping[str, Sequence[str]], iris: Iris
) -> list[Condition] | None:
    """Return what *values* demand of the rows of *question*; None if rows alone do not tell.

    Raises QueryError for words that are no value.
    """
    found = [_condition(question, name, words, iris) for name, words in values.items()]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


def _condition(question: Question, name: str, words: Sequence[str], iris: Iris) -> Condition | None:
    said = {question.term(name, each, iris).value for each in words}
    if name in take_apart(question).things:
        return Condition(name, said.__contains__)
    if YEAR not in question.columns:
        return None
    if name == YEAR:
        years = {*map(int, said)}
        return Condition(YEAR, lambda year: int(year) in years)
    if name in BOUNDS and len(said) == 1:
        return Condition(YEAR, partial(_is_within, BOUNDS[name], int(said.pop())))
    return None


def _is_within(stands: Callable[[int, int], bool], bound: int, year: str) -> bool:
    return stands(bound, int(year))
