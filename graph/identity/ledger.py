"""The ledger of a data directory: which slug a key has, who is who, what redirects where.

Once given, a slug stays. The file is never changed: a published build writes a grown copy and puts
it in the place of the old one, so a reader sees a whole ledger.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.durable import TEMPORARY, sync_file, sync_folder, writing

LAYOUT: Final = """
CREATE TABLE name (
    kind TEXT NOT NULL, key TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE UNIQUE INDEX name_slug ON name (kind, slug);
CREATE TABLE evidence (sign BLOB PRIMARY KEY, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX evidence_slug ON evidence (slug);
CREATE TABLE redirect (
    kind TEXT NOT NULL, slug TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (kind, slug)
) WITHOUT ROWID;
CREATE TABLE forgotten (
    name BLOB NOT NULL, sign BLOB NOT NULL, PRIMARY KEY (name, sign)
) WITHOUT ROWID;
"""


Redirect = tuple[str, str, str]
"""A kind, a slug that is no longer used, and the slug in its place."""


class NameRow(NamedTuple):
    """The slug that the ledger gives to a key of one kind."""

    kind: str
    key: str
    slug: str


class Oblivion(msgspec.Struct, frozen=True, kw_only=True):
    """Who is forgotten: the *slugs* that go, and the *signs* by which they will be known.

    The *signs* stand under the hashes of the name.
    """

    slugs: frozenset[str] = frozenset()
    signs: Mapping[bytes, frozenset[bytes]] = {}


NOBODY: Final = Oblivion()


class LedgerChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What one build adds to the ledger; *evidence* gives each sign the slug of its person.

    *revived* are the kinds and slugs of what stands in the graph again.
    """

    names: tuple[NameRow, ...] = ()
    evidence: Mapping[bytes, str] = {}
    redirects: tuple[Redirect, ...] = ()
    revived: tuple[tuple[str, str], ...] = ()
    oblivion: Oblivion = NOBODY


class Ledger:
    """The ledger as it stands, for reading; an empty one when there is no file yet."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = _open_ledger(path)
            self._first("SELECT kind FROM name LIMIT 1")
        except sqlite3.Error as error:
            raise DataDirectoryError(f"{path}: the ledger cannot be read: {error}") from error

    def slugs(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        """The slug of each of the *keys* of that *kind*; a new key is left out."""
        question = "SELECT key, slug FROM name WHERE kind = :kind AND key = :key"
        found = (self._first(question, kind=kind, key=key) for key in keys)
        return dict(row for row in found if row is not None)

    def names(self, kind: str) -> Iterator[NameRow]:
        """All keys of that *kind* and their slugs, by key."""
        question = "SELECT kind, key, slug FROM name WHERE kind = :kind ORDER BY key"
        return (NameRow(*row) for row in self._file.execute(question, {"kind": kind}))

    def is_taken(self, kind: str, slug: str) -> bool:
        """Whether a key has that slug."""
        question = "SELECT slug FROM name WHERE kind = :kind AND slug = :slug"
        return self._first(question, kind=kind, slug=slug) is not None

    def people(self, signs: Iterable[bytes]) -> dict[bytes, str]:
        """The slug of the person of whom each of the *signs* is evidence, where it is known."""
        question = "SELECT sign, slug FROM evidence WHERE sign = :sign"
        found = (self._first(question, sign=sign) for sign in signs)
        return dict(row for row in found if row is not None)

    def signs(self, slug: str) -> frozenset[bytes]:
        """All evidence of the person *slug*."""
        rows = self._file.execute("SELECT sign FROM evidence WHERE slug = :slug", {"slug": slug})
        return frozenset(row[0] for row in rows)

    def redirect(self, kind: str, slug: str) -> str | None:
        """The slug in the place of one that is no longer used, however often it moved; or None."""
        question = "SELECT target FROM redirect WHERE kind = :kind AND slug = :slug"
        seen: dict[str, None] = {slug: None}
        while (row := self._first(question, kind=kind, slug=[*seen][-1])) and row[0] not in seen:
            seen[row[0]] = None
        return [*seen][-1] if len(seen) > 1 else None

    def former(self, kind: str, slug: str) -> frozenset[str]:
        """The slugs that lead to that *slug*, however often they moved."""
        found: set[str] = set()
        waiting = [slug]
        while waiting:
            target = waiting.pop()
            question = "SELECT slug FROM redirect WHERE kind = :kind AND target = :target"
            rows = self._file.execute(question, {"kind": kind, "target": target})
            new = {row[0] for row in rows} - found
            found |= new
            waiting += new
        return frozenset(found)

    def redirected(self, kind: str) -> frozenset[str]:
        """The slugs of that *kind* that lead elsewhere."""
        rows = self._file.execute("SELECT slug FROM redirect WHERE kind = :kind", {"kind": kind})
        return frozenset(row[0] for row in rows)

    def redirects(self) -> list[Redirect]:
        """All slugs that lead elsewhere, each with where it leads first."""
        rows = self._file.execute("SELECT kind, slug, target FROM redirect ORDER BY kind, slug")
        return [(kind, slug, target) for kind, slug, target in rows]

    def forgotten(self) -> dict[bytes, frozenset[bytes]]:
        """Who must be kept out: the signs of the people meant, by the hash of their name."""
        signs: dict[bytes, frozenset[bytes]] = {}
        for name, sign in self._file.execute("SELECT name, sign FROM forgotten"):
            signs[name] = signs.get(name, frozenset()) | {sign}
        return signs

    def _first(self, question: str, **values: str | bytes) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._file.execute(question, values).fetchone()
        return row

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _open_ledger(path: Path) -> sqlite3.Connection:
    if path.exists():
        address = f"{path.absolute().as_uri()}?immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)
    empty = sqlite3.connect(":memory:", check_same_thread=False)
    empty.executescript(LAYOUT)
    return empty


def grow(path: Path, changes: LedgerChanges) -> None:
    """Put *changes* into the ledger at *path*, all or nothing.

    Raises DataDirectoryError when it cannot be written.
    """
    if changes == LedgerChanges() and path.exists():
        return
    with rewritten(path) as file:
        _add(file, "name", ("kind", "key", "slug"), changes.names)
        _add(file, "evidence", ("sign", "slug"), changes.evidence.items())
        _add(file, "redirect", ("kind", "slug", "target"), changes.redirects)
        revived = ({"kind": kind, "slug": slug} for kind, slug in changes.revived)
        file.executemany("DELETE FROM redirect WHERE kind = :kind AND slug = :slug", revived)
        if changes.oblivion != NOBODY:
            _forget(file, changes.oblivion)


FORGETTING: Final = (
    "DELETE FROM name WHERE kind = 'person' AND slug = :slug",
    "DELETE FROM evidence WHERE slug = :slug",
    "DELETE FROM redirect WHERE kind = 'person' AND (slug = :slug OR target = :slug)",
)


def _forget(file: sqlite3.Connection, oblivion: Oblivion) -> None:
    """Leave nothing of the forgotten but hashes; what was erased is in no byte of the file."""
    rows = [{"slug": slug} for slug in oblivion.slugs]
    for statement in FORGETTING:
        file.executemany(statement, rows)
    signs = [(name, sign) for name, meant in oblivion.signs.items() for sign in meant]
    _add(file, "forgotten", ("name", "sign"), signs)
    file.execute("COMMIT")
    file.execute("VACUUM")
    file.execute("BEGIN")


def _add(
    file: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[str | bytes, ...]],
) -> None:
    places = ", ".join(f":{column}" for column in columns)
    file.executemany(
        f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) SELECT {places}",
        (dict(zip(columns, row, strict=True)) for row in rows),
    )


@contextmanager
def rewritten(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a copy of the ledger to change, and put it in the ledger's place when all went well."""
    part = path.with_name(f"{TEMPORARY}{path.name}")
    with writing(path):
        part.unlink(missing_ok=True)
        if path.exists():
            shutil.copyfile(path, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous = OFF")
            file.execute("PRAGMA journal_mode = OFF")
            if not path.exists():
                file.executescript(LAYOUT)
            file.execute("BEGIN")
            yield file
            file.execute("COMMIT")
        sync_file(part)
        part.replace(path)
        sync_folder(path.parent)
