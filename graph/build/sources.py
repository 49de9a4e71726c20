"""Where pages come from: files, folders, and archives, in one order whatever the system."""

import hashlib
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from graph.errors import NothingToBuild, PageRefused
from graph.extract.source import LIMIT, read_bytes

PAGES: Final = frozenset({".txt", ".html", ".htm", ".xhtml", ""})
"""The endings of pages in folders and archives; a file named itself may have any."""

DAMAGED: Final = (
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What may be said of an archive that is damaged, encrypted, or packed in an unknown way."""


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """A page or an archive that was not taken: its name, the line, and the reason."""

    page: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.reason}"


class PageFile(NamedTuple):
    """A file that should be a page; in an archive at *path*, *member* is its place."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's own name, with a mark for whatever in it cannot be printed."""
        return printable(Path(self.member or self.path).name)

    def read(self) -> bytes:
        """Return its bytes.

        Raises PageRefused when it cannot be read or is larger than any page.
        """
        if not self.member:
            return read_bytes(self.path)
        try:
            with _archive(self.path).open(self.member) as file:
                data = file.read(LIMIT + 1)
        except DAMAGED as error:
            raise PageRefused(str(self), 1, f"cannot be unpacked: {error}") from error
        if len(data) > LIMIT:
            raise PageRefused(str(self), 1, f"larger than {LIMIT:,} bytes: not a project page")
        return data

    def __str__(self) -> str:
        return printable(f"{self.path}/{self.member}" if self.member else str(self.path))


def printable(name: str) -> str:
    """The *name* of a file on one line: names may hold any byte, even such as are no letters."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


@lru_cache(maxsize=1)
def _archive(path: Path) -> zipfile.ZipFile:
    """The archive at *path*, kept open: its list of members is long to read."""
    return zipfile.ZipFile(path)


def sha256(data: bytes) -> str:
    """The SHA-256 of a page's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class Found(NamedTuple):
    """The pages that there are to read, and the archives that nobody can look into."""

    pages: list[PageFile]
    refused: list[Refusal]


def find_pages(sources: Iterable[Path]) -> Found:
    """Return the pages in *sources*, each once: files, whole folders, zip archives.

    An archive in a folder that cannot be opened is refused. Raises NothingToBuild when a source
    that was named is not there or cannot be opened, or when there is no page in any.
    """
    found: dict[PageFile, PageFile] = {}
    refused: dict[Path, Refusal] = {}
    for source in sources:
        for page in _pages_in(source):
            if isinstance(page, Refusal):
                refused.setdefault(_real(Path(page.page)), page)
            else:
                found.setdefault(page._replace(path=_real(page.path)), page)
    if not found:
        told = [f"{refusal.page}: {refusal.reason}" for refusal in refused.values()]
        raise NothingToBuild(
            "; ".join(told) or "no page to build from; name files, folders or zip archives of pages"
        )
    return Found(list(found.values()), list(refused.values()))


def _real(path: Path) -> Path:
    """Where *path* leads; a link that leads to itself stays as it is, and cannot be read later."""
    return Path(os.path.realpath(path))


def _pages_in(source: Path) -> Iterator[PageFile | Refusal]:
    try:
        if source.is_dir():
            yield from _pages_in_folder(source)
        elif source.suffix.lower() == ".zip":
            yield from _pages_in_archive(source)
        else:
            source.stat()
            yield PageFile(source)
    except DAMAGED as error:
        refusal = _unopened(source, error)
        raise NothingToBuild(f"{refusal.page}: {refusal.reason}") from error


def _unopened(source: Path, error: Exception) -> Refusal:
    said = (error.filename, error.strerror) if isinstance(error, OSError) else (None, None)
    name, reason = said[0] or source, said[1] or error
    return Refusal(printable(str(name)), 1, f"cannot be opened as a source: {reason}")


def _pages_in_folder(
    folder: Path, above: frozenset[Path] = frozenset()
) -> Iterator[PageFile | Refusal]:
    """Yield the pages below *folder*, unless a link led back to one of the folders *above*."""
    if _real(folder) in above:
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            yield from _pages_in_folder(path, above | {_real(folder)})
        elif path.suffix.lower() == ".zip":
            yield from _pages_or_refusal(path)
        elif _may_be_page(path):
            yield PageFile(path)


def _pages_or_refusal(path: Path) -> Iterator[PageFile | Refusal]:
    """The pages in the archive at *path*, or that it cannot be opened."""
    try:
        yield from _pages_in_archive(path)
    except DAMAGED as error:
        yield _unopened(path, error)


def _pages_in_archive(path: Path) -> Iterator[PageFile]:
    with zipfile.ZipFile(path) as archive:
        members = sorted(archive.namelist())
    for member in members:
        if not member.endswith("/") and _may_be_page(Path(member)):
            yield PageFile(path, member)


def _may_be_page(path: Path) -> bool:
    hidden = path.name.startswith((".", "__")) or "__MACOSX" in path.parts
    return not hidden and path.suffix.lower() in PAGES
