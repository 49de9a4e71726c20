"""The registers that a data directory keeps, each under the hash of what was read."""

from collections.abc import Container, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, Self, TypeVar

import msgspec

from graph.errors import DataDirectoryError
from graph.registers.entry import Entry, Identifier
from ontology.registers import isni, wikidata

FOLDER: Final = "registers"
"""The folder in a data directory; in it one folder a kept register, ``<name>-<digest>``."""

ABOUT: Final = "about.json"
ENTRIES: Final = "entries.msgpack"
GRAPH: Final = "graph.nt"
"""What the register's named graph holds, as N-Triples without blank nodes."""

Read = TypeVar("Read")


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a register as it was read: from where, of which version, how much.

    *digest* stands for all that it says, and for how it was read. *triples* are those of its graph.
    """

    name: str
    source: str
    version: str
    licence: str
    read_at: datetime
    digest: str
    entries: int
    triples: int


class Head(msgspec.Struct, frozen=True):
    """What leads to an entry, read without the rest of it."""

    iri: str = ""
    identifiers: tuple[Identifier, ...] = ()

    def ways(self) -> Iterator[str]:
        """Its IRI, its identifiers, and the IRIs that these stand for."""
        yield self.iri
        for one in self.identifiers:
            yield one.value
            if one.scheme == "wikidata":
                yield wikidata(one.value).value
            if one.scheme == "isni":
                yield isni(one.value).value


HEAD: Final = msgspec.msgpack.Decoder(Head)
ENTRY: Final = msgspec.msgpack.Decoder(Entry)


class KeptRegister:
    """A register in the *folder* of a data directory; it never changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about: About = _decoded(folder / ABOUT)

    @property
    def graph_path(self) -> Path:
        """The file of the triples of its named graph."""
        return self.folder / GRAPH

    def entries(self) -> Iterator[Entry]:
        """Yield what it says of each thing. Raises DataDirectoryError when it is damaged."""
        yield from self._decoded(list[Entry])

    def entries_at(self, targets: Container[str]) -> dict[str, Entry]:
        """The entries to which *targets* lead, by target; of the others only heads are read.

        Raises DataDirectoryError when it is damaged.
        """
        return {
            target: ENTRY.decode(raw)
            for raw in self._decoded(list[msgspec.Raw])
            for target in HEAD.decode(raw).ways()
            if target in targets
        }

    def _decoded(self, shape: type[Read]) -> Read:
        path = self.folder / ENTRIES
        try:
            return msgspec.msgpack.decode(path.read_bytes(), type=shape)
        except (OSError, msgspec.MsgspecError) as error:
            raise DataDirectoryError(f"{path}: {_advice(error)}") from error


class Registers(dict[str, KeptRegister]):
    """The registers with which a generation was made, by name."""

    @classmethod
    def open(cls, folder: Path, digests: Mapping[str, str]) -> Self:
        """Return those of the data directory *folder* whose *digests* are given by name.

        Raises DataDirectoryError when one is not there.
        """
        kept = folder / FOLDER
        return cls({n: KeptRegister(kept / f"{n}-{digest}") for n, digest in digests.items()})


def _decoded(path: Path) -> About:
    try:
        return msgspec.json.decode(path.read_bytes(), type=About)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataDirectoryError(f"{path}: {_advice(error)}") from error


def _advice(error: Exception) -> str:
    return f"the kept register cannot be read: {error}; load it again with salkku registers load"
