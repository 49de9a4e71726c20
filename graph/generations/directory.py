"""A data directory: settings, ledger, generations, and the pointer to the current one."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self, TypeVar

from graph.errors import DataDirectoryError, SalkkuError, UnknownEntity
from graph.generations.durable import TEMPORARY, replace_file, sync_folder, writing
from graph.generations.generation import Generation
from graph.generations.lock import FILE as LOCK
from graph.generations.lock import QUEUE
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.manifest import Manifest, read_manifest
from graph.generations.received import SERVED, TAKEN, is_received, refuse_received, taken_up
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import (
    READER,
    DirectorySettings,
    decode_settings,
    encode_settings,
    for_readers,
    read_settings,
)

Opened = TypeVar("Opened")

CURRENT: Final = "current"
GENERATIONS: Final = "generations"
LEDGER: Final = "ledger.sqlite"
DUMPS: Final = "dumps"
NAMES: Final = "names"
ID: Final = "[0-9]*T[0-9]*.[0-9]*Z-*"
"""What the id of a generation looks like."""


def _is_ours(path: Path) -> bool:
    """Whether *path* may lie in a data directory that was only begun."""
    return path.name in {GENERATIONS, LOCK, QUEUE} or path.name.startswith(TEMPORARY)


class DataDirectory:
    """A data directory, open for reading; several processes may hold one.

    In a copy (*is_received*) only those generations count that were taken up there, and the current
    one is what its reader took up last.
    """

    def __init__(self, path: Path, settings: DirectorySettings) -> None:
        self.path = path
        self.settings = settings
        self.is_received = is_received(path)
        self._pointer = str(path / TAKEN / SERVED if self.is_received else path / CURRENT)
        self._current: tuple[tuple[int, int], str] | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the data directory at *path*.

        Raises DataDirectoryError when it is missing, no data directory, or of another version.
        """
        if not path.is_dir():
            raise DataDirectoryError(f"{path}: there is no data directory; salkku build makes one")
        return cls(path, read_settings(path))

    @staticmethod
    def is_one(path: Path) -> bool:
        """Whether a data directory was made of *path*."""
        return (path / SETTINGS).exists()

    @classmethod
    def refuse_foreign(cls, path: Path) -> None:
        """Raise DataDirectoryError when *path* is a folder of something else, or a copy."""
        refuse_received(path)
        if path.is_dir() and not cls.is_one(path) and not all(map(_is_ours, path.iterdir())):
            raise DataDirectoryError(
                f"{path}: not empty and not a data directory; name an empty or a new folder"
            )

    @classmethod
    def create(cls, path: Path, settings: DirectorySettings) -> Self:
        """Make a data directory of *path*, which must be empty or not there yet.

        Raises DataDirectoryError.
        """
        with writing(path):
            cls.refuse_foreign(path)
            path.mkdir(parents=True, exist_ok=True)
            (path / GENERATIONS).mkdir(exist_ok=True)
            replace_file(path / SETTINGS, encode_settings(settings))
        return cls(path, settings)

    @property
    def generations_folder(self) -> Path:
        """The folder in which each generation has a folder of its own."""
        return self.path / GENERATIONS

    @property
    def names_path(self) -> Path | None:
        """The file of the names that the register's keeper added, if there is one."""
        return self.path / self.settings.names if self.settings.names else None

    @property
    def ledger_path(self) -> Path:
        """The file of the ledger."""
        return self.path / LEDGER

    def is_empty(self) -> bool:
        """Whether nothing was published or taken up here yet."""
        return not Path(self._pointer).exists()

    def current_id(self) -> str:
        """The id of the generation that is served.

        The file that tells it is read when it is another one than before: every request asks.
        Raises DataDirectoryError when nothing was published yet.
        """
        try:
            file = os.stat(self._pointer)  # noqa: PTH116 - a Path takes several times as long
            stamp, known = (file.st_ino, file.st_mtime_ns), self._current
            if known is None or known[0] != stamp:
                text = Path(self._pointer).read_text("ascii", errors="replace")
                known = self._current = (stamp, text.strip())
        except OSError as error:
            raise DataDirectoryError(f"{self.path}: {self._nothing()}") from error
        return known[1]

    def _nothing(self) -> str:
        if self.is_received:
            return "nothing of what is copied here is whole yet; salkku serve takes it up then"
        return "nothing is published here yet; run salkku build"

    def generation(self, generation_id: str | None = None) -> Generation:
        """Return the generation of that id, or the current one.

        Raises UnknownEntity when the id is not here, DataDirectoryError when nothing is.
        """
        if generation_id is None:
            return self.with_current(self._opened)
        return self._opened(generation_id)

    def with_current(self, opened: Callable[[str], Opened]) -> Opened:
        """Return what is *opened* of the current id.

        A cleansing build drops what was current a moment ago; then it is tried with the new id.
        """
        while True:
            current = self.current_id()
            try:
                return opened(current)
            except SalkkuError:
                if self.current_id() == current:
                    raise

    def _opened(self, name: str) -> Generation:
        folder = self.generations_folder / name
        if Path(name).name != name or not self._has(name):
            raise UnknownEntity(
                f"{self.path}: no generation {name}; salkku generations lists those that are kept"
            )
        return Generation(folder, self.ledger_path)

    def _has(self, name: str) -> bool:
        is_there = (self.generations_folder / name / MANIFEST).is_file()
        return is_there and (not self.is_received or taken_up(self.path, name))

    def manifests(self) -> list[Manifest]:
        """The manifests of the generations that are kept, the oldest first, except damaged ones."""
        return [manifest for manifest in map(self._manifest, self.ids()) if manifest is not None]

    def ids(self) -> list[str]:
        """The ids of the generations that are kept, the oldest first, damaged ones too."""
        found = self.generations_folder.glob(f"{ID}/{MANIFEST}")
        return sorted(path.parent.name for path in found if self._has(path.parent.name))

    def _manifest(self, generation_id: str) -> Manifest | None:
        try:
            return read_manifest(self.generations_folder / generation_id)
        except DataDirectoryError:
            return None

    def switch(self, generation_id: str) -> None:
        """Let the generation of that id be the current one, from one moment to the next.

        Raises UnknownEntity when it is not here.
        """
        self.generation(generation_id).close()
        self.adopt_settings()
        with writing(self.path):
            self._tell_readers()
            replace_file(self.path / CURRENT, f"{generation_id}\n".encode("ascii"))

    def _tell_readers(self) -> None:
        path, told = self.path / READER, encode_settings(for_readers(self.settings))
        if not path.exists() or path.read_bytes() != told:
            replace_file(path, told)

    def store_settings(self, settings: DirectorySettings) -> None:
        """Keep *settings* from now on."""
        if settings != read_settings(self.path):
            with writing(self.path):
                replace_file(self.path / SETTINGS, encode_settings(settings))
        self.settings = settings

    def propose_settings(self, part: Path) -> None:
        """Let the settings be kept once the generation in the folder *part* is published."""
        with writing(part):
            replace_file(part / SETTINGS, encode_settings(self.settings))

    def adopt_settings(self) -> None:
        """Keep the settings that the current generation proposes, if it does so still.

        A build that was killed just after it published is finished so.
        """
        current = "" if self.is_empty() else self.current_id()
        proposed = self.generations_folder / current / SETTINGS
        if proposed.is_file():
            self.settings = decode_settings(proposed.read_bytes(), proposed)
            with writing(self.path):
                proposed.replace(self.path / SETTINGS)
                sync_folder(self.path)
