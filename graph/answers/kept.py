"""One stored answer: an SQLite file with the sums of a question and what is told of each group.

It is written once, in the order of the answer. What changes afterwards stands in a second file
beside it, which is copied from generation to generation while the first is shared, until it holds
so much that both are made one. The files tell by their names of which question they are, to the
letter, and how they are laid out: another text of it finds none, and another Salkku neither.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import msgspec

from graph.answers.sums import (
    EVERYBODY,
    TOTAL,
    Added,
    Group,
    Sums,
    counted,
    row_of_packed,
    terms_of,
)
from graph.answers.terms import packed, unpacked
from graph.errors import DataDirectoryError
from graph.generations.durable import writing
from graph.questions.question import Question
from graph.questions.summing import Summing

FOLDER: Final = "answers"
"""The folder of a generation in which its stored answers lie."""

CHANGES: Final = ".changes"
"""What the name of the second file ends with, before its kind."""

DIGITS: Final = 12
"""So many digits of a hash tell one text of a question from another."""

AT_ONCE: Final = 10_000
"""So many rows are written at once."""

FEW: Final = 2000
SHARE: Final = 4
"""The second file holds at most so many groups, or as many as one in so many of the first."""

LAYOUT: Final = """
CREATE TABLE sums (
    id INTEGER PRIMARY KEY, "group" TEXT NOT NULL, times INTEGER NOT NULL, numbers TEXT NOT NULL,
    place BLOB NOT NULL
);
CREATE TABLE told (
    position INTEGER PRIMARY KEY, id INTEGER NOT NULL, language TEXT NOT NULL, content TEXT NOT NULL
);
CREATE TABLE about (
    thing INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (thing, position)
) WITHOUT ROWID;
"""
CHANGED: Final = """
CREATE TABLE sums (
    id INTEGER PRIMARY KEY, "group" TEXT NOT NULL, times INTEGER NOT NULL, numbers TEXT NOT NULL,
    place BLOB NOT NULL
);
CREATE TABLE again (id INTEGER PRIMARY KEY);
CREATE TABLE told (
    "row" INTEGER PRIMARY KEY, "before" INTEGER NOT NULL, place BLOB NOT NULL,
    "group" TEXT NOT NULL, id INTEGER NOT NULL, language TEXT NOT NULL, content TEXT NOT NULL
);
CREATE INDEX told_id ON told (id);
CREATE TABLE about (
    "row" INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY ("row", thing)
) WITHOUT ROWID;
CREATE INDEX about_thing ON about (thing);
"""
GATHERED: Final = """
CREATE TEMPORARY TABLE gathered (place BLOB, "group" TEXT, language TEXT, content TEXT);
"""
GATHER: Final = (
    'INSERT INTO gathered (place, "group", language, content)'
    " SELECT :place, :group, :language, :content"
)
IN_ORDER: Final = (
    'SELECT place, "group", language, content FROM gathered'
    ' ORDER BY place, "group", language, content'
)
ADD_SUM: Final = (
    'INSERT OR REPLACE INTO sums (id, "group", times, numbers, place)'
    " SELECT :id, :group, :times, :numbers, :place"
)
ADD_TOLD: Final = (
    "INSERT INTO told (position, id, language, content) SELECT :position, :id, :language, :content"
)
ADD_ABOUT: Final = "INSERT INTO about (thing, position) SELECT :thing, :position"
ADD_CHANGED: Final = (
    'INSERT INTO told ("row", "before", place, "group", id, language, content)'
    " SELECT :row, :before, :place, :group, :id, :language, :content"
)
ADD_CHANGED_ABOUT: Final = 'INSERT INTO about ("row", thing) SELECT :row, :thing'
ADD_AGAIN: Final = "INSERT OR IGNORE INTO again (id) SELECT :id"
DROP_ABOUT: Final = 'DELETE FROM about WHERE "row" IN (SELECT "row" FROM told WHERE id = :id)'
DROP_TOLD: Final = "DELETE FROM told WHERE id = :id"
LAST_ROW: Final = 'SELECT MAX("row") FROM main.told'
ONE_SUM: Final = "SELECT times, numbers FROM {file}.sums WHERE id = :id"
SUMS: Final = (
    'SELECT "group", times, numbers FROM {file}.sums WHERE substr("group", 1, 1) <> :total'
)
STANDING: Final = """
SELECT "group", numbers FROM base.sums
WHERE substr("group", 1, 1) <> :total AND id NOT IN (SELECT id FROM main.sums)
UNION ALL
SELECT "group", numbers FROM main.sums WHERE substr("group", 1, 1) <> :total AND times > 0
"""
NAMING: Final = (
    'SELECT "group" FROM {file}.sums WHERE instr("group", :value)'
    ' AND substr("group", 1, 1) <> :total'
)
PLACE: Final = (
    'SELECT place, "group" FROM base.told JOIN base.sums USING (id) WHERE position = :position'
)
LAST: Final = "SELECT MAX(position) FROM base.told"
SIZE: Final = "SELECT COUNT(id) FROM {table}"
ROWS: Final = """
SELECT sums."group" AS "group", sums.numbers AS numbers, told.content AS content
FROM told LEFT JOIN sums USING (id) WHERE language = :language {about} ORDER BY position
LIMIT :limit OFFSET :offset
"""
ABOUT: Final = """
AND position IN (
    SELECT position FROM {file}.about WHERE thing IN (SELECT value FROM json_each(:things))
)
"""
MERGED: Final = """
SELECT
    COALESCE(new."group", old."group") AS "group", COALESCE(new.numbers, old.numbers) AS numbers,
    row.content AS content
