"""The facets of a list: what else can be chosen, how much of it there is, and what is chosen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from graph.search import bands
from graph.search.document import Kind
from graph.search.found import Count
from graph.values import concept_words
from server.lists.labels import facet_headings, label_of
from server.lists.meanings import ENTITIES
from server.lists.rows import Label, Names
from server.lists.selection import Search

SHOWN: Final = 8
"""How many values of a long facet stand beside the list; all have a page of their own."""

ORDERS: Final[Mapping[str, Sequence[str]]] = {
    "phase": concept_words("phase"),
    "role": concept_words("role"),
    "amount": bands.WORDS,
}
"""The facets whose values have an order of their own."""

WHOLE: Final = frozenset({"year", *ORDERS})
"""The facets that are always shown whole."""


class Option(NamedTuple):
    """A value of a facet: what it is called, how many have it, and whether it is chosen.

    *parameters* are those of the list with this value chosen, or with it no longer chosen.
    """

    value: str
    label: Label
    number: int
    chosen: bool
    parameters: list[tuple[str, str]]


class Facet(NamedTuple):
    """A facet: those of its *options* that are shown, and the number of them *all*."""

    name: str
    heading: str
    options: tuple[Option, ...]
    all: int

    @property
    def left(self) -> int:
        """How many options are not shown."""
        return self.all - len(self.options)

    @property
    def chosen(self) -> bool:
        """Whether any of it is chosen."""
        return any(option.chosen for option in self.options)


class Chip(NamedTuple):
    """Something that is chosen, and the *parameters* of the list without it."""

    name: str
    heading: str
    label: Label
    parameters: list[tuple[str, str]]


def facets(choice: Search, counts: Mapping[str, Sequence[Count]], names: Names) -> list[Facet]:
    """Return the facets of which there are *counts*, as *choice* leaves them."""
    headings = facet_headings()
    return [
        Facet(
            name,
            headings[name],
            tuple(options(choice, name, shown(choice, name, counts[name]), names)),
            len(counts[name]),
        )
        for name in counts
        if counts[name]
    ]


def shown(choice: Search, name: str, counts: Sequence[Count]) -> list[Count]:
    """Those of the *counts* of a facet that stand beside the list; whatever is chosen does."""
    ordered = in_order(name, counts)
    if name in WHOLE:
        return ordered
    chosen = choice.values(name)
    return [count for n, count in enumerate(ordered) if n < SHOWN or count.value in chosen]


def in_order(name: str, counts: Sequence[Count]) -> list[Count]:
    """The *counts* of a facet: years in time order, classes in theirs, of others the largest."""
    if name == "year":
        return sorted(counts, key=lambda count: int(count.value))
    if name in ORDERS:
        places = {word: place for place, word in enumerate(ORDERS[name])}
        return sorted(counts, key=lambda count: places.get(count.value, len(places)))
    return sorted(counts, key=lambda count: -count.number)


def options(choice: Search, name: str, counts: Iterable[Count], names: Names) -> Iterator[Option]:
    """The *counts* of a facet as they can be chosen."""
    chosen, said = choice.values(name), choice.parameters
    place = [*choice.__struct_fields__].index(name)
    before = [pair for pair in said if choice.__struct_fields__.index(pair[0]) <= place]
    after = said[len(before) :]
    for count in counts:
        pair, label = (name, count.value), label_of(name, count.value, names)
        is_chosen = count.value in chosen
        others = [each for each in said if each != pair] if is_chosen else [*before, pair, *after]
        yield Option(count.value, label, count.number, is_chosen, others)


def chips(choice: Search, names: Names) -> list[Chip]:
    """What is chosen of *choice*, beside its words and its order."""
    headings, said = facet_headings(), choice.parameters
    return [
        Chip(
            name,
            headings[name],
            label_of(name, value, names),
            [pair for pair in said if pair != (name, value)],
        )
        for name, value in said
        if name not in {"q", "exact", "sort"}
    ]


def named(choice: Search, counts: Mapping[str, Sequence[Count]]) -> Iterator[tuple[Kind, str]]:
    """The entities whose names the facets and the chips of a list need."""
    for name in ENTITIES.keys() & {*choice.__struct_fields__}:
        beside = (count.value for count in shown(choice, name, counts.get(name, ())))
        yield from ((ENTITIES[name], slug) for slug in (*beside, *choice.values(name)))
