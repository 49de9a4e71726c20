"""The money of the projects that are found, by who takes part in them."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from graph.search.columns.opened import Columns
from graph.search.columns.table import Chosen

MoneyOf = Mapping[str, Mapping[str, int]]
"""Cents by the slug of an organisation and by currency."""


def money_by(columns: Columns, chosen: Chosen, facet: str) -> MoneyOf:
    """The money of the *chosen* projects in which each organisation has the role of *facet*.

    The money of one project counts for each who has the role: these sums are not to be added.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    words = columns.words(facet).all
    for currency in columns.words("of_currency").numbers:
        cents, paid = columns.money(currency)
        sums = columns.added(facet, np.where(chosen.mask, cents, 0.0))
        for at in np.flatnonzero(columns.counted(facet, Chosen(chosen.mask & paid))):
            found[words[at]][currency] = round(sums[at])
    return found