FROM (
    SELECT position AS "before", 1 AS side, x'' AS place, '' AS "group", 0 AS "row", id, content
    FROM base.told WHERE language = :language {about} AND id NOT IN (SELECT id FROM main.again)
    UNION ALL
    SELECT "before", 0 AS side, place, "group", "row", id, content
    FROM main.told WHERE language = :language {about_changed}
    ORDER BY "before", side, place, "group", "row" LIMIT :limit OFFSET :offset
) AS row
LEFT JOIN main.sums AS new ON new.id = row.id LEFT JOIN base.sums AS old ON old.id = row.id
"""
"""Both files are read in their order, side by side, so that a piece is there before all is read:
the limit, also when it is none, keeps SQLite from leaving out the order of what it joins."""

ABOUT_CHANGED: Final = """
AND "row" IN (SELECT "row" FROM main.about WHERE thing IN (SELECT value FROM json_each(:things)))
"""

NUMBER: Final = "SELECT COUNT(id) FROM told WHERE language = :language {about}"
NUMBER_MERGED: Final = """
SELECT COUNT(id) FROM (
    SELECT id FROM base.told
    WHERE language = :language {about} AND id NOT IN (SELECT id FROM main.again)
    UNION ALL
    SELECT id FROM main.told WHERE language = :language {about_changed}
)
"""

Values = dict[str, str | int | bytes]
"""What a statement is given, by name."""


class Thing(NamedTuple):
    """What rows are about: what has that *iri* in a *column*."""

    column: str
    iri: str


class Told(NamedTuple):
    """What is told of a *group* in a *language*: the *place* of the row, and the rest of it."""

    place: bytes
    group: Group
    language: str
    content: str


def path_of(folder: Path, question: Question) -> Path:
    """Where below a generation's *folder* the answer of *question* is stored."""
    digest = hashlib.sha256(f"{LAYOUT}{CHANGED}{question.text}".encode()).hexdigest()[:DIGITS]
    return folder / FOLDER / f"{question.name}-{digest}.sqlite"


def write_answer(path: Path, summing: Summing, sums: Sums, told: Iterable[Told]) -> None:
    """Write a new answer at *path*: groups with their sums, and what is told of them.

    What is told may come in any order: it is put in order on the disk. Nothing is there when it
    cannot be told whole. Raises DataDirectoryError.
    """
    with ExitStack() as undoing, writing(path):
        drop_answer(path)
        path.parent.mkdir(exist_ok=True)
        undoing.callback(drop_answer, path)
        with closing(_created(path, LAYOUT + GATHERED)) as file:
            places = _gathered(file, told)
            _write_ordered(file, summing)
            rows = (_row(summing, each, sums[each], places.get(each, b"")) for each in sorted(sums))
            file.executemany(ADD_SUM, rows)
            file.execute("COMMIT")
        undoing.pop_all()


def _gathered(file: sqlite3.Connection, told: Iterable[Told]) -> dict[Group, bytes]:
    """Gather the rows *told* in *file*; return the places of their groups."""
    places: dict[Group, bytes] = {}

    def noted() -> Iterator[Values]:
        for each in told:
            places[each.group] = each.place
            yield each._asdict()

    file.executemany(GATHER, noted())
    return places


def _write_ordered(file: sqlite3.Connection, summing: Summing) -> None:
    """Write the rows that were gathered in *file*, in their order."""
    rest = enumerate((Told(*row) for row in file.execute(IN_ORDER)), 1)
    while some := [*islice(rest, AT_ONCE)]:
        file.executemany(ADD_TOLD, (_told(*each) for each in some))
        file.executemany(ADD_ABOUT, _about("position", some, summing))


