"""Excerpts of the registers that others keep, for the sample register to be linked to."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graph.generations.directory import DataDirectory
from graph.generations.settings import DirectorySettings
from graph.register import load_register
from graph.registers.loading import Request, load
from graph.sample import SAMPLE

VERSION: Final = "excerpt"
YSO_VERSION: Final = "2019.3, excerpt"

FILES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "yso": ("yso.ttl",),
        "yso-places": ("yso-places.ttl",),
        "municipalities": (
            "municipalities-2013.csv",
            "municipalities-2020.csv",
            "municipalities-2026.csv",
            "municipality-codes.tsv",
        ),
        "ror": ("ror.jsonl",),
        "eura": ("eura.json",),
        "ytunnus": (),
    }
)
"""The files of each register, in the order in which they are loaded: the last gathers from them."""


def load_sample_registers(folder: Path) -> None:
    """Load the excerpts of those registers of which the data directory *folder* has nothing yet.

    A directory that is not there yet is made, for the sample register. Raises DataDirectoryError.
    """
    if DataDirectory.is_one(folder):
        directory = DataDirectory.open(folder)
    else:
        settings = DirectorySettings(register=load_register(SAMPLE))
        directory = DataDirectory.create(folder, settings)
    with resources.as_file(resources.files(__name__)) as place:
        for name in FILES:
            if name not in directory.settings.registers:
                _load(directory, name, place)


def _load(directory: DataDirectory, name: str, place: Path) -> None:
    sources = tuple(str(place / file) for file in FILES[name])
    version = YSO_VERSION if name.startswith("yso") else VERSION
    load(directory, Request(name, sources, version=version))
