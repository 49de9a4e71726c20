"""What readers ask for: addresses with what a register holds, thrown by chance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from random import Random
from typing import Final, NamedTuple
from urllib.parse import urlencode

from graph.search.document import Kind
from graph.search.index import SearchIndex
from graph.search.wish import Wish

FACETS: Final = (
    *("portfolio", "phase", "year", "funder", "implementer"),
    *("instrument", "kind", "municipality", "amount"),
)
"""The facets of projects, as the parameters of addresses name them."""

ORDERS: Final = ("name", "start", "end", "amount", "changed")
BEHIND: Final = ("funders", "implementers", "allocations", "timeline")
QUESTIONS: Final = (
    *("nuoret", "palvelu", "työtön", "koulutus", "energia", "yritys neuvonta", "etävastaanotto"),
    *('"nuorten työpajat"', "kirjasto OR koulu", "matkailu -talvi", "maaseutu", "digitalinen"),
    *("palvleu", "liikunta", "kieli työpaikka", "metsä", "ikäihminen", "kulttuuri hanke"),
)
"""Words that are looked for, some of them mistyped."""

KINDS: Final[Mapping[str, Kind]] = {
    "projects": "project",
    "organisations": "organisation",
    "people": "person",
    "portfolios": "portfolio",
}
"""The lists of what has pages, and the kind that each of them holds."""

PAGES: Final = 40
"""So far does a reader turn the pages of a list."""


PIECES: Final = 20
PIECE: Final = 100
"""The words of names are those of so many pieces of the register, each of so many names."""


class Workload(NamedTuple):
    """Addresses of one kind, each asked once; *goal* is the p95 that is aimed at, in ms."""

    name: str
    addresses: Sequence[str]
    goal: float


class Register(NamedTuple):
    """What can be asked: the values of each facet, the *words* of names, and entities.

    The slugs of these stand by the names of their lists, the weightiest first.
    """

    values: Mapping[str, Sequence[str]]
    words: Sequence[str]
    entities: Mapping[str, Sequence[str]]


def register(index: SearchIndex, day: date) -> Register:
    """What the register of *index* can be asked on *day*."""
    projects = Wish(kind="project")
    values = {
        facet: [count.value for count in index.counts(projects, day, facet)] for facet in FACETS
    }
    words = sorted({word for name in _names(index, day) for word in name.split()})
    entities = {many: index.slugs(Wish(kind=KINDS[many], order="weight"), day) for many in KINDS}
    return Register(values, words, entities)


def _names(index: SearchIndex, day: date) -> Iterator[str]:
    """Yield names of entities from all over the register."""
    total = index.find(Wish(), day, limit=1, facets=()).total
    for start in range(0, total, max(total // PIECES, PIECE)):
        yield from (hit.name for hit in index.find(Wish(), day, start, PIECE, ()).hits)


def workloads(register: Register, seed: int, count: int) -> Iterator[Workload]:
    """Yield the workloads, each of *count* addresses that differ."""
    throws: Mapping[str, Callable[[Register, Random], str]] = {
        "filters": _filter,
        "words": _words,
        "words and filters": _words_filtered,
        "turned pages": _turned,
        "what is behind a filter": _behind,
    }
    for name, throw in throws.items():
        yield Workload(name, _different(register, Random(f"{seed} {name}"), throw, count), 50.0)
    for many, slugs in register.entities.items():
        drawn = Random(f"{seed} {many}").sample(slugs, min(count, len(slugs)))
        weightiest = slugs[:1] if many == "organisations" else []
        addresses = [f"/fi/{many}/{slug}" for slug in dict.fromkeys((*drawn, *weightiest))]
        yield Workload(f"pages of {many}", addresses, 20.0)
    yield Workload("completions", _different(register, Random(seed), _typed, count), 15.0)


def _different(
    register: Register, random: Random, throw: Callable[[Register, Random], str], count: int
) -> list[str]:
    """Up to *count* addresses, none twice, so that no answer is one that was kept."""
    thrown = dict.fromkeys(throw(register, random) for _ in range(4 * count))
    return [*islice(thrown, count)]


def _chosen(register: Register, random: Random, most: int) -> list[tuple[str, str]]:
    """Values of one facet to so *most* facets; the frequent ones are chosen more often."""
    facets = random.sample([*filter(register.values.get, FACETS)], random.randint(1, most))
    return [(facet, _frequent(register.values[facet], random)) for facet in facets]


def _frequent(values: Sequence[str], random: Random) -> str:
    return values[int(len(values) * random.random() ** 2)]


def _list(*parameters: tuple[str, str]) -> str:
    return f"/fi/projects?{urlencode(parameters)}"


def _filter(register: Register, random: Random) -> str:
    running = [("running", "1")] if random.random() < 1 / 4 else []
    return _list(*_chosen(register, random, 3), *running)


def _words(register: Register, random: Random) -> str:
    return _list(("q", f"{random.choice(QUESTIONS)} {random.choice(register.words)}"))


def _words_filtered(register: Register, random: Random) -> str:
    return _list(("q", random.choice(QUESTIONS)), *_chosen(register, random, 2))


def _turned(register: Register, random: Random) -> str:
    sort, page = random.choice(ORDERS), random.randint(1, PAGES)
    return _list(*_chosen(register, random, 1), ("sort", sort), ("page", str(page)))


def _behind(register: Register, random: Random) -> str:
    return _list(*_chosen(register, random, 2), ("view", random.choice(BEHIND)))


def _typed(register: Register, random: Random) -> str:
    word = random.choice(register.words)
    typed = word[: random.randint(1, max(len(word), 2))]
    return f"/suggest.json?{urlencode({'q': typed, 'lang': 'fi'})}"
