"""What a network is asked for: where it starts, in which role and years, how large it may be."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from graph.values import concept_words
from ontology.iris import Iris
from server.addresses import whole_number
from server.lists.selection import ProjectChoice, cannot_be

STARTS: Final = ("organisation", "project", "portfolio", "person")
"""The kinds of entities from which a network can start."""

MOST_STARTS: Final = 20
SIZES: Final = (30, 60, 120, 300)
"""How many nodes a network can have at most, as the form offers it."""

SIZE: Final = 60
SIZE_RANGE: Final = (2, 300)
TIES: Final = (3, 5, 10)
"""How many of its strongest ties a node can show, as the form offers it; ``all`` beside them."""

STRONGEST: Final = 3
ALL: Final = "all"
OWN: Final = frozenset({"year", "sort"})
"""Parameters of lists that a network has too, and understands in its own way."""


class Entity(NamedTuple):
    """An entity: where a network starts, and what its nodes are."""

    kind: str
    slug: str

    @property
    def id(self) -> str:
        """What an address calls it: the end of its IRI."""
        return f"{self.kind}/{self.slug}"


class NetworkWish(msgspec.Struct, frozen=True, kw_only=True):
    """A network from *starts*; without any of the projects that *choice* finds, which may be all.

    *role* is the word of the one role that counts, empty when all do; several *years* are
    alternatives. At most *size* nodes, each with its *strongest* ties; None is all of them.
    """

    starts: tuple[Entity, ...] = ()
    choice: ProjectChoice = ProjectChoice()
    role: str = ""
    years: tuple[int, ...] = ()
    size: int = SIZE
    strongest: int | None = STRONGEST

    def parameters(self) -> list[tuple[str, object]]:
        """What an address says that asks for it; what goes without saying is left out."""
        said: list[tuple[str, object]] = [("start", start.id) for start in self.starts]
        said += self.choice.parameters
        said += [("role", self.role)] if self.role else []
        said += [("year", year) for year in self.years]
        said += [("size", self.size)] if self.size != SIZE else []
        return [*said, ("ties", self.strongest or ALL)] if self.strongest != STRONGEST else said


def read_wish(parameters: MultiDict[str, str], iris: Iris) -> NetworkWish:
    """Return what *parameters* ask for. Raises BadRequest naming the one that cannot be understood.

    A start is given as ``organisation/x``, as the path of its IRI, or as the whole IRI.
    """
    starts = tuple(dict.fromkeys(_start(words, iris) for words in _said(parameters, "start")))
    if len(starts) > MOST_STARTS:
        raise BadRequest(f"A network can start from at most {MOST_STARTS} entities.")
    return NetworkWish(
        starts=starts,
        choice=ProjectChoice() if starts else _choice(parameters),
        role=_one_of(parameters, "role", concept_words("role")),
        years=tuple(
            sorted({_number(year, "year", 1900, 2200) for year in _said(parameters, "year")})
        ),
        size=_size(parameters),
        strongest=_strongest(parameters),
    )


def _said(parameters: MultiDict[str, str], name: str) -> list[str]:
    return [words.strip() for words in parameters.getlist(name) if words.strip()]


def _choice(parameters: MultiDict[str, str]) -> ProjectChoice:
    """The projects to which the network is narrowed down, as a list is."""
    said = [(name, words) for name, words in parameters.items(multi=True) if name not in OWN]
    return ProjectChoice.read(MultiDict(said))


def _start(words: str, iris: Iris) -> Entity:
    below = words.removeprefix("/").removeprefix("id/")
    kind, slug = iris.place(words) or (below.partition("/")[0], below.partition("/")[2])
    if kind not in STARTS or not slug or "/" in slug:
        examples = [f"{kind}/<slug>" for kind in STARTS]
        raise BadRequest(cannot_be("start", words, examples))
    return Entity(kind, slug)


def _one_of(parameters: MultiDict[str, str], name: str, known: Sequence[str]) -> str:
    """The one word that the parameter *name* is given, empty for none."""
    words = parameters.get(name, "").strip()
    if words and words not in known:
        raise BadRequest(cannot_be(name, words, known))
    return words


def _size(parameters: MultiDict[str, str]) -> int:
    words = parameters.get("size", "").strip()
    return _number(words, "size", *SIZE_RANGE) if words else SIZE


def _strongest(parameters: MultiDict[str, str]) -> int | None:
    words = parameters.get("ties", "").strip()
    if words == ALL:
        return None
    return _number(words, "ties", 1, SIZE_RANGE[1]) if words else STRONGEST


def _number(words: str, name: str, least: int, most: int) -> int:
    """The whole number that the parameter *name* is given."""
    number = whole_number(words)
    if number is None or not least <= number <= most:
        raise BadRequest(cannot_be(name, words, (f"{least}–{most}",)))
    return number
