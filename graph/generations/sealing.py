"""How a generation gets all that its readers need, and the list that seals it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graph.errors import DataDirectoryError
from graph.generations.contents import FILE as CONTENTS
from graph.generations.contents import known_sums, read_contents, seal
from graph.generations.directory import DataDirectory
from graph.generations.durable import link_folder, replace_file, writing
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.manifest import Manifest, encode_manifest, read_manifest
from graph.identity.ledger import Ledger, LedgerChanges
from graph.identity.redirects import FILE as REDIRECTS
from graph.identity.redirects import Redirects
from graph.registers.kept import FOLDER as REGISTERS


def finish(
    directory: DataDirectory, part: Path, manifest: Manifest, changes: LedgerChanges
) -> None:
    """Make the folder *part* a whole generation, with the *manifest* that is written last.

    Only files that its parent has not are read for the list. Raises DataDirectoryError.
    """
    _complete(directory, part, manifest, changes)
    sums = known_sums(directory.generations_folder / manifest.parent)
    with writing(part):
        replace_file(part / MANIFEST, encode_manifest(seal(part, manifest, sums)))


@contextmanager
def unsealed(directory: DataDirectory, folder: Path) -> Iterator[None]:
    """Let something be completed in the *folder* of a published generation, and seal it again.

    A copy of what is not sealed is not whole. The caller holds the lock. Raises DataDirectoryError.
    """
    sums = known_sums(folder)
    with writing(folder):
        (folder / CONTENTS).unlink(missing_ok=True)
    yield
    manifest = read_manifest(folder)
    _complete(directory, folder, manifest, LedgerChanges())
    with writing(folder):
        replace_file(folder / MANIFEST, encode_manifest(seal(folder, manifest, sums)))


def seal_again(directory: DataDirectory, generation_id: str) -> bool:
    """Seal that generation if it is not; say if it was done. The caller holds the lock.

    An older Salkku sealed none, and one that was ended while it completed something left it open.
    Raises DataDirectoryError.
    """
    folder = directory.generations_folder / generation_id
    if _is_sealed(folder):
        return False
    with unsealed(directory, folder):
        return True


def _is_sealed(folder: Path) -> bool:
    try:
        read_contents(folder)
    except DataDirectoryError:
        return False
    return True


def _complete(
    directory: DataDirectory, part: Path, manifest: Manifest, changes: LedgerChanges
) -> None:
    """Put into *part* what its readers need of the directory: redirects, registers of others."""
    if not (part / REDIRECTS).exists():
        with closing(Ledger(directory.ledger_path)) as ledger:
            Redirects(ledger.redirects()).after(changes).write(part)
    for name, digest in manifest.registers.items():
        register = directory.path / REGISTERS / f"{name}-{digest}"
        place = part / REGISTERS / register.name
        if register.is_dir() and not place.exists():
            with writing(place):
                link_folder(register, place)
