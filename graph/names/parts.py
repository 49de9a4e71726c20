"""One part of a printed name, and what it turned out to be."""

from enum import Enum, auto
from typing import NamedTuple

from graph.records import OrganisationPath


class Sort(Enum):
    """What a part of a printed name is; WORDS are a unit below somebody, else a description."""

    KNOWN = auto()
    NAMED = auto()
    UNIT = auto()
    MONEY = auto()
    PROGRAMME = auto()
    WORDS = auto()
    DESCRIPTION = auto()
    NOISE = auto()


class Part(NamedTuple):
    """A part of a printed name, and what was understood from it.

    *path* is an organisation's chain, for a UNIT without the body it belongs to. *sources* counts
    nameless sources of money, *own* and *state* tell of somebody's own and of the state's. *legal*:
    a legal form says that it is nobody's unit. *bare*: a municipality's bare name, which may also
    say where somebody is.
    *nameless* is the instrument of money that is nobody's in particular.
    *apart*: a joint such as ``ja`` says that it is somebody else than the part before it.
    """

    sort: Sort
    path: OrganisationPath = ()
    programme: str = ""
    instrument: str = ""
    sources: int = 0
    own: bool = False
    state: bool = False
    inferred: bool = False
    legal: bool = False
    bare: bool = False
    apart: bool = False
    nameless: str = ""


Parts = tuple[Part, ...]
