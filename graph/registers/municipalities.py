"""The municipality codes of Statistics Finland, with the years in which they were in force.

A key (CSV) tells the municipalities of one year, with names in three languages and the areas in
which they lie; it has lost the leading zeros of codes. The table of all codes (TSV) knows the
abolished ones too, but no years. From the keys of several years follows when a code was in force,
as closely as they tell: what is missing in a key had ended by then, what is new in one began after
the key before. Each bound is the outermost day that the keys allow.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final, NamedTuple

from graph.register import LANGUAGES
from graph.registers.document import Document, Row, refused, rows_of
from graph.registers.entry import Area, AreaKind, Entry, Identifier, Name
from graph.registers.readable import ReadableRegister, Reading, reading_of
from ontology.registers import municipality, old_municipality

CODE: Final = "kunta"
YEAR: Final = "year"
CODE_FORM: Final = re.compile(r"[0-9]{1,3}")
YEAR_FORM: Final = re.compile(r"[0-9]{4}")
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {language: f"municipality_name_{language}" for language in LANGUAGES}
)
KEY_COLUMNS: Final = (CODE, YEAR, *LABELS.values())

OLD_CODE: Final = "kuntakoodi"
OLD_VERSION: Final = "versio"
OLD_LABELS: Final[Mapping[str, str]] = MappingProxyType({"fi": "nimi_fi", "sv": "nimi_sv"})
OLD_COLUMNS: Final = (OLD_CODE, OLD_VERSION, *OLD_LABELS.values())

NUTS: Final = "nuts3_code"
AREAS: Final[tuple[tuple[AreaKind, str], ...]] = (
    ("region", "maakunta"),
    ("ely-centre", "ely"),
    ("economic-development-centre", "evk"),
)
"""The kinds of areas, and what their columns begin with."""


class Listed(NamedTuple):
    """A municipality as the key of a *year* has it: names by language, areas, region of NUTS."""

    code: str
    year: int
    names: dict[str, str]
    areas: tuple[Area, ...]
    nuts: str


class Known(NamedTuple):
    """A code as the table of all codes has it, of that *version* of the table."""

    code: str
    version: str
    names: dict[str, str]


def read(documents: Sequence[Document]) -> Reading:
    """Return every municipality that the keys and the table of all codes know.

    Raises RegisterError when a document is neither, or a row of it cannot be used.
    """
    tables = [document for document in documents if _is_table_of_all(document)]
    keys = [document for document in documents if document not in tables]
    listed = [each for document in keys for each in _listed(document)]
    known = {each.code: each for document in tables for each in _known(document)}
    years = sorted({each.year for each in listed})
    by_code = {
        code: sorted(group, key=lambda each: each.year)
        for code, group in groupby(sorted(listed, key=lambda each: each.code), lambda x: x.code)
    }
    entries = [
        _entry(code, by_code.get(code, []), known.get(code), years)
        for code in sorted(by_code.keys() | known.keys())
    ]
    return reading_of(", ".join(map(str, years)), entries)


def _is_table_of_all(document: Document) -> bool:
    return OLD_CODE.encode() in document.content.partition(b"\n")[0]


def _listed(document: Document) -> Iterator[Listed]:
    for row in rows_of(document, KEY_COLUMNS):
        names = {language: row.cells[column].strip() for language, column in LABELS.items()}
        yield Listed(
            code=_code(document, row, CODE),
            year=_year(document, row),
            names={language: name for language, name in names.items() if name},
            areas=tuple(_areas(row.cells)),
            nuts=row.cells.get(NUTS, "").strip(),
        )


def _known(document: Document) -> Iterator[Known]:
    for row in rows_of(document, OLD_COLUMNS):
        names = {language: row.cells[column].strip() for language, column in OLD_LABELS.items()}
        yield Known(
            code=_code(document, row, OLD_CODE),
            version=row.cells[OLD_VERSION],
            names={language: name for language, name in names.items() if name},
        )


def _code(document: Document, row: Row, column: str) -> str:
    """The code of three digits: where it was taken for a number, its leading zeros are lost."""
    code = row.cells[column].strip()
    if not CODE_FORM.fullmatch(code):
        raise refused(document.place, f"line {row.line}: {code!r} is no municipality code")
    return code.zfill(3)


def _year(document: Document, row: Row) -> int:
    """The year of a key, which some keys write as ``2026.0``."""
    year = row.cells[YEAR].strip().removesuffix(".0")
    if not YEAR_FORM.fullmatch(year):
        raise refused(document.place, f"line {row.line}: {year!r} is no year")
    return int(year)


def _areas(cells: Mapping[str, str]) -> Iterator[Area]:
    for kind, column in AREAS:
        code, name = (cells.get(f"{column}_{part}", "").strip() for part in ("code", "name_fi"))
        if code and name:
            yield Area(kind, code.zfill(2), name)


def _entry(code: str, listed: Sequence[Listed], known: Known | None, years: list[int]) -> Entry:
    """What is known of a *code* from the keys that list it, and from the table of all codes."""
    last = listed[-1] if listed else None
    region = [Identifier("nuts", last.nuts)] if last and last.nuts else []
    start, end = _in_force([each.year for each in listed], years)
    return Entry(
        kind="municipality",
        iri=_iri(code, last, known),
        names=tuple(_names(listed, known, years)),
        identifiers=(Identifier("municipality", code), *region),
        start=start,
        end=end,
        areas=last.areas if last else (),
    )


def _iri(code: str, last: Listed | None, known: Known | None) -> str:
    """The code's IRI in the list of the last year that has it, else in the table of all codes."""
    if last:
        return municipality(code, last.year).value
    return old_municipality(code, known.version).value if known else ""


def _in_force(seen: Sequence[int], years: Sequence[int]) -> tuple[date | None, date | None]:
    """The outermost first and last day of what is *seen* in some of the *years* that have a key.

    None is an open end. Municipalities begin and end with a year.
    """
    if not years:
        return None, None
    if not seen:
        return None, date(years[0] - 1, 12, 31)
    before = [year for year in years if year < seen[0]]
    after = [year for year in years if year > seen[-1]]
    return (
        date(before[-1] + 1, 1, 1) if before else None,
        date(after[0] - 1, 12, 31) if after else None,
    )


def _names(listed: Sequence[Listed], known: Known | None, years: list[int]) -> Iterator[Name]:
    """Its names: those of the last key first, and then those that the table has besides."""
    for language in LABELS:
        runs = [(each.names[language], each.year) for each in listed if language in each.names]
        spells = [(text, [y for _, y in run]) for text, run in groupby(runs, lambda x: x[0])]
        for text, seen in reversed(spells):
            yield Name(text, language, True, *_in_force(seen, years))
    said = {(language, name) for each in listed for language, name in each.names.items()}
    for language, name in known.names.items() if known else ():
        if (language, name) not in said:
            yield Name(name, language, preferred=not listed)


MUNICIPALITIES: Final = ReadableRegister(
    name="municipalities",
    links="municipalities among the organisations",
    read=read,
)
