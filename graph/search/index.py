"""The search index of a generation, opened to be asked by any number of processes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from msgspec.structs import replace
from tantivy import Index, Query

from graph.search.asking.choosing import chosen, chosen_sources, together, words
from graph.search.asking.counting import ALL, counts, with_words
from graph.search.asking.matching import Matcher
from graph.search.asking.naming import Namer
from graph.search.asking.ordering import Page, ordered, relevant
from graph.search.asking.reading import numbers
from graph.search.asking.suggesting import suggest
from graph.search.asking.sums import sums
from graph.search.asking.taking_part import MoneyOf, money_by, taking_part
from graph.search.document import KINDS, Kind
from graph.search.found import Count, Found, Named, Suggestion, Sum, Understood
from graph.search.schema import ENTITIES, FACETS, FORMS, GROUPS, MONEY
from graph.search.ties import Ties, ties
from graph.search.wish import Wish
from graph.search.words.lexicon import Lexicon

_KEPT: Final = 256
"""So many answers are kept; what is asked of an index never changes its answer."""

_TIED: Final = 16
"""So many networks are kept, which are larger."""


class SearchIndex:
    """Answers what of a generation fits a wish, how much of it, and for how much money.

    *day* is everywhere the day on which what runs is running: that of the generation.
    """

    def __init__(self, entities: Index, money: Index, forms: Index) -> None:
        self._entities = entities
        self._money = money
        self._matcher = Matcher(entities, Lexicon(forms))
        self._namer = Namer(entities, self._matcher)
        self._counted = lru_cache(maxsize=_KEPT)(self._count)
        self._summed = lru_cache(maxsize=_KEPT)(self._sum)
        self._tied = lru_cache(maxsize=_TIED)(self._tie)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the index in *folder*; raise DataDirectoryError when it cannot be read."""
        return cls(ENTITIES.open(folder), MONEY.open(folder), FORMS.open(folder))

    def find(
        self,
        wish: Wish,
        day: date,
        offset: int = 0,
        limit: int = 25,
        facets: Sequence[str] = FACETS,
    ) -> Found:
        """Return the *limit* hits from *offset* on that fit *wish*, and counts of its *facets*.

        A count takes the choices in all facets but its own. Of a facet with more values than can
        be shown, the most frequent and the chosen ones are counted: ``counts`` has them all.
        """
        page = self._page(wish, day, offset, limit)
        counted = self._counted(replace(wish, order="relevance"), day, tuple(facets))
        return Found(
            hits=tuple(page.hits),
            total=page.total,
            facets=counted,
            understood=self.understood(wish),
        )

    def counts(self, wish: Wish, day: date, facet: str) -> tuple[Count, ...]:
        """Return the counts of all values of one *facet*, the most frequent first."""
        return self.all_counts(wish, day, [facet])[facet]

    def all_counts(
        self, wish: Wish, day: date, facets: Sequence[str]
    ) -> Mapping[str, tuple[Count, ...]]:
        """Return the counts of all values of each of *facets*, gathered in one go."""
        return counts(self._entities, self._chosen(wish, day), facets, day, ALL)

    def slugs(self, wish: Wish, day: date) -> list[str]:
        """Return the slugs of all that fits *wish*, in its order."""
        everything = max(self._entities.searcher().num_docs, 1)
        return [hit.slug for hit in self._page(wish, day, 0, everything).hits]

    def sums(
        self, wish: Wish, day: date, by: Sequence[str] = GROUPS, sources: Sequence[str] = ()
    ) -> tuple[Sum, ...]:
        """Return the money of the projects that fit *wish*, grouped *by* any of GROUPS.

        With *sources* only what those organisations give, grouped by source among others: raises
        ValueError if not, as a project is counted once a group. A year of "0" is not known; an
        empty instrument, source or portfolio is none.
        """
        if sources and "source" not in by:
            raise ValueError("the money of chosen sources is grouped by source")
        return self._summed(replace(wish, order="relevance"), day, tuple(by), tuple(sources))

    def ties(self, wishes: Sequence[Wish], day: date, role: str = "", most: int = 0) -> Ties:
        """Return who takes part, in *role* or in any, in the projects that fit any of *wishes*.

        With ties between the first *most* of them.
        """
        return self._tied(tuple(wishes), day, role, most)

    def taking_part(self, wish: Wish, day: date, role: str) -> tuple[Count, ...]:
        """Return in how many projects that fit *wish* each has a *role*: funder or implementer.

        So are subjects and places counted that come together with those of *wish*.
        """
        return taking_part(self._entities, together(self._chosen(wish, day).values()), role)

    def money_by(self, wish: Wish, day: date, role: str) -> MoneyOf:
        """Return the money of the projects that fit *wish* by who has a *role* in them."""
        return money_by(self._money, self._money_of(wish, day), role)

    def suggest(
        self, text: str, limit: int = 10, kinds: Sequence[Kind] = KINDS
    ) -> tuple[Suggestion, ...]:
        """Return what has a name with words that begin as those of *text*, kind by kind."""
        return suggest(self._entities, text, limit, kinds)

    def entity(self, kind: Kind, slug: str) -> Named | None:
        """Return the entity of that *kind* and *slug*; None when it is not here."""
        return self._namer.entity(kind, slug)

    def called(self, name: str, kinds: Collection[Kind], limit: int) -> list[Named]:
        """Return at most *limit* of *kinds* that are called *name*, or another form of it."""
        return self._namer.called(name, kinds, limit)

    def alike(self, name: str, kinds: Collection[Kind], limit: int) -> list[Named]:
        """Return at most *limit* of *kinds* whose names share the most words with *name*."""
        return self._namer.alike(name, kinds, limit)

    def base_name(self, name: str) -> str:
        """Return *name* as it stands among the *bases* of whoever is called so."""
        return self._namer.base_name(name)

    def understood(self, wish: Wish) -> tuple[Understood, ...]:
        """Return what the words of *wish* are taken for."""
        matching = self._matcher.match(wish.q, exact=wish.exact)
        return matching.understood if matching else ()

    def _tie(self, wishes: tuple[Wish, ...], day: date, role: str, most: int) -> Ties:
        return ties(self._entities, [self._chosen(wish, day) for wish in wishes], role, most)

    def _chosen(self, wish: Wish, day: date) -> dict[str, Query]:
        """What must fit, by facet; the words stand beside as ``q``."""
        matching = self._matcher.match(wish.q, exact=wish.exact)
        choice = chosen(self._entities.schema, wish, day)
        return {**choice, "q": matching.query} if matching else {**choice}

    def _page(self, wish: Wish, day: date, offset: int, limit: int) -> Page:
        choice = self._chosen(wish, day)
        query = together(choice.values())
        if wish.order == "relevance" and "q" in choice:
            return relevant(self._entities, query, offset, limit)
        order = "name" if wish.order == "relevance" else wish.order
        return ordered(self._entities, query, order, offset, limit)

    def _count(
        self, wish: Wish, day: date, facets: tuple[str, ...]
    ) -> Mapping[str, tuple[Count, ...]]:
        index, choice, chosen_words = self._entities, self._chosen(wish, day), words(wish)
        counted = counts(index, choice, facets, day)
        return MappingProxyType(
            {
                facet: with_words(index, choice, facet, chosen_words.get(facet, ()), told)
                for facet, told in counted.items()
            }
        )

    def _sum(
        self, wish: Wish, day: date, by: tuple[str, ...], sources: tuple[str, ...]
    ) -> tuple[Sum, ...]:
        query = self._money_of(wish, day)
        if sources:
            query = together([query, chosen_sources(self._money.schema, sources)])
        return sums(self._money, query, by)

    def _money_of(self, wish: Wish, day: date) -> Query:
        """What money is that of the projects that fit: it has their facets, but not their words."""
        if wish.q or wish.amounts:
            projects = together(self._chosen(replace(wish, kind="project"), day).values())
            found = numbers(self._entities, projects, "number")
            return Query.term_set_query(self._money.schema, "number", found)
        facets = chosen(self._money.schema, replace(wish, kind=""), day)
        return together(facets.values())
