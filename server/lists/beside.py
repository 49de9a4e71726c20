"""What stands beside a list of found things: facets, what is chosen, ways to order it."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, get_args, get_type_hints

from graph.search.found import Found
from server.lists.facets import Chip, Facet, chips, facets, named
from server.lists.rows import Names
from server.lists.selection import Search
from server.snapshot import Snapshot


class Beside(NamedTuple):
    """The facets, the chips of what is chosen, and the orders there are with the one at hand."""

    facets: Sequence[Facet]
    chips: Sequence[Chip]
    orders: Sequence[str]
    order: str


def beside(
    snapshot: Snapshot,
    choice: Search,
    found: Found,
    language: str,
) -> Beside:
    """Return what stands beside what *choice* *found*."""
    names = Names(snapshot, named(choice, found.facets), language)
    return Beside(
        facets=facets(choice, found.facets, names),
        chips=chips(choice, names),
        orders=orders(choice),
        order=order(choice),
    )


def orders(choice: Search) -> list[str]:
    """The orders in which what *choice* finds can stand; relevance only where there are words."""
    return [name for name in known_orders(type(choice)) if name != "relevance" or choice.q]


@cache
def known_orders(kind: type[Search]) -> tuple[str, ...]:
    """All the orders in which choices of that *kind* can stand."""
    return tuple(filter(None, get_args(get_type_hints(kind)["sort"])))


def order(choice: Search) -> str:
    """The order in which what *choice* finds stands."""
    wished = getattr(choice, "sort", "")
    return wished if wished in orders(choice) else orders(choice)[0]
