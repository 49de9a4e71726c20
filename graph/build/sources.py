"""Where pages come from: files, folders, and archives, in one order whatever the system."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from graph.errors import NothingToBuild, PageRefused
from graph.extract.source import LIMIT, read_bytes

PAGES: Final = frozenset({".txt", ".html", ".htm", ".xhtml", ""})
"""The endings of pages in folders and archives; a file named itself may have any."""


class PageFile(NamedTuple):
    """A file that should be a page; in an archive at *path*, *member* is its place."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.member or self.path).name

    def read(self) -> bytes:
        """Return its bytes.

        Raises PageRefused when it cannot be read or is larger than any page.
        """
        if not self.member:
            return read_bytes(self.path)
        try:
            with _archive(self.path).open(self.member) as file:
                data = file.read(LIMIT + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise PageRefused(str(self), 1, f"cannot be unpacked: {error}") from error
        if len(data) > LIMIT:
            raise PageRefused(str(self), 1, f"larger than {LIMIT:,} bytes: not a project page")
        return data

    def __str__(self) -> str:
        return f"{self.path}/{self.member}" if self.member else str(self.path)


@lru_cache(maxsize=1)
def _archive(path: Path) -> zipfile.ZipFile:
    """The archive at *path*, kept open: its list of members is long to read."""
    return zipfile.ZipFile(path)


def sha256(data: bytes) -> str:
    """The SHA-256 of a page's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def find_pages(sources: Iterable[Path]) -> list[PageFile]:
    """Return the pages in *sources*, each once: files, whole folders, zip archives.

    Raises NothingToBuild when a source is not there, or when there is no page in any.
    """
    found: dict[PageFile, PageFile] = {}
    for source in sources:
        for page in _pages_in(source):
            found.setdefault(page._replace(path=page.path.resolve()), page)
    if not found:
        raise NothingToBuild("no page to build from; name files, folders or zip archives of pages")
    return list(found.values())


def _pages_in(source: Path) -> Iterator[PageFile]:
    try:
        if source.is_dir():
            yield from _pages_in_folder(source)
        elif source.suffix.lower() == ".zip":
            yield from _pages_in_archive(source)
        else:
            source.stat()
            yield PageFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise NothingToBuild(f"{source}: cannot be opened as a source: {reason}") from error


def _pages_in_folder(folder: Path) -> Iterator[PageFile]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            yield from _pages_in_folder(path)
        elif path.suffix.lower() == ".zip":
            yield from _pages_in_archive(path)
        elif _may_be_page(path):
            yield PageFile(path)


def _pages_in_archive(path: Path) -> Iterator[PageFile]:
    with zipfile.ZipFile(path) as archive:
        for member in sorted(archive.namelist()):
            if not member.endswith("/") and _may_be_page(Path(member)):
                yield PageFile(path, member)


def _may_be_page(path: Path) -> bool:
    hidden = path.name.startswith((".", "__")) or "__MACOSX" in path.parts
    return not hidden and path.suffix.lower() in PAGES
