"""The last steps of a new generation: what readers need, its list, its name, the switch."""

from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.durable import drop, reveal_folder
from graph.generations.generation import STORE
from graph.generations.manifest import Manifest
from graph.generations.retention import drop_uncleansed, sweep_writes
from graph.generations.sealing import finish
from graph.identity.ledger import LedgerChanges, grow

COUNTABLE: Final = 2_000_000
"""Up to so many quads a patched store is counted through: that takes half a second."""


def verify(folder: Path, quads: int, *, is_patched: bool) -> None:
    """Open the store in *folder* as a reader will, and count it if it is new or not large.

    Raises DataDirectoryError when it does not hold as many as it should.
    """
    store = Store.read_only(str(folder / STORE))
    found = quads if is_patched and quads > COUNTABLE else len(store)
    if found != quads:
        raise DataDirectoryError(
            f"{folder}: the new store holds {found} quads instead of {quads};"
            " nothing was published; build into a new data directory and report this"
        )


def publish(
    directory: DataDirectory, part: Path, manifest: Manifest, changes: LedgerChanges
) -> None:
    """Make the finished folder *part* the current generation of *directory*.

    What is cleansed leaves no older generation behind. Raises DataDirectoryError.
    """
    folder = directory.generations_folder / manifest.id
    finish(directory, part, manifest, changes)
    reveal_folder(part, folder)
    try:
        grow(directory.ledger_path, changes)
    except DataDirectoryError:
        drop(folder)
        raise
    directory.switch(manifest.id)
    if manifest.cleansed:
        drop_uncleansed(directory)
        sweep_writes(directory)
