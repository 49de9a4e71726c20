"""Records at rest: each build writes one segment, an SQLite file that never changes again.

A page is looked up in the newest segment first, so a newer entry hides an older one. Segments are
shared between generations by hard links; a new one takes in those before it that are not much
larger, so their number grows with the logarithm of the pages. A segment also tells by how much it
changes the counts of spellings, which are added up over all segments.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
import zstandard

from graph.errors import DataDirectoryError
from graph.identity.spellings import Spelling, Spellings
from graph.pages import PageEntry
from graph.records import PageRecord

LAYOUT: Final = """
CREATE TABLE page (
    key TEXT PRIMARY KEY, slug TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    begins TEXT, ends TEXT, entry BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE record (key TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE spelling (
    kind TEXT NOT NULL, key TEXT NOT NULL, form TEXT NOT NULL, implied INTEGER NOT NULL,
    times INTEGER NOT NULL, PRIMARY KEY (kind, key, form, implied)
) WITHOUT ROWID;
"""
INDEXES: Final = """
CREATE INDEX page_slug ON page (slug);
CREATE INDEX page_sha256 ON page (sha256);
CREATE INDEX page_file_name ON page (file_name);
CREATE INDEX page_begins ON page (begins);
CREATE INDEX page_ends ON page (ends);
"""
ADD_RECORD: Final = "INSERT OR REPLACE INTO record (key, content) SELECT :key, :content"
ADD_PAGE: Final = (
    "INSERT OR REPLACE INTO page (key, slug, file_name, sha256, begins, ends, entry)"
    " SELECT :key, :slug, :file_name, :sha256, :begins, :ends, :entry"
)
SPELLINGS: Final = "SELECT kind, key, form, implied, times FROM spelling"
AFTER_SLASH: Final = "0"
"""The character after the slash that parts the steps of a key: it ends what begins with one."""
ADD_SPELLING: Final = (
    "INSERT INTO spelling (kind, key, form, implied, times)"
    " SELECT :kind, :key, :form, :implied, :times WHERE TRUE"
    " ON CONFLICT DO UPDATE SET times = times + excluded.times"
)


def pack(record: PageRecord) -> bytes:
    """The *record* as compressed MessagePack."""
    return zstandard.compress(msgspec.msgpack.encode(record))


def unpack(content: bytes) -> PageRecord:
    """The record that ``pack`` made *content* of.

    Raises DataDirectoryError when another version of Salkku made it, of another record.
    """
    try:
        return msgspec.msgpack.decode(zstandard.decompress(content), type=PageRecord)
    except (msgspec.MsgspecError, zstandard.ZstdError) as error:
        raise DataDirectoryError(
            f"a page was kept by another version of Salkku ({error}); give the sources of all"
            " pages to build them again, with --prune if some are gone"
        ) from error


class SegmentWriter:
    """A segment while it grows: records first, then the entries, then ``close``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.executescript(LAYOUT)
        self._file.execute("BEGIN")

    def add_records(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Keep the packed *records*, each with the key of its page."""
        rows = ({"key": key, "content": content} for key, content in records)
        self._file.executemany(ADD_RECORD, rows)

    def add_entries(self, entries: Iterable[PageEntry]) -> None:
        """Keep the *entries* of pages."""
        self._file.executemany(ADD_PAGE, map(_row, entries))

    def add_spellings(self, spellings: Spellings) -> None:
        """Add to the counts of *spellings* by which this generation differs from those before."""
        rows = ({**one._asdict(), "times": times} for one, times in spellings.items())
        self._file.executemany(ADD_SPELLING, rows)

    def absorb(self, segment: "Segment") -> None:
        """Take in the pages of an older *segment*, except those that are here already."""
        for entry in segment.entries():
            if not self._has(entry.key):
                self.add_entries([entry])
                content = segment.content(entry.key)
                self.add_records([] if content is None else [(entry.key, content)])
        self.add_spellings(segment.spellings())

    def _has(self, key: str) -> bool:
        question = "SELECT key FROM page WHERE key = :key"
        return self._file.execute(question, {"key": key}).fetchone() is not None

    def count(self) -> int:
        """How many pages have an entry here."""
        (pages,) = self._file.execute("SELECT COUNT(key) FROM page").fetchone()
        return int(pages)

    def close(self) -> None:
        """Finish the file: indexed, whole, on the disk once it is synced."""
        self._file.execute("DELETE FROM spelling WHERE times = 0")
        self._file.executescript(INDEXES)
        self._file.close()


def _row(entry: PageEntry) -> dict[str, str | bytes | None]:
    return {
        "key": entry.key,
        "slug": entry.slug,
        "file_name": entry.file_name,
        "sha256": entry.sha256,
        "begins": _day(entry.start),
        "ends": _day(entry.end),
        "entry": msgspec.msgpack.encode(entry),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


class Segment:
    """A finished segment, open for reading from any thread."""

    def __init__(self, path: Path, *, finished: bool = True) -> None:
        self.path = path
        state = "immutable=1" if finished else "mode=ro"
        try:
            self._file = sqlite3.connect(
                f"{path.absolute().as_uri()}?{state}", uri=True, check_same_thread=False
            )
            self._file.execute("SELECT key FROM page LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise DataDirectoryError(f"{path}: records cannot be read: {error}") from error

    def entry(self, key: str) -> PageEntry | None:
        """The entry of the page *key*, or None when it is not in this segment."""
        return next(self._entries("key = :value", key), None)

    def content(self, key: str) -> bytes | None:
        """The packed record of the page *key*, or None."""
        row = self._file.execute("SELECT content FROM record WHERE key = :key", {"key": key})
        found = row.fetchone()
        return None if found is None else bytes(found[0])

    def with_sha256(self, sha256: str) -> Iterator[PageEntry]:
        """The entries of pages whose bytes had that hash."""
        return self._entries("sha256 = :value", sha256)

    def with_slug(self, slug: str) -> Iterator[PageEntry]:
        """The entries of pages whose project has that slug."""
        return self._entries("slug = :value", slug)

    def with_file_name(self, name: str) -> Iterator[PageEntry]:
        """The entries of pages that came from a file of that name."""
        return self._entries("file_name = :value", name)

    def entries(self) -> Iterator[PageEntry]:
        """All entries, by key."""
        return self._entries(":value = ''", "")

    def spellings(self) -> Spellings:
        """By how much the counts of spellings grew with this segment."""
        return _spellings(self._file.execute(SPELLINGS))

    def spellings_of(self, kind: str, key: str) -> Spellings:
        """By how much those of one thing grew."""
        question = f"{SPELLINGS} WHERE kind = :kind AND key = :key"
        return _spellings(self._file.execute(question, {"kind": kind, "key": key}))

    def spellings_below(self, kind: str, key: str) -> Spellings:
        """By how much those of what stands below the thing *key* grew: keys of further steps."""
        question = f"{SPELLINGS} WHERE kind = :kind AND key >= :first AND key < :last"
        bounds = {"kind": kind, "first": f"{key}/", "last": f"{key}{AFTER_SLASH}"}
        return _spellings(self._file.execute(question, bounds))

    def turning(self, first: date, last: date) -> Iterator[PageEntry]:
        """The entries of projects that begin after *first*, to *last*, or end before *last*.

        These are the pages of which another day than that of the build may say something else.
        """
        days = {"first": first.isoformat(), "last": last.isoformat()}
        rows = self._file.execute(
            "SELECT entry FROM page WHERE begins > :first AND begins <= :last"
            " OR ends >= :first AND ends < :last ORDER BY key",
            days,
        )
        return (_entry(row) for row in rows)

    def _entries(self, condition: str, value: str) -> Iterator[PageEntry]:
        rows = self._file.execute(
            f"SELECT entry FROM page WHERE {condition} ORDER BY key",  # noqa: S608 - fixed words
            {"value": value},
        )
        return (_entry(row) for row in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _spellings(rows: Iterable[tuple[str, str, str, int, int]]) -> Spellings:
    return Counter({Spelling(k, key, form, bool(i)): times for k, key, form, i, times in rows})


def _entry(row: tuple[bytes]) -> PageEntry:
    return msgspec.msgpack.decode(row[0], type=PageEntry)


class Records:
    """The segments of one generation as one: the newest entry of a page counts."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = tuple(segments)

    def entry(self, key: str) -> PageEntry | None:
        """The entry of the page *key*: a page's, a tombstone's, or None."""
        return next(filter(None, (segment.entry(key) for segment in self.segments)), None)

    def record(self, key: str) -> PageRecord | None:
        """The record of the page *key*, or None when it is unknown or withdrawn."""
        content = self.content(key)
        return None if content is None else unpack(content)

    def content(self, key: str) -> bytes | None:
        """The packed record of the page *key*, or None when it is unknown or withdrawn."""
        for segment in self.segments:
            if segment.entry(key) is not None:
                return segment.content(key)
        return None

    def kept(self, entry: PageEntry) -> bytes:
        """The packed record of the page of *entry*, which stands.

        Raises DataDirectoryError when it is missing.
        """
        content = self.content(entry.key)
        if content is None:
            raise DataDirectoryError(f"the record of {entry.file_name} is missing; build again")
        return content

    def with_slug(self, slug: str) -> PageEntry | None:
        """The entry of the project *slug*, a tombstone's too, or None."""
        return next(self._newest(s.with_slug(slug) for s in self.segments), None)

    def with_sha256(self, sha256: str) -> list[PageEntry]:
        """The entries of pages whose bytes had that hash."""
        return list(self._newest(s.with_sha256(sha256) for s in self.segments))

    def with_file_name(self, name: str) -> list[PageEntry]:
        """The entries of pages that came from a file of that name."""
        return list(self._newest(s.with_file_name(name) for s in self.segments))

    def turning(self, first: date, last: date) -> list[PageEntry]:
        """The entries of projects that begin or end between the days, either way round."""
        if first == last:
            return []
        days = sorted((first, last))
        return list(self._newest(s.turning(*days) for s in self.segments))

    def spellings_of(self, kind: str, key: str) -> Spellings:
        """On how many pages each spelling of a thing stands."""
        found: Spellings = Counter()
        for segment in self.segments:
            found.update(segment.spellings_of(kind, key))
        return +found

    def spellings_below(self, kind: str, key: str) -> Spellings:
        """On how many pages each spelling of what stands below a thing stands."""
        found: Spellings = Counter()
        for segment in self.segments:
            found.update(segment.spellings_below(kind, key))
        return +found

    def entries(self) -> Iterator[PageEntry]:
        """Every entry once, in no particular order."""
        return self._newest(segment.entries() for segment in self.segments)

    def _newest(self, found: Iterable[Iterable[PageEntry]]) -> Iterator[PageEntry]:
        for number, entries in enumerate(found):
            for entry in entries:
                if not any(s.entry(entry.key) for s in self.segments[:number]):
                    yield entry

    def close(self) -> None:
        """Let go of the files."""
        for segment in self.segments:
            segment.close()


def open_records(folder: Path, names: Iterable[str]) -> Records:
    """Return the records in *folder* whose segments are *names*, the newest first.

    Raises DataDirectoryError when one is missing or cannot be read.
    """
    return Records([Segment(folder / name) for name in names])


def share(source: Path, target: Path, names: Iterable[str]) -> None:
    """Link the segments *names* from the folder *source* into *target*."""
    for name in names:
        os.link(source / name, target / name)
