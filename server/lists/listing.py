"""A page of what was found: the hits on it, the number of all, and the words as understood."""

from typing import Final, NamedTuple

from msgspec.structs import replace

from graph.search.found import Found, Hit
from server.lists.paging import Page
from server.lists.selection import Search
from server.snapshot import Snapshot

SIZE: Final = 25
"""How many stand on a page."""


class Listing(NamedTuple):
    """What *choice* found, and the *page* of it that is shown."""

    choice: Search
    found: Found
    page: Page[Hit]

    @property
    def slugs(self) -> list[str]:
        """The slugs of what is shown."""
        return [hit.slug for hit in self.page.items]


def listing(snapshot: Snapshot, choice: Search, number: int = 1) -> Listing:
    """Return page *number* of what *choice* finds; out of range means the nearest there is.

    Its facets are called as the parameters of addresses are.
    """
    offset = (max(number, 1) - 1) * SIZE
    day, facets = snapshot.generation.manifest.day, choice.facets
    found = snapshot.index.find(choice.wish(), day, offset, SIZE, tuple(facets.values()))
    page = Page(items=found.hits, number=max(number, 1), size=SIZE, total=found.total)
    if not found.hits and found.total:
        return listing(snapshot, choice, page.last)
    counts = {name: found.facets[facet] for name, facet in facets.items()}
    return Listing(choice, replace(found, facets=counts), page)