def drop_answer(path: Path) -> None:
    """Let nothing of an answer lie at *path*."""
    for each in (path, changes_of(path)):
        each.unlink(missing_ok=True)


def changes_of(path: Path) -> Path:
    """The second file of the answer at *path*."""
    return path.with_suffix(f"{CHANGES}{path.suffix}")


def share_answer(old: Path, new: Path) -> None:
    """Let the *old* answer be the *new* one as well. Raises DataDirectoryError."""
    with writing(new):
        new.parent.mkdir(exist_ok=True)
        os.link(old, new)
        if changes_of(old).exists():
            os.link(changes_of(old), changes_of(new))


def _created(path: Path, layout: str, base: Path | None = None) -> sqlite3.Connection:
    file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rwc", isolation_level=None, uri=True)
    file.execute("PRAGMA journal_mode = OFF")
    file.execute("PRAGMA synchronous = OFF")
    file.execute("PRAGMA secure_delete = ON")  # what is gone is in no byte
    file.executescript(layout)
    if base is not None:
        file.execute("ATTACH DATABASE :path AS base", {"path": _address(base)})
    file.execute("BEGIN")
    return file


def _row(summing: Summing, group: Group, added: Added | None, place: bytes = b"") -> Values:
    numbers = packed(terms_of(group, added, summing)) if added else ""
    times = added.times if added else 0
    told: Values = {"id": _id(group), "group": group, "numbers": numbers, "place": place}
    return {**told, "times": times}


def _told(position: int, told: Told) -> Values:
    return {"position": position, **_content(told)}


def _content(told: Told) -> Values:
    return {"id": _id(told.group), "language": told.language, "content": told.content}


def _about(key: str, told: Iterable[tuple[int, Told]], summing: Summing) -> Iterator[Values]:
    """What each of the numbered rows *told* is about; those of one group stand together."""
    for _, some in groupby(told, key=lambda row: row[1].group):
        things: Collection[int] | None = None
        for number, row in some:
            if things is None or row.group == EVERYBODY:
                things = {*map(_hashed, _things(row, summing))}
            for thing in things:
                yield {key: number, "thing": thing}


def _things(told: Told, summing: Summing) -> Iterator[Thing]:
    """What a row is about, of all that it may be asked about."""
    inside = told.group.removeprefix(TOTAL)
    terms = {**unpacked(inside), **unpacked(told.content)} if summing.things else {}
    for column in summing.things:
        if column in terms and terms[column].type == "uri":
            yield Thing(column, terms[column].value)


def _hashed(thing: Thing) -> int:
    return _id(" ".join(thing))


