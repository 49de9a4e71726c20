"""What every register that can be loaded has: an origin, a way to read it, what it links."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Triple

from graph.registers.document import Document
from graph.registers.entry import Entry
from graph.registers.kept import Registers
from graph.registers.telling import told
from ontology.registers import ORIGINS, Origin, RegisterName


class Reading(NamedTuple):
    """What was read of a register: its *version* as it says itself, empty where it does not.

    *triples* are what its graph holds, without blank nodes and in a settled order. *licence* is
    given where it follows from who said so; else it is that of the origin.
    """

    version: str
    entries: Sequence[Entry]
    triples: Iterable[Triple]
    licence: str | None = None


Fetch = Callable[[str], Document]
"""Gives what is at an address. Raises RegisterError."""


def one_document(address: str, fetch: Fetch) -> Iterable[Document]:
    """The one document at *address*: how most registers are downloaded."""
    return [fetch(address)]


def nothing_more(registers: Registers, reading: Reading) -> Reading:
    """The *reading* as it is: most registers speak for themselves alone."""
    del registers
    return reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableRegister:
    """A register that can be loaded.

    *links* says what it is linked to, for people. *read* makes of its documents what they say, and
    raises RegisterError when they are not of this register. *download* gives the documents at an
    address. *gather* adds what the loaded registers that it *gathers* from say of its things.
    """

    name: RegisterName
    links: str
    read: Callable[[Sequence[Document]], Reading]
    download: Callable[[str, Fetch], Iterable[Document]] = one_document
    gather: Callable[[Registers, Reading], Reading] = nothing_more
    gathers: tuple[RegisterName, ...] = ()

    @property
    def origin(self) -> Origin:
        """Where it comes from, and under which licence."""
        return ORIGINS[self.name]


def reading_of(version: str, entries: Sequence[Entry]) -> Reading:
    """The reading of *entries* that tell all there is to tell."""
    return Reading(version, entries, [triple for entry in entries for triple in told(entry)])
