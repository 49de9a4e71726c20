"""The first page of every list of a generation, as its index answers it, and what stands beside.

That is what comes first in each order that a way leads to, how many there are, how many have each
value of each facet, all money in groups, and who gives most: everything that is asked before
anything is chosen. And what the page of a portfolio asks, the largest of which have so many
projects that it would be waited for.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
import zstandard
from msgspec.structs import replace

from graph.answers.kept import DIGITS, FOLDER
from graph.answers.tally import COUNTED, GROUPINGS, HOLDERS, RUNNING
from graph.errors import DataDirectoryError
from graph.generations.durable import writing
from graph.search.document import KINDS, Kind
from graph.search.found import Count, Foremost, Giver, Hit, Sum
from graph.search.index import SearchIndex
from graph.search.schema import ROLES
from graph.search.wish import Wish

SIZE: Final = 25
"""How many stand on a first page."""

FIRST: Final[tuple[Wish, ...]] = (
    *(Wish(kind="project", order=order) for order in ("name", "start", "amount", "changed")),
    Wish(kind="project", order="start", running=True),
    *(Wish(kind="organisation", order=order) for order in ("name", "weight")),
    *(Wish(kind="portfolio", order=order) for order in ("name", "weight")),
    Wish(kind="person", order="name"),
    *(Wish(kind=kind, order="weight") for kind in ("subject", "place")),
)
"""What the first pages show, and the front page."""

LARGEST: Final = 100
"""Of so many portfolios it is stored what their pages ask, those with the most projects first."""

BY_FUND: Final = ("year", "instrument")
"""What the money of a portfolio is summed by."""


class FirstPage(msgspec.Struct, frozen=True, array_like=True):
    """The first that fit a *wish*, and how many do."""

    wish: Wish
    hits: tuple[Hit, ...]
    total: int


class Counted(msgspec.Struct, frozen=True, array_like=True):
    """How many of a *kind* have each value of a *facet*, the most frequent first."""

    kind: Kind
    facet: str
    counts: tuple[Count, ...]


class Grouped(msgspec.Struct, frozen=True, array_like=True):
    """All money of projects, summed *by* some groups."""

    by: tuple[str, ...]
    sums: tuple[Sum, ...]


class Held(msgspec.Struct, frozen=True, array_like=True):
    """The money, in cents by currency, of the projects in which each has a *role*."""

    role: str
    cents: dict[str, dict[str, int]]


class OfPortfolio(msgspec.Struct, frozen=True, array_like=True):
    """The money of a portfolio's projects by year and fund, who gives most, who takes most part."""

    slug: str
    sums: tuple[Sum, ...]
    givers: tuple[Giver, ...]
    foremost: dict[str, Foremost]


class Firsts(msgspec.Struct, frozen=True, array_like=True):
    """All of it, as it is on the *day* of the generation."""

    day: date
    pages: tuple[FirstPage, ...]
    counted: tuple[Counted, ...]
    grouped: tuple[Grouped, ...]
    givers: tuple[Giver, ...]
    held: tuple[Held, ...]
    portfolios: tuple[OfPortfolio, ...]


DECODER: Final = msgspec.msgpack.Decoder(Firsts)

MAKE: Final = (
    *(msgspec.json.schema(Firsts), FIRST, COUNTED, GROUPINGS, HOLDERS, SIZE),
    *(LARGEST, BY_FUND, ROLES),
)
FILE: Final = f"firsts-{hashlib.sha256(repr(MAKE).encode()).hexdigest()[:DIGITS]}"
"""Where they lie: another Salkku, which stores others, finds none of its own there."""


def make_firsts(index: SearchIndex, day: date) -> Firsts:
    """Ask *index* for all of it."""
    return Firsts(
        day=day,
        pages=first_pages(index, day),
        counted=tuple(each for kind in KINDS for each in _all_counted(index, kind, day)),
        grouped=tuple(grouped(index, day, by) for by in GROUPINGS),
        givers=givers(index, day),
        held=tuple(held(index, day, role) for role in HOLDERS),
        portfolios=tuple(of_portfolio(index, day, slug) for slug in largest(index, day)),
    )


def first_pages(index: SearchIndex, day: date) -> tuple[FirstPage, ...]:
    """The first pages, as *index* has them."""
    found = ((wish, index.find(wish, day, 0, SIZE, ())) for wish in FIRST)
    return tuple(FirstPage(wish, one.hits, one.total) for wish, one in found)


def grouped(index: SearchIndex, day: date, by: tuple[str, ...]) -> Grouped:
    """All money, summed *by* some groups, as *index* has it."""
    return Grouped(by, index.sums(Wish(kind="project"), day, by))


def givers(index: SearchIndex, day: date) -> tuple[Giver, ...]:
    """Those who give most, as *index* has it."""
    return index.largest_givers(Wish(kind="project"), day, SIZE)


def counted(index: SearchIndex, kind: Kind, facet: str, day: date) -> Counted:
    """How many of a *kind* have each value of a *facet*, as *index* has it."""
    return Counted(kind, facet, index.counts(Wish(kind=kind), day, facet))


def _all_counted(index: SearchIndex, kind: Kind, day: date) -> Iterator[Counted]:
    facets = [*COUNTED.get(kind, ()), *([RUNNING] if kind == "project" else [])]
    told = index.all_counts(Wish(kind=kind), day, facets) if facets else {}
    return (Counted(kind, facet, counts) for facet, counts in told.items())


def held(index: SearchIndex, day: date, role: str) -> Held:
    """The money of the projects in which each has a *role*, as *index* has it."""
    money = index.money_by(Wish(kind="project"), day, role)
    return Held(role, {slug: dict(sorted(money[slug].items())) for slug in sorted(money)})


def held_by(index: SearchIndex, day: date, role: str, slug: str) -> dict[str, int]:
    """The money of the projects in which that one has the *role*, as *index* has it."""
    wish = replace(Wish(kind="project"), **{f"{role}s": (slug,)})
    return dict(sorted(index.money_by(wish, day, role).get(slug, {}).items()))


def largest(index: SearchIndex, day: date) -> list[str]:
    """The slugs of the largest portfolios, as *index* has them."""
    found = index.find(Wish(kind="portfolio", order="weight"), day, 0, LARGEST, ())
    return [hit.slug for hit in found.hits]


def of_portfolio(index: SearchIndex, day: date, slug: str) -> OfPortfolio:
    """What the page of that portfolio asks, as *index* has it."""
    wish = projects_of(slug)
    return OfPortfolio(
        slug=slug,
        sums=index.sums(wish, day, BY_FUND),
        givers=index.largest_givers(wish, day, SIZE),
        foremost=dict(index.foremost(wish, day, ROLES, SIZE)),
    )


def projects_of(slug: str) -> Wish:
    """The wish for the projects of that portfolio."""
    return Wish(kind="project", portfolios=(slug,))


def save_firsts(firsts: Firsts, folder: Path) -> None:
    """Write them into a generation's *folder*. Raises DataDirectoryError."""
    path = folder / FOLDER / FILE
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zstandard.compress(msgspec.msgpack.encode(firsts)))


def has_firsts(folder: Path) -> bool:
    """Whether the generation in *folder* has those of this make."""
    return (folder / FOLDER / FILE).is_file()


def read_firsts(folder: Path) -> Firsts | None:
    """Return those of the generation in *folder*; None when it has none of this make.

    Raises DataDirectoryError when they cannot be read.
    """
    path = folder / FOLDER / FILE
    try:
        return DECODER.decode(zstandard.decompress(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, zstandard.ZstdError) as error:
        raise DataDirectoryError(f"{path}: cannot be read: {error}") from error