def _id(group: Group) -> int:
    digest = hashlib.blake2b(group.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _added(times: int, numbers: str) -> Added:
    return Added(times, tuple(map(counted, unpacked(numbers).values())))


class ChangedAnswer:
    """The answer at *old*, shared at *new*, where it is changed from then on."""

    def __init__(self, summing: Summing, old: Path, new: Path) -> None:
        self._summing = summing
        self._new = new
        with writing(new):
            new.parent.mkdir(exist_ok=True)
            os.link(old, new)
            is_first = not changes_of(old).exists()
            if not is_first:
                shutil.copyfile(changes_of(old), changes_of(new))
            self._file = _created(changes_of(new), CHANGED if is_first else "", base=new)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with closing(self._file), writing(self._new):
            if failed is None:
                self._file.execute("COMMIT")

    @property
    def is_full(self) -> bool:
        """Whether so much is changed that the answer is better written anew."""
        groups = max(map(self._groups_in, ("main.sums", "main.again")))
        return groups > FEW and groups > self._groups_in("base.sums") // SHARE

    def _groups_in(self, table: str) -> int:
        (number,) = self._file.execute(SIZE.format(table=table)).fetchone()
        return int(number)

    def sums(self) -> Sums:
        """All groups with what they add up to, but for the groups of groups."""
        found: Sums = {}
        for file in ("base", "main"):
            for group, times, numbers in self._file.execute(
                SUMS.format(file=file), {"total": TOTAL}
            ):
                found.pop(group, None)
                if times:
                    found[group] = _added(times, numbers)
        return found

    def rows(self) -> Iterator[str]:
        """The same as rows of data in a query, as far as it mentions them."""
        for group, numbers in self._file.execute(STANDING, {"total": TOTAL}):
            yield row_of_packed(group, numbers, self._summing)

    def naming(self, values: Iterable[str]) -> set[Group]:
        """The groups that name a thing of those *values*, but for the groups of groups."""
        asked = [{"value": f'"{value}"', "total": TOTAL} for value in values]
        found = {
            group
            for file in ("base", "main")
            for one in asked
            for (group,) in self._file.execute(NAMING.format(file=file), one)
        }
        return {group for group in found if self.sum_of(group) is not None}

    def sum_of(self, group: Group) -> Added | None:
        """What *group* adds up to; None when it is not there."""
        asked = {"id": _id(group)}
        for file in ("main", "base"):
            if row := self._file.execute(ONE_SUM.format(file=file), asked).fetchone():
                return _added(*row) if row[0] else None
        return None

    def put(self, sums: Iterable[tuple[Group, Added | None]]) -> None:
        """Let each group add up to that, and be no more when it is None."""
        with writing(self._new):
            self._file.executemany(ADD_SUM, (_row(self._summing, *each) for each in sums))

    def tell(self, groups: Iterable[Group], told: Iterable[Told]) -> None:
        """Let that be all that is *told* of *groups*."""
        with writing(self._new):
            for group in groups:
                asked = {"id": _id(group)}
                for statement in (ADD_AGAIN, DROP_ABOUT, DROP_TOLD):
                    self._file.execute(statement, asked)
            last = self._file.execute(LAST_ROW).fetchone()[0] or 0
            rows = [*enumerate(told, last + 1)]
            self._file.executemany(ADD_CHANGED, self._placed(rows))
            self._file.executemany(ADD_CHANGED_ABOUT, _about("row", rows, self._summing))

    def _placed(self, told: Iterable[tuple[int, Told]]) -> Iterator[Values]:
        befores: dict[tuple[bytes, str], int] = {}
        for number, each in told:
            where = each.place, each.group
            if where not in befores:
                befores[where] = self._before(*where)
            place: Values = {"place": each.place, "group": where[1], "before": befores[where]}
            yield {**_content(each), **place, "row": number}

    def _before(self, place: bytes, group: Group) -> int:
        """The position in the first file before which a row stands."""
        low, high = 1, (self._file.execute(LAST).fetchone()[0] or 0) + 1
        while low < high:
            middle = (low + high) // 2
            found = self._file.execute(PLACE, {"position": middle}).fetchone()
            if found is not None and found < (place, group):
                low = middle + 1
            else:
                high = middle
        return low


class KeptAnswer:
    """The answer that was written at *path*, open for reading.

    Raises DataDirectoryError when it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._has_changed = changes_of(path).is_file()

    def rows(
        self,
        language: str,
        about: Iterable[Thing] | None = None,
        offset: int = 0,
        limit: int = -1,
    ) -> list[msgspec.Raw]:
        """So many rows in *language* from *offset* on in their order, as JSON.

        They are all or those *about* any of some things that the question can be asked about.
        """
        statement = MERGED if self._has_changed else ROWS
        piece: Values = {"offset": offset, "limit": limit}
        return [*map(_joined, self._asked(statement, language, about, piece))]

    def number(self, language: str, about: Iterable[Thing] | None = None) -> int:
        """How many rows there are in all in *language*, or *about* any of some things."""
        statement = NUMBER_MERGED if self._has_changed else NUMBER
        ((number,),) = self._asked(statement, language, about, {})
        return int(number)

    def _asked(
        self, statement: str, language: str, about: Iterable[Thing] | None, values: Values
    ) -> list[Any]:
        """The rows of *statement*, in which is told *about* what it asks."""
        base = ABOUT.format(file="base" if self._has_changed else "main")
        parts = ("", "") if about is None else (base, ABOUT_CHANGED)
        statement = statement.format(about=parts[0], about_changed=parts[1])
        things = msgspec.json.encode([*map(_hashed, about or ())]).decode()
        return self._read(statement, {"language": language, "things": things, **values})

    def _read(self, statement: str, values: Values) -> list[Any]:
        first = changes_of(self._path) if self._has_changed else self._path
        try:
            with closing(sqlite3.connect(_address(first), uri=True)) as file:
                if self._has_changed:
                    file.execute("ATTACH DATABASE :path AS base", {"path": _address(self._path)})
                return file.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise DataDirectoryError(f"{self._path}: it cannot be read: {error}") from error


def _joined(row: tuple[str, ...]) -> msgspec.Raw:
    return msgspec.Raw(f"{{{','.join(filter(None, row))}}}")


def _address(path: Path) -> str:
    return f"{path.absolute().as_uri()}?immutable=1"
