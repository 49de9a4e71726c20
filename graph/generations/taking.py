"""How a reader takes up what was copied to it: each generation whole, or not at all.

Files may arrive in any order, torn, damaged, and again. So a generation counts once its list and
its manifest belong together, every file has the size and the SHA-256 of the list, and its parts
open. Until the generation that ``current`` names does, the last one that did is served. One
process looks; all others see only what it noted in ``taken/``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from graph.errors import DataDirectoryError, SalkkuError
from graph.generations.contents import ListedFile, Stamp, Sums, read_contents, stamp_of
from graph.generations.directory import CURRENT, DUMPS, ID, DataDirectory
from graph.generations.durable import drop, replace_file, writing
from graph.generations.generation import STORE, Generation
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.received import SERVED, TAKEN, WAITING, WHOLE, Waiting, taken_up, told

Tell = Callable[[str], None]
"""What is given a line for the log."""

Elsewhere = tuple[str, ...]
"""The folders of a generation that are not copied: an engine holds the graph instead."""

Files = Mapping[str, ListedFile]
"""The files of a generation by their paths in it, as they should be."""

Known = list[tuple[Stamp, str]]
"""How a generation's files were when it was whole: their stamps and sums."""


class Unfinished(DataDirectoryError):
    """A generation that is not here in full; *lacking* is how many files are not, if known."""

    def __init__(self, reason: str, lacking: int | None = None) -> None:
        super().__init__(reason)
        self.lacking = lacking


class Damaged(Unfinished):
    """A generation that is here in full, with files that are not as the list says."""


