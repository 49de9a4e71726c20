"""The manifest of a generation: what it is, when it was made, from what, and what it holds."""

import operator
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from graph.errors import DataDirectoryError
from graph.privacy.policy import Contacts
from graph.register import Register

FILE = "manifest.json"
ADVICE = (
    "return to another generation with salkku rollback (salkku generations lists them); if there"
    " is none, remove the file current from the data directory and build all pages again"
)


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many of each kind a generation holds; *quads* counts every graph."""

    quads: int = 0
    projects: int = 0
    portfolios: int = 0
    organisations: int = 0
    people: int = 0
    findings: int = 0
    withdrawn: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """The sum of both, kind by kind."""
        return self._with(operator.add, other)

    def minus(self, other: "Counts") -> "Counts":
        """What is left without the *other*, kind by kind."""
        return self._with(operator.sub, other)

    def _with(self, operation: Callable[[int, int], int], other: "Counts") -> "Counts":
        kinds = self.__struct_fields__
        return Counts(**{k: operation(getattr(self, k), getattr(other, k)) for k in kinds})


class Skipped(msgspec.Struct, frozen=True):
    """A write that could not be made again, by its *number*, and the *reason*."""

    number: int
    reason: str


class Writes(msgspec.Struct, frozen=True, kw_only=True):
    """What was written on top of what the pages give.

    *head* is the last write in the journal and *number* how many there are. *skipped* are kept and
    have no effect. *pages* and *pages_hash* are the counts and the hash without any write. *apart*:
    no write sees or touches what pages give.
    """

    head: str
    number: int
    skipped: tuple[Skipped, ...] = ()
    pages: Counts
    pages_hash: str
    apart: bool = False


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A generation's own account of itself.

    *day* is the day for which it says what is running. *hash* stands for the content of the
    default graph, in whatever order it was made. *fingerprint* stands for the code, the names and
    the register that made it. *parent* is the generation it grew from. *segments* are the files of
    records, the newest first, each with the number of its pages. *cleansed* means that older
    generations hold what must not be published any more. *writes* is None when nothing was written.
    *registers* are those of others with which it was linked, each with its digest. *contents* is
    the hash of the list of its files; an older Salkku made none.
    """

    id: str
    time: datetime
    day: date
    base: str
    contacts: Contacts
    register: Register
    counts: Counts
    hash: str
    fingerprint: str
    segments: dict[str, int]
    sources: tuple[str, ...] = ()
    parent: str = ""
    cleansed: bool = False
    writes: Writes | None = None
    registers: dict[str, str] = {}
    contents: str = ""

    @property
    def head(self) -> str:
        """The last of its writes in the journal, or nothing."""
        return self.writes.head if self.writes else ""

    @property
    def pages(self) -> Counts:
        """The counts of what its pages give."""
        return self.writes.pages if self.writes else self.counts

    @property
    def pages_hash(self) -> str:
        """The hash of what its pages give."""
        return self.writes.pages_hash if self.writes else self.hash


def generation_id(time: datetime, content: str) -> str:
    """The id of a generation of that *time* and content hash: ids sort as their times do."""
    stamp = time.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    return f"{stamp}.{time.microsecond // 1000:03d}Z-{content[:8]}"


def time_of(generation: str) -> datetime:
    """When the generation of that id was made, to the millisecond before."""
    stamp = generation.partition("Z-")[0]
    return datetime.strptime(f"{stamp}+0000", "%Y%m%dT%H%M%S.%f%z")


def later_than(previous: datetime | None, now: datetime) -> datetime:
    """*now*, or just after *previous* when the clock stands or went back."""
    return now if previous is None else max(now, previous + timedelta(milliseconds=1))


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest in a generation's *folder*.

    Raises DataDirectoryError when there is none or it cannot be read.
    """
    path = folder / FILE
    try:
        return decode_manifest(path.read_bytes(), path)
    except DataDirectoryError as error:
        raise DataDirectoryError(f"{error}; {ADVICE}") from error
    except OSError as error:
        raise DataDirectoryError(f"{path}: cannot be read: {error.strerror}") from error


def decode_manifest(content: bytes, path: Path) -> Manifest:
    """Return the manifest whose JSON, found at *path*, is *content*.

    Raises DataDirectoryError when it is not one.
    """
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise DataDirectoryError(
            f"{path}: the manifest is damaged, or of another version of Salkku: {error}"
        ) from error
