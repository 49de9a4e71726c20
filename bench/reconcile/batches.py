"""Batches as tables make them: names of a register, some of them not quite as it has them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, Final, NamedTuple

from graph.search.index import SearchIndex
from graph.search.wish import Wish

SIZE: Final = 1000
"""How many queries a batch has."""

PIECE: Final = 50
"""So many names come from one place of the list."""

Query = Mapping[str, Any]
Spoil = Callable[[str, Random], str]


class Batch(NamedTuple):
    """Queries of one kind, and the address in whose language they are answered."""

    name: str
    queries: Sequence[Query]
    path: str = "/reconcile"


def batches(index: SearchIndex, day: date, seed: int) -> Iterator[Batch]:
    """Yield batches with names of what *index* holds, thrown by chance."""
    random = Random(seed)
    projects = _names(index, Wish(kind="project"), day, random)
    everything = _names(index, Wish(), day, random)
    yield Batch("names of projects", [{"query": name} for name in projects])
    yield Batch("names of anything", [{"query": name} for name in everything])
    yield Batch("names, told in English", [{"query": name} for name in everything], "/en/reconcile")
    for told, spoil in SPOILED.items():
        yield Batch(told, [{"query": spoil(name, random)} for name in projects])
    properties = [{"pid": "start_year", "v": 2016}, {"pid": "phase", "v": "ended"}]
    queries = [{"query": name, "properties": properties} for name in projects]
    yield Batch("names with two properties", queries)


def _names(index: SearchIndex, wish: Wish, day: date, random: Random) -> list[str]:
    """The names of SIZE entities that fit *wish*; of some more than once where there are fewer."""
    total = index.find(wish, day, 0, 1, ()).total
    starts = sorted(random.randrange(max(total - PIECE, 1)) for _ in range(SIZE // PIECE))
    hits = [hit for start in starts for hit in index.find(wish, day, start, PIECE, ()).hits]
    return [hits[number % len(hits)].name for number in range(SIZE)]


def _mistyped(name: str, random: Random) -> str:
    """*name* without one of its letters."""
    at = random.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _longer(name: str, random: Random) -> str:
    """*name* with words that do not belong to it."""
    return f"{name} {random.randrange(1995, 2030)} Oulussa"


def _shorter(name: str, random: Random) -> str:
    """Some of the words of *name*."""
    words = name.split()
    return " ".join(words[: random.randint(1, len(words))])


SPOILED: Final[Mapping[str, Spoil]] = {
    "names, mistyped": _mistyped,
    "names, with other words": _longer,
    "names, cut short": _shorter,
}
"""The ways in which tables spoil names."""