class Taking:
    """Takes up what arrives in the *directory* of a reader, and tells in words what changes."""

    def __init__(self, directory: DataDirectory, tell: Tell, elsewhere: Elsewhere = ()) -> None:
        self._directory = directory
        self._elsewhere = elsewhere
        self._folder = directory.path / TAKEN
        self._tell = tell
        self._sums = Sums()
        self._waiting: Waiting | None = None
        self._why: type[SalkkuError] = SalkkuError
        self._passed: set[str] = set()

    def begin(self) -> None:
        """Take up again what is as it was when the reader ended, without reading it anew.

        Raises DataDirectoryError when nothing can be noted.
        """
        with writing(self._folder):
            self._folder.mkdir(exist_ok=True)
            for note in self._folder.glob(f"*{WHOLE}"):
                self._take_again(note)
        self._forget_dropped()

    def look(self) -> None:
        """Look once: take up what is wanted, or else what else is here.

        Raises DataDirectoryError when nothing can be noted.
        """
        self._forget_dropped()
        wanted = self._wanted()
        if wanted and wanted == self._served():
            self._wait_for_nothing()
            self._take_up_older()
            return
        try:
            self._take_up(wanted)
        except SalkkuError as error:
            self._wait(wanted, error)
        else:
            self._serve(wanted)

    def _wanted(self) -> str:
        """The generation that ``current`` names as it was copied; nothing while there is none."""
        return _told_by(self._directory.path / CURRENT)

    def _served(self) -> str:
        return _told_by(self._folder / SERVED)

    def _take_up(self, generation: str) -> None:
        """Note that *generation* is whole. Raises SalkkuError when it is not."""
        if taken_up(self._directory.path, generation):
            return
        folder = self._directory.generations_folder / generation
        if Path(generation).name != generation or not (folder / MANIFEST).is_file():
            raise Unfinished("it is not here yet")
        files = self._files(folder)
        refuse_lacking(folder, files)
        known = [(stamp_of(folder, name), file.sha256) for name, file in files.items()]
        refuse_damaged(folder, files, self._sums)
        self._refuse_unreadable(Generation(folder, self._directory.ledger_path))
        with writing(self._folder):
            replace_file(self._note(generation), msgspec.json.encode(known))

    def _files(self, folder: Path) -> Files:
        """The files that are to be in *folder*. Raises DataDirectoryError."""
        files = read_contents(folder).files
        return {n: f for n, f in files.items() if n.partition("/")[0] not in self._elsewhere}

    def _refuse_unreadable(self, generation: Generation) -> None:
        """Raise what *generation* says when this Salkku cannot open a part of it."""
        with closing(generation):
            if STORE not in self._elsewhere:
                generation.open_store()
            generation.open_index()

    def _serve(self, generation: str) -> None:
        with writing(self._folder):
            replace_file(self._folder / SERVED, f"{generation}\n".encode("ascii"))
        self._passed.clear()
        self._wait_for_nothing()
        self._tell(f"Generation {generation} is whole and is served now.")

    def _take_up_older(self) -> None:
        """Take up one generation more that may be asked for by its id; each is tried once."""
        for generation in self._others():
            self._passed.add(generation)
            try:
                self._take_up(generation)
            except SalkkuError:  # what nobody waits for need not be whole
                continue
            return

    def _others(self) -> Iterator[str]:
        found = self._directory.generations_folder.glob(ID)
        for name in sorted((path.name for path in found), reverse=True):
            if name not in self._passed and not taken_up(self._directory.path, name):
                yield name

    def _wait(self, generation: str, error: SalkkuError) -> None:
        """Note what is waited for, and tell of it when it is something else than before."""
        before, now = self._waiting, datetime.now(UTC)
        same = before if before and before.generation == generation else None
        waiting = Waiting(
            generation=generation,
            since=same.since if same else now,
            reason=str(error),
            lacking=error.lacking if isinstance(error, Unfinished) else None,
        )
        if waiting != before:
            with writing(self._folder):
                replace_file(self._folder / WAITING, msgspec.json.encode(waiting))
        if same is None or self._why is not type(error):
            self._tell(f"Waiting for {told(waiting)}.")
        self._waiting, self._why = waiting, type(error)

    def _wait_for_nothing(self) -> None:
        self._waiting = None
        (self._folder / WAITING).unlink(missing_ok=True)

    def _take_again(self, note: Path) -> None:
        """Keep the *note* on a generation if it is true still."""
        folder = self._directory.generations_folder / note.name.removesuffix(WHOLE)
        try:
            known = dict(msgspec.json.decode(note.read_bytes(), type=Known))
            refuse_changed(folder, self._files(folder), known)
        except (DataDirectoryError, msgspec.MsgspecError):
            note.unlink()
        else:
            self._sums.known.update(known)

    def _forget_dropped(self) -> None:
        """Let nothing outlive a generation that was dropped where it was made."""
        kept = self._directory.generations_folder
        with writing(self._folder):
            for note in self._folder.glob(f"*{WHOLE}"):
                if not (kept / note.name.removesuffix(WHOLE) / MANIFEST).is_file():
                    note.unlink()
            if self._served() and not taken_up(self._directory.path, self._served()):
                (self._folder / SERVED).unlink()
            for dump in self._directory.path.glob(f"{DUMPS}/{ID}"):
                if not (kept / dump.name).is_dir():
                    drop(dump)

    def _note(self, generation: str) -> Path:
        return self._folder / f"{generation}{WHOLE}"


def refuse_lacking(folder: Path, files: Files) -> None:
    """Raise Unfinished when one of *files* is not in *folder*, or not as large as it should be."""
    lacking = [name for name, file in files.items() if _size(folder / name) != file.size]
    if lacking:
        words = f"{len(lacking)} of {len(files)} files are not here in full, such as {lacking[0]}"
        raise Unfinished(words, len(lacking))


def refuse_damaged(folder: Path, files: Files, sums: Sums) -> None:
    """Raise Damaged when one of *files* has another sum in *folder* than it should have."""
    damaged = [name for name, file in files.items() if _sum(folder, name, sums) != file.sha256]
    if damaged:
        words = f"{len(damaged)} of {len(files)} files are damaged, such as {damaged[0]}"
        raise Damaged(f"{words}; copy it again, with rsync --checksum", len(damaged))


def refuse_changed(folder: Path, files: Files, known: Mapping[Stamp, str]) -> None:
    """Raise Damaged when one of *files* is not the one in *folder* that was *known* to be right."""
    refuse_lacking(folder, files)
    for name, file in files.items():
        if known.get(stamp_of(folder, name)) != file.sha256:
            raise Damaged(f"{name} is another file than it was", 1)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _sum(folder: Path, name: str, sums: Sums) -> str | None:
    try:
        return sums.of(folder, name)
    except OSError:
        return None


def _told_by(pointer: Path) -> str:
    try:
        return pointer.read_text("ascii", errors="replace").strip()
    except OSError:
        return ""
