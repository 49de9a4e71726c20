"""The data about known names: what stands in the files, and how they are read and merged.

A file is TOML with the tables ``organisation``, ``fund`` and ``programme``, or TSV with one
organisation a line; the format is described in ``graph/names/data/README.md``.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Annotated, Final

import msgspec

from graph.errors import SettingsError

Row = dict[str, object]
Word = Annotated[str, msgspec.Meta(pattern="^[a-z]+(-[a-z]+)*$")]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A known organisation under its official name.

    *kind* is a word of the scheme *organisation-kind*. A municipality has a *bare* name and its
    *genitive* (``Oulu``, ``Oulun``). *valid_from* and *valid_to* are the first and the last year
    in which the name was in use. *parent* names the organisation whose unit or enterprise this
    is, *successors* those that went on with its tasks.
    """

    name: str
    kind: Word
    sv: str = ""
    en: str = ""
    bare: str = ""
    genitive: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()
    parent: str = ""

    def valid(self, year: int) -> bool:
        """Whether the name was in use in *year*."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class Fund(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fund: a source of money that is no organisation; *instrument* is its concept's word."""

    name: str
    instrument: str
    aliases: tuple[str, ...] = ()


class Programme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A programme under the name by which it is called; *instrument* if one fund pays for it."""

    name: str
    instrument: str = ""
    aliases: tuple[str, ...] = ()


Source = Fund | Programme


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """All that the files say; what was told last stands last, and goes before the rest."""

    organisations: dict[str, Entry]
    funds: tuple[Fund, ...]
    programmes: tuple[Programme, ...]


_TYPES: Final = {"organisation": Entry, "fund": Fund, "programme": Programme}
_LISTS: Final = ("aliases", "successors")


def read_known(files: Iterable[Traversable]) -> Known:
    """Return what *files* say together: a name told again adds aliases and replaces the rest.

    Raises SettingsError naming file and entry when one cannot be used.
    """
    rows: dict[tuple[str, str], Row] = {}
    entries: dict[tuple[str, str], Entry | Source] = {}
    origin: dict[str, Traversable] = {}
    for file in files:
        for table, row in _rows(file):
            place = table, str(row.get("name", ""))
            rows[place] = _merged(rows.get(place, {}), row)
            entries.pop(place, None)
            entries[place] = _entry(file, table, rows[place])
            origin[place[1]] = file
    known = Known(
        organisations={e.name: e for e in entries.values() if isinstance(e, Entry)},
        funds=tuple(e for e in entries.values() if isinstance(e, Fund)),
        programmes=tuple(e for e in entries.values() if isinstance(e, Programme)),
    )
    _check_references(known, origin)
    return known


def _merged(old: Row, new: Row) -> Row:
    """The *old* row with the cells of the *new* one; lists of both."""
    lists = {field: [*_list(old, field), *_list(new, field)] for field in _LISTS}
    return {**old, **new, **{field: values for field, values in lists.items() if values}}


def _list(row: Row, field: str) -> list[object]:
    values = row.get(field, [])
    return values if isinstance(values, list) else [values]


def _entry(file: Traversable, table: str, row: Row) -> Entry | Source:
    """The *row* as an entry of its *table*."""
    try:
        entry: Entry | Source = msgspec.convert(row, _TYPES[table], strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: {table} {row.get('name', '?')!r}: {error}") from error
    return entry


def _check_references(known: Known, origin: dict[str, Traversable]) -> None:
    """Raise SettingsError when a parent or successor is no entry, or a unit stands above itself."""
    for entry in known.organisations.values():
        for name in (*entry.successors, entry.parent):
            if name and name not in known.organisations:
                raise _unusable(origin, entry, f"{name!r} is not known; add an entry for it")
    for entry in known.organisations.values():
        if entry.name in islice(_ancestors(entry, known), len(known.organisations)):
            raise _unusable(origin, entry, "it is its own parent; take one parent out")


def _ancestors(entry: Entry, known: Known) -> Iterator[str]:
    """The names of those above *entry*, the nearest first."""
    while entry.parent:
        yield entry.parent
        entry = known.organisations[entry.parent]


def _unusable(origin: dict[str, Traversable], entry: Entry, reason: str) -> SettingsError:
    """The error that *entry* cannot be used, for a *reason*."""
    return SettingsError(f"{origin[entry.name]}: organisation {entry.name!r}: {reason}")


def _rows(file: Traversable) -> Iterator[tuple[str, Row]]:
    """Each row of *file* with the name of its table."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot read the names: {error}") from error
    return _tsv_rows(text) if file.name.endswith(".tsv") else _toml_rows(file, text)


def _are_tables(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _tsv_rows(text: str) -> Iterator[tuple[str, Row]]:
    """Each organisation of a TSV: empty cells left out, lists split at semicolons."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    for cells in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield (
            "organisation",
            {
                field: cell.split(";") if field in _LISTS else cell
                for field, cell in cells.items()
                if cell
            },
        )


def _toml_rows(file: Traversable, text: str) -> Iterator[tuple[str, Row]]:
    """Each row of the three tables of a TOML file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not TOML: {error}") from error
    for table, rows in tables.items():
        if table not in _TYPES or not _are_tables(rows):
            expected = ", ".join(f"[[{name}]]" for name in _TYPES)
            raise SettingsError(f"{file}: {table!r} is none of the tables {expected}")
        yield from ((table, row) for row in rows)
