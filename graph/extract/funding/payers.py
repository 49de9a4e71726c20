"""Whether a row of a table names who pays, or what the money is spent on."""

import re
from collections.abc import Sequence

from graph.extract.funding import words
from graph.extract.funding.grids import Row
from graph.extract.funding.phrases import NOBODY, is_certain
from graph.extract.funding.sources import Project

_OTHERS = re.compile(r"muut?\b", re.IGNORECASE)


def is_payer(source: str, project: Project) -> bool:
    """Whether *source* names a payer for certain, or speaks of money."""
    return words.is_about_money(source) or is_certain(project.meaning(source))


def may_pay(source: str, project: Project) -> bool:
    """Whether *source* may name a payer, be it without a name; ``Muut`` may be other costs."""
    if NOBODY.match(source) and not _OTHERS.match(source):
        return True
    meaning = project.meaning(source)
    somebody = bool(meaning.organisation or meaning.instrument) and is_certain(meaning)
    return somebody or words.is_about_money(source)


def _is_cost(source: str, project: Project) -> bool:
    """Whether *source* says what money is spent on, or what all costs."""
    named = words.COSTS.search(source) or words.WHOLE.search(source)
    meaning = project.meaning(source)
    return named is not None and not (meaning.instrument or is_certain(meaning))


def costs_among(rows: Sequence[Row], project: Project, *, titled: bool) -> list[Row]:
    """Those of *rows* that are costs: all items, where most are and none is a payer's.

    A sum is a cost where the row above it is one. Under a title of costs (*titled*) no item need
    say so.
    """
    named = [row for row in rows if row.label.axis == "source"]
    costs = [
        row
        for above, row in zip((None, *rows), rows, strict=False)
        if _is_cost(row.label.text, project)
        and (row.label.axis == "source" or (above and _is_cost(above.label.text, project)))
    ]
    others = [row for row in named if row not in costs]
    paid = any(may_pay(row.label.text, project) for row in others)
    return named if not paid and (titled or len(named) > 2 * len(others)) else costs
