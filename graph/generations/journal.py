"""The journal: every write in a file of its own that never changes, chained to the one before.

A file is named by the hash of what it holds, and it holds the name of the one before; so the name
of the last write, the head, stands for all of them. A generation names its head: what no
generation reaches was never published, or is no longer kept, and may go.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
import zstandard

from graph.errors import DataDirectoryError
from graph.generations.durable import replace_file, writing

WRITES: Final = "writes"
NOTHING: Final = ""
"""The head of a journal without writes."""

DIGEST_SIZE: Final = 20


class Link(msgspec.Struct, frozen=True):
    """What a file holds: its *parent*, its *number* from 1, and the write itself."""

    parent: str
    number: int
    content: bytes


class Kept(msgspec.Struct, frozen=True):
    """A write as the journal keeps it, under its *hash*."""

    hash: str
    number: int
    content: bytes


class Journal:
    """The journal of the data directory *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / WRITES

    def next(self, head: str, content: bytes) -> Kept:
        """Return *content* as the write that would follow *head*; nothing is kept yet."""
        link = self._following(head, content)
        return Kept(_digest(msgspec.msgpack.encode(link)), link.number, content)

    def append(self, head: str, content: bytes) -> Kept:
        """Keep *content* as the write that follows *head*; it is on the disk then.

        Raises DataDirectoryError.
        """
        encoded = msgspec.msgpack.encode(self._following(head, content))
        kept = self.next(head, content)
        with writing(self.folder):
            self.folder.mkdir(exist_ok=True)
            replace_file(self.folder / kept.hash, zstandard.compress(encoded))
        return kept

    def writes(self, head: str) -> list[Kept]:
        """All writes up to *head*, the oldest first.

        Raises DataDirectoryError when one is missing or damaged.
        """
        found: list[Kept] = []
        while head != NOTHING:
            link = self._link(head)
            found.append(Kept(head, link.number, link.content))
            head = link.parent
        return found[::-1]

    def paths(self, head: str) -> Iterator[Path]:
        """Yield the files of all writes up to *head*."""
        while head != NOTHING:
            yield self.folder / head
            head = self._link(head).parent

    def sweep(self, heads: Iterable[str]) -> None:
        """Remove what leads to none of *heads*."""
        if not self.folder.is_dir():
            return
        reached: set[Path] = set()
        for head in heads:
            while head != NOTHING and self.folder / head not in reached:
                reached.add(self.folder / head)
                head = self._link(head).parent  # noqa: PLW2901 - the way back from this head
        with writing(self.folder):
            for path in self.folder.iterdir():
                if path not in reached:
                    path.unlink()

    def _following(self, head: str, content: bytes) -> Link:
        number = self._link(head).number + 1 if head != NOTHING else 1
        return Link(head, number, content)

    def _link(self, name: str) -> Link:
        path = self.folder / name
        try:
            content = zstandard.decompress(path.read_bytes())
            if _digest(content) == name:
                return msgspec.msgpack.decode(content, type=Link)
        except (OSError, zstandard.ZstdError, msgspec.MsgspecError) as error:
            raise DataDirectoryError(f"{path}: this write cannot be read: {error}") from error
        raise DataDirectoryError(f"{path}: this write is damaged; restore it from an archive")


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).hexdigest()
