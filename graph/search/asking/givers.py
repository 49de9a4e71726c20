"""Who gives most money to whichever projects are chosen."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from graph.search.asking.sums import Groups, grouped
from graph.search.columns.opened import Columns
from graph.search.columns.table import Chosen, Numbers, Table
from graph.search.found import Giver

NONE: Final = ""
"""The source or the fund of money that is of none."""

Key = tuple[str, str, str]
"""A source, a fund and a currency."""


class Given(NamedTuple):
    """What is given in one *part*: the *cents* of groups of money, by their numbers."""

    part: Table
    groups: Groups
    cents: Numbers

    def foremost(self, most: int) -> Iterator[tuple[Key, int]]:
        """Yield the *most* that give most, and all that give as much as the last of them."""
        least = np.partition(self.cents, -most)[-most] if most < len(self.cents) else -np.inf
        for at in np.flatnonzero(self.cents >= least).tolist():
            yield self._key(int(self.groups.known[at])), int(self.cents[at])

    def of(self, key: Key) -> int:
        """What is given under that *key*."""
        number = self._number(key)
        at = int(np.searchsorted(self.groups.known, number)) if number is not None else -1
        there = 0 <= at < len(self.cents) and self.groups.known[at] == number
        return int(self.cents[at]) if there else 0

    def _key(self, number: int) -> Key:
        words = self.part.words
        number, currency = divmod(number, len(words["of_currency"]))
        source, fund = divmod(number, len(words["of_instrument"]) + 1)
        funds = (*words["of_instrument"], NONE)
        return words["of_source"][source], funds[fund], words["of_currency"][currency]

    def _number(self, key: Key) -> int | None:
        """The number of a group; None when nothing here can be in it."""
        source, fund, currency = key
        if not (self._has("of_source", source) and self._has("of_currency", currency)):
            return None
        if source == NONE and not self._has("of_instrument", fund):
            return None
        funds = len(self.part.words["of_instrument"])
        code = funds if source != NONE else self.part.codes("of_instrument")[fund]
        numbers = self.part.codes("of_source")[source], self.part.codes("of_currency")[currency]
        return (numbers[0] * (funds + 1) + code) * len(self.part.words["of_currency"]) + numbers[1]

    def _has(self, name: str, word: str) -> bool:
        return word in self.part.codes(name)


def largest_givers(columns: Columns, chosen: Chosen, most: int) -> tuple[Giver, ...]:
    """The *most* that give most to the *chosen* projects, those of equal money by their names.

    They are sources. What has none stands under its fund; what has neither is left out.
    """
    first, *rest = (_given(part, chosen) for part in columns.parts)
    cents: dict[Key, int] = defaultdict(int)
    for given in rest:
        for key, some in given.foremost(len(given.cents)):
            cents[key] += some
    late = {*cents}
    for key in late:
        cents[key] += first.of(key)
    cents.update((key, some) for key, some in first.foremost(most + len(late)) if key not in late)
    foremost = sorted(cents, key=lambda key: (-cents[key], key))[:most]
    return tuple(Giver(*key, cents[key]) for key in foremost)


def _given(part: Table, projects: Chosen) -> Given:
    chosen = part.paid_to(projects)
    source, fund, currency = (
        part.arrays[f"of_{name}"][chosen].astype(np.int64)
        for name in ("source", "instrument", "currency")
    )
    nobody, no_fund = (part.codes(f"of_{name}").get(NONE, -1) for name in ("source", "instrument"))
    funds = len(part.words["of_instrument"])
    named = (source != nobody) | (fund != no_fund)
    fund = np.where(source == nobody, fund, funds)
    sizes = len(part.words["of_source"]), funds + 1, len(part.words["of_currency"])
    groups = grouped([array[named] for array in (source, fund, currency)], sizes)
    there = np.flatnonzero(groups.number())
    cents = groups.added(part.arrays["cents"][chosen[named]])[there]
    return Given(part, groups._replace(known=groups.known[there]), cents)
