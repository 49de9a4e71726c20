"""The money of many projects by year and by fund, and who gives most of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from graph.answers.firsts import BY_FUND
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from ontology.iris import concept
from server.display.yearly import (
    Earnings,
    SourceSum,
    earnings,
    few_series,
    pieces,
    sources,
)

MOST_SERIES: Final = 6
"""So many colours are told apart."""


class Funds(NamedTuple):
    """The money by year, its series the IRIs of funds, and the *sources* that give most."""

    earnings: Sequence[Earnings]
    sources: Sequence[SourceSum]


def funds(index: SearchIndex, wish: Wish, day: date, most: int) -> Funds:
    """Return the money of the projects that fit *wish*, and so many of its sources.

    The series of money that is of no fund is empty.
    """
    by_year = pieces(index.sums(wish, day, BY_FUND))
    by_fund = [piece._replace(series=_iri(piece.series)) for piece in by_year]
    givers = index.largest_givers(wish, day, most)
    return Funds(
        earnings(few_series(by_fund, MOST_SERIES)),
        [one._replace(instrument=_iri(one.instrument)) for one in sources(givers)],
    )


def _iri(fund: str) -> str:
    return concept("instrument", fund).value if fund else ""
