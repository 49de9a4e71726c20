"""Which chains of units are longer ones with steps left out.

A unit is printed with the units above it or without them: ``city > unit`` and
``city > department > unit`` are one unit where nothing else in the register has that top and that
end. It follows from all chains that there are, so it does not matter which page came first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final, NamedTuple

from graph.identity.ledger import Redirect
from graph.identity.naming import Naming
from graph.identity.spellings import Spellings

ORGANISATION: Final = "organisation"
Wholes = Mapping[str, str]
"""The key of the whole chain by the key of each that leaves steps of it out."""


class Regrouping(NamedTuple):
    """Which chains are one *before* and *after* some pages change.

    *turned* are the chains that are another one after it; *retold* are those, and what stands
    right below them.
    """

    before: Wholes
    after: Wholes
    turned: frozenset[str] = frozenset()
    retold: frozenset[str] = frozenset()


NOTHING_REGROUPED: Final = Regrouping(MappingProxyType({}), MappingProxyType({}))


def regroup(before: Spellings, change: Spellings) -> Regrouping:
    """What becomes of chains that were spelled as *before*, when their spellings *change*."""
    after = before + change
    old, new = wholes_of(before), wholes_of(after)
    turned = frozenset(key for key in {*old, *new} if old.get(key) != new.get(key))
    keys = {one.key for one in (*before, *after)}
    retold = frozenset(key for key in keys if key in turned or above(key) in turned)
    return Regrouping(old, new, turned & keys, retold)


def top(key: str) -> str:
    """The key of the legal entity above the organisation *key*, or of itself."""
    return key.partition("/")[0]


def above(key: str) -> str:
    """The key of the next step up from the organisation *key*; empty for a legal entity."""
    return key.rpartition("/")[0]


def wholes_of(spellings: Spellings) -> dict[str, str]:
    """Which of the organisations that are spelled are one, by *spellings* of all with their tops.

    Whoever stands in the graph because others do, as a successor, stays apart.
    """
    known = [one for one, times in spellings.items() if one.kind == ORGANISATION and times > 0]
    return wholes({one.key for one in known} - {one.key for one in known if one.implied})


def wholes(keys: Collection[str]) -> dict[str, str]:
    """For each of *keys* that is one longer one with steps left out, the key of the longer one.

    What may be two longer ones is left as it is, and so is what would come to stand above itself.
    """
    found: dict[str, str] = {}
    longer: dict[str, set[str]] = defaultdict(set)
    for key in sorted(keys, key=lambda key: (-key.count("/"), key)):
        if len(longer[key]) == 1:
            (found[key],) = longer[key]
        for shorter in _shortened(key):
            longer[shorter].add(found.get(key, key))
    while above_themselves := {key for key in found.values() if _is_above_itself(key, found)}:
        found = {key: whole for key, whole in found.items() if whole not in above_themselves}
    return found


def _shortened(key: str) -> Iterator[str]:
    """The chain *key* with one or more steps left out between its top and its end."""
    steps = key.split("/")
    for first, last in combinations(range(1, len(steps)), 2):
        yield "/".join(steps[:first] + steps[last:])


def _is_above_itself(key: str, found: Wholes) -> bool:
    seen = {key}
    at = above(key)
    while at and (at := found.get(at, at)) not in seen:
        seen.add(at)
        at = above(at)
    return at == key


def redirects(keys: Iterable[str], known: Wholes, naming: Naming) -> Iterator[Redirect]:
    """What *naming*'s ledger must learn: that the slugs of those of *keys* lead to the wholes'."""
    for key in keys:
        if key in known:
            slug, whole = (naming.slug(ORGANISATION, one) for one in (key, known[key]))
            if naming.ledger.redirect(ORGANISATION, slug) != whole:
                yield ORGANISATION, slug, whole
