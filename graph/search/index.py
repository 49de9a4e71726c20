"""The search index of a generation, opened to be asked by any number of processes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

import numpy as np
from msgspec.structs import replace
from tantivy import Index

from graph.search.asking.choosing import chosen, of_slugs, together, words
from graph.search.asking.counting import counted, counts, foremost, shown
from graph.search.asking.givers import largest_givers
from graph.search.asking.masking import all_of, masks
from graph.search.asking.matching import Matcher
from graph.search.asking.naming import Namer
from graph.search.asking.nearness import Near, Shared, near
from graph.search.asking.ordering import ordered, relevant
from graph.search.asking.reading import rows
from graph.search.asking.suggesting import suggest
from graph.search.asking.sums import sums
from graph.search.asking.taking_part import MoneyOf, money_by
from graph.search.columns.opened import Columns
from graph.search.columns.table import Bools, Chosen
from graph.search.document import KINDS, Kind
from graph.search.found import (
    Count,
    Foremost,
    Found,
    Giver,
    Hit,
    Named,
    Suggestion,
    Sum,
    Understood,
)
from graph.search.schema import COLUMNS, ENTITIES, FACETS, FORMS, GROUPS
from graph.search.ties import Ties, ties
from graph.search.wish import Wish
from graph.search.words.lexicon import Lexicon

_KEPT: Final = 256
"""So many answers are kept; what is asked of an index never changes its answer."""

_TIED: Final = 16
"""So many networks are kept, which are larger."""

_MATCHED: Final = 32
"""So many sets of rows are kept that the words of a question fit."""

_CHOSEN: Final = 16
"""So many sets of rows are kept that fit a wish: a page asks of each several things."""


class SearchIndex:
    """Answers what of a generation fits a wish, how much of it, and for how much money.

    *day* is everywhere the day on which what runs is running: that of the generation.
    """

    def __init__(self, entities: Index, forms: Index, columns: Columns) -> None:
        self._entities = entities
        self._columns = columns
        self._matcher = Matcher(entities, Lexicon(forms))
        self._namer = Namer(entities, self._matcher)
        self._matched = lru_cache(maxsize=_MATCHED)(self._match)
        self._fits = lru_cache(maxsize=_CHOSEN)(self._find_fitting)
        self._counted = lru_cache(maxsize=_KEPT)(self._count)
        self._summed = lru_cache(maxsize=_KEPT)(self._sum)
        self._giving = lru_cache(maxsize=_KEPT)(self._give)
        self._tied = lru_cache(maxsize=_TIED)(self._tie)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the index in *folder*; raise DataDirectoryError when it cannot be read."""
        return cls(ENTITIES.open(folder), FORMS.open(folder), Columns.open(folder / COLUMNS))

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
        rows = self._rows(wish, day, offset, limit)
        return Found(
            hits=tuple(self._columns.hits(rows)),
            total=len(self._fitting(wish, day)),
            facets=self._counted(replace(wish, order="relevance"), day, tuple(facets)),
            understood=self.understood(wish),
        )

    def counts(self, wish: Wish, day: date, facet: str) -> tuple[Count, ...]:
        """Return the counts of all values of one *facet*, the most frequent first."""
        return self.all_counts(wish, day, [facet])[facet]

    def all_counts(
        self, wish: Wish, day: date, facets: Sequence[str]
    ) -> Mapping[str, tuple[Count, ...]]:
        """Return the counts of all values of each of *facets*."""
        return counts(self._columns, self._chosen(wish, day), facets, day)

    def foremost(
        self, wish: Wish, day: date, facets: Sequence[str], most: int, but: Collection[str] = ()
    ) -> Mapping[str, Foremost]:
        """Return the *most* frequent values of each of *facets* in what fits *wish*, and how many.

        Those of *but* are left out. Every choice counts, also that in the facet itself.
        """
        return foremost(self._columns, self._fitting(wish, day), facets, most, but)

    def slugs(self, wish: Wish, day: date) -> list[str]:
        """Return the slugs of all that fits *wish*, in its order."""
        rows = self._rows(wish, day, 0, len(self._columns))
        return [hit.slug for hit in self._columns.hits(rows)]

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

    def largest_givers(self, wish: Wish, day: date, most: int) -> tuple[Giver, ...]:
        """Return the *most* sources that give most to the projects that fit *wish*.

        Money of no source stands under its instrument; what has neither is left out.
        """
        return self._giving(replace(wish, order="relevance"), day, most)

    def ties(self, wishes: Sequence[Wish], day: date, role: str = "", most: int = 0) -> Ties:
        """Return who takes part, in *role* or in any, in the projects that fit any of *wishes*.

        With ties between the first *most* of them.
        """
        return self._tied(tuple(wishes), day, role, most)

    def hits(self, kind: Kind, slugs: Sequence[str]) -> list[Hit]:
        """Return what is shown of those of a *kind* with those *slugs*, in no order."""
        found = rows(self._entities, of_slugs(self._entities, kind, slugs))
        return self._columns.hits(found.tolist())

    def near(self, slug: str, shared: Sequence[Shared], most: int = 10) -> list[Near]:
        """Return the *most* projects nearest to that of the *slug*, by what may be *shared*.

        That are facets, and words in them, of that project.
        """
        return near(self._columns, slug, shared, most)

    def taking_part(self, wish: Wish, day: date, role: str) -> tuple[Count, ...]:
        """Return in how many projects that fit *wish* each has a *role*: funder or implementer.

        So are subjects and places counted that come together with those of *wish*.
        """
        return counted(self._columns, self._fitting(wish, day), role).all()

    def money_by(self, wish: Wish, day: date, role: str) -> MoneyOf:
        """Return the money of the projects that fit *wish* by who has a *role* in them."""
        return money_by(self._columns, self._fitting(wish, day), role)

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

    def _rows(self, wish: Wish, day: date, offset: int, limit: int) -> Sequence[int]:
        """The *limit* rows of what fits *wish* from *offset* on, in its order."""
        matching = self._matcher.match(wish.q, exact=wish.exact)
        if wish.order == "relevance" and matching:
            facets = chosen(self._entities.schema, wish, day).values()
            return relevant(self._entities, together([*facets, matching.query]), offset, limit)
        order = "name" if wish.order == "relevance" else wish.order
        return ordered(self._columns, self._fitting(wish, day), order, offset, limit)

    def _chosen(self, wish: Wish, day: date) -> dict[str, Bools]:
        """What fits, by the facet it is chosen in; what fits the words stands beside as ``q``."""
        choice, matched = masks(self._columns, wish, day), self._matched(wish.q, wish.exact)
        return choice if matched is None else {**choice, "q": matched}

    def _fitting(self, wish: Wish, day: date) -> Chosen:
        """All that fits *wish*."""
        return self._fits(replace(wish, order="relevance"), day)

    def _find_fitting(self, wish: Wish, day: date) -> Chosen:
        mask = all_of(self._columns, self._chosen(wish, day).values())
        mask.flags.writeable = False
        return Chosen(mask)

    def _match(self, words: str, exact: bool) -> Bools | None:
        """What fits *words*; None when they ask nothing."""
        matching = self._matcher.match(words, exact=exact)
        if matching is None:
            return None
        mask = np.zeros(len(self._columns), np.bool_)
        mask[rows(self._entities, matching.query)] = True
        return mask

    def _tie(self, wishes: tuple[Wish, ...], day: date, role: str, most: int) -> Ties:
        mask = np.zeros(len(self._columns), np.bool_)
        for wish in wishes:
            mask |= self._fitting(wish, day).mask
        return ties(self._columns, Chosen(mask), role, most)

    def _count(
        self, wish: Wish, day: date, facets: tuple[str, ...]
    ) -> Mapping[str, tuple[Count, ...]]:
        found = shown(self._columns, self._chosen(wish, day), facets, day, words(wish))
        return MappingProxyType(found)

    def _give(self, wish: Wish, day: date, most: int) -> tuple[Giver, ...]:
        return largest_givers(self._columns, self._fitting(wish, day), most)

    def _sum(
        self, wish: Wish, day: date, by: tuple[str, ...], sources: tuple[str, ...]
    ) -> tuple[Sum, ...]:
        return sums(self._columns, self._fitting(wish, day), by, sources)
