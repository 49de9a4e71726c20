"""What is chosen by facets, as sets of rows of the columns."""

from collections.abc import Iterable, Mapping
from datetime import date

from graph.search.asking.choosing import NOT_RUNNING, words
from graph.search.columns.opened import Columns
from graph.search.columns.table import Bools
from graph.search.wish import Wish

Masks = Mapping[str, Bools]
"""Which rows fit, by the facet it was chosen in."""


def masks(columns: Columns, wish: Wish, day: date) -> dict[str, Bools]:
    """The facets of *wish* in which something is chosen, on *day*."""
    made = {
        facet: columns.mask(facet, tuple(sorted(values)))
        for facet, values in words(wish).items()
        if values
    }
    if wish.running:
        made["running"] = running(columns, day)
    if wish.unlisted_payers:
        made["unlisted_payer"] = paid_unlisted(columns, wish.unlisted_payers)
    return made


def running(columns: Columns, day: date) -> Bools:
    """What runs on *day*, by the rule that ``Wish`` states."""
    return columns.running(day.toordinal(), NOT_RUNNING)


def paid_unlisted(columns: Columns, payers: tuple[str, ...]) -> Bools:
    """The projects that *payers* give money to, and in which none of them takes part."""
    mask: Bools = columns.paid_by(payers) & ~columns.mask("participant", payers)
    return mask


def all_of(columns: Columns, chosen: Iterable[Bools]) -> Bools:
    """What is there, and fits all that is *chosen*."""
    mask = columns.alive.copy()
    for each in chosen:
        mask &= each
    return mask


def without(chosen: Masks, facet: str) -> list[Bools]:
    """What must fit, the choice in *facet* aside."""
    return [mask for name, mask in chosen.items() if name != facet]
