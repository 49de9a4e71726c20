"""The index of a generation that knows by heart what is asked before anything is chosen.

So it does what is asked about a portfolio alone.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from graph.answers.firsts import (
    BY_FUND,
    SIZE,
    Firsts,
    OfPortfolio,
    projects_of,
    read_firsts,
)
from graph.generations.generation import Generation
from graph.search.asking.counting import SHOWN
from graph.search.asking.taking_part import MoneyOf
from graph.search.found import Count, Foremost, Found, Giver, Sum
from graph.search.index import SearchIndex
from graph.search.schema import FACETS, GROUPS, ROLES
from graph.search.wish import Wish

WHOLE: Final = "year"
"""The facet of which all values are shown."""


def open_answered(generation: Generation) -> SearchIndex:
    """Return the index of *generation*, which knows the first pages if they are stored.

    Raises DataDirectoryError when it has no index, or a damaged one.
    """
    if not generation.index_path.is_dir():
        return generation.open_index()  # which says what to do
    index = AnsweredIndex.open(generation.index_path)
    index.know(read_firsts(generation.folder))
    return index


class AnsweredIndex(SearchIndex):
    """A search index that answers what is stored, and else looks."""

    _firsts: Firsts | None = None

    def know(self, firsts: Firsts | None) -> None:
        """Answer with *firsts* from now on."""
        self._firsts = firsts
        self._pages = {page.wish: page for page in firsts.pages} if firsts else {}
        counted = firsts.counted if firsts else ()
        self._counts = {(str(one.kind), one.facet): one.counts for one in counted}
        self._sums = {one.by: one.sums for one in firsts.grouped} if firsts else {}
        self._held = {one.role: one.cents for one in firsts.held} if firsts else {}
        of_portfolios = firsts.portfolios if firsts else ()
        self._portfolios = {projects_of(one.slug): one for one in of_portfolios}

    def find(
        self,
        wish: Wish,
        day: date,
        offset: int = 0,
        limit: int = 25,
        facets: Sequence[str] = FACETS,
    ) -> Found:
        """Return what ``SearchIndex.find`` does."""
        if not self._is_known(wish, day, facets):
            return super().find(wish, day, offset, limit, facets)
        counts = {facet: self._shown(wish, facet) for facet in facets}
        page = self._pages.get(wish)
        if page is None or offset + limit > len(page.hits) < page.total:
            return replace(super().find(wish, day, offset, limit, ()), facets=counts)
        return Found(hits=page.hits[offset : offset + limit], total=page.total, facets=counts)

    def all_counts(
        self, wish: Wish, day: date, facets: Sequence[str]
    ) -> Mapping[str, tuple[Count, ...]]:
        """Return what ``SearchIndex.all_counts`` does."""
        if not self._is_known(wish, day, facets):
            return super().all_counts(wish, day, facets)
        return {facet: self._counts[wish.kind, facet] for facet in facets}

    def sums(
        self, wish: Wish, day: date, by: Sequence[str] = GROUPS, sources: Sequence[str] = ()
    ) -> tuple[Sum, ...]:
        """Return what ``SearchIndex.sums`` does."""
        if not sources and tuple(by) in self._sums and self._is_of_all(wish, day):
            return self._sums[tuple(by)]
        portfolio = self._portfolio(wish, day)
        if not sources and tuple(by) == BY_FUND and portfolio:
            return portfolio.sums
        return super().sums(wish, day, by, sources)

    def largest_givers(self, wish: Wish, day: date, most: int) -> tuple[Giver, ...]:
        """Return what ``SearchIndex.largest_givers`` does."""
        if self._firsts is not None and most <= SIZE and self._is_of_all(wish, day):
            return self._firsts.givers[:most]
        portfolio = self._portfolio(wish, day)
        if most <= SIZE and portfolio:
            return portfolio.givers[:most]
        return super().largest_givers(wish, day, most)

    def foremost(
        self, wish: Wish, day: date, facets: Sequence[str], most: int, but: Collection[str] = ()
    ) -> Mapping[str, Foremost]:
        """Return what ``SearchIndex.foremost`` does."""
        portfolio = self._portfolio(wish, day)
        if portfolio is None or but or most > SIZE or not {*facets} <= {*ROLES}:
            return super().foremost(wish, day, facets, most, but)
        known = {facet: portfolio.foremost[facet] for facet in facets}
        return {facet: replace(one, counts=one.counts[:most]) for facet, one in known.items()}

    def taking_part(self, wish: Wish, day: date, role: str) -> tuple[Count, ...]:
        """Return what ``SearchIndex.taking_part`` does."""
        if self._is_known(wish, day, [role]) and self._is_of_all(wish, day):
            return self._counts[wish.kind, role]
        return super().taking_part(wish, day, role)

    def money_by(self, wish: Wish, day: date, role: str) -> MoneyOf:
        """Return what ``SearchIndex.money_by`` does."""
        if role in self._held and self._is_of_all(wish, day):
            return self._held[role]
        return super().money_by(wish, day, role)

    def _portfolio(self, wish: Wish, day: date) -> OfPortfolio | None:
        """What is stored of the portfolio that *wish* chooses, if it chooses nothing else."""
        if self._firsts is None or self._firsts.day != day:
            return None
        return self._portfolios.get(replace(wish, order="relevance"))

    def _is_of_all(self, wish: Wish, day: date) -> bool:
        """Whether *wish* leaves out no project."""
        return self._is_plain(wish, day) and wish.kind == "project"

    def _is_plain(self, wish: Wish, day: date) -> bool:
        is_today = self._firsts is not None and self._firsts.day == day
        return is_today and replace(wish, order="relevance") == Wish(kind=wish.kind)

    def _is_known(self, wish: Wish, day: date, facets: Sequence[str]) -> bool:
        """Whether the counts of *facets* are stored, if any are asked for."""
        if not facets:
            return self._firsts is not None and self._firsts.day == day
        known = all((wish.kind, facet) in self._counts for facet in facets)
        return known and self._is_plain(wish, day)

    def _shown(self, wish: Wish, facet: str) -> tuple[Count, ...]:
        counts = self._counts[wish.kind, facet]
        return counts if facet == WHOLE else counts[:SHOWN]
