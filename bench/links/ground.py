"""What is linked to: the registers, read from a folder as a user would load them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from graph.generations.directory import DataDirectory
from graph.generations.settings import DirectorySettings
from graph.names.book import NameBook
from graph.register import load_register
from graph.registers.kept import Registers
from graph.registers.loading import Request, load

CITY: Final = "oulu"
"""The register description whose city's names are known besides those of the whole country."""

SOURCES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "yso": ("yso/yso_ysoplaces_cicero_labels.nt.gz", "yso/yso-extract-with-structure.ttl"),
        "yso-places": ("yso/yso_ysoplaces_cicero_labels.nt.gz",),
        "municipalities": ("municipalities",),
        "ror": ("ror/ror_finland.jsonl",),
        "eura": ("eura/projects.json",),
        "ytunnus": ("municipalities/municipality-codes-all-time.tsv",),
    }
)
"""Where each register stands in the folder; ``ytunnus`` gathers from ``eura`` before it."""


class Ground(NamedTuple):
    """What every scorer is given: the *registers*, and the *book* of known names."""

    registers: Registers
    book: NameBook


def make_ground(data: Path, folder: Path, names: Iterable[str] = SOURCES) -> Ground:
    """Load the registers of those *names* from *folder* into *data*, a new data directory.

    Raises RegisterError when one cannot be read.
    """
    register = load_register(CITY)
    directory = DataDirectory.create(data, DirectorySettings(register=register))
    for name in names:
        load(directory, Request(name, [str(folder / source) for source in SOURCES[name]]))
    digests = DataDirectory.open(data).settings.registers
    return Ground(Registers.open(data, digests), NameBook.load(register))
