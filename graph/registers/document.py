"""What a register gave, as bytes from a place, and what may be wrong with it at first sight."""

import csv
import gzip
import io
import zlib
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple, TypeVar

import msgspec

from graph.errors import RegisterError

LARGEST: Final = 512 * 1024 * 1024
"""How many bytes a file of a register may have, unpacked."""

GZIP: Final = b"\x1f\x8b"
WEB_PAGES: Final = (b"<!doctype html", b"<html")

Read = TypeVar("Read")


class Document(NamedTuple):
    """The *content* of a file or of an answer, and the *place* where it was found."""

    place: str
    content: bytes


class Row(NamedTuple):
    """A row of a table: its cells by the names of the columns, and the *line* where it ends."""

    line: int
    cells: dict[str, str]


def refused(place: str, what: str, advice: str = "") -> RegisterError:
    """The error that says *what* is wrong at a *place*, and what to do."""
    return RegisterError(f"{place}: {what}; {advice or 'fetch it again, or name another source'}")


def checked(place: str, content: bytes) -> Document:
    """Return the unpacked document.

    Raises RegisterError when it is empty, a page of a web site, cut, or too large.
    """
    if content.startswith(GZIP):
        content = _unpacked(place, content)
    if not content.strip():
        raise refused(place, "empty")
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB_PAGES):
        raise refused(place, "a web page and no register", "check the address")
    if len(content) > LARGEST:
        raise too_large(place)
    return Document(place, content)


def too_large(place: str) -> RegisterError:
    """The error that says that what is at *place* has too many bytes."""
    return refused(place, f"larger than {LARGEST >> 20} MB", "name a part of it")


def _unpacked(place: str, content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            return file.read(LARGEST + 1)
    except (EOFError, zlib.error, OSError) as error:
        raise refused(place, f"cannot be unpacked: {error}") from error


def text_of(document: Document) -> str:
    """Return its text. Raises RegisterError when it is binary or not UTF-8."""
    try:
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(document.place, f"not UTF-8 text: byte {error.start}") from error
    if "\0" in text:
        raise refused(document.place, "binary and no text")
    return text


def rows_of(document: Document, columns: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a table with those *columns*, and maybe more.

    Its cells are parted by tabs where its first line has one, else by commas. Raises
    RegisterError naming the columns that are missing, or the line that breaks off.
    """
    text = text_of(document)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
        raise refused(document.place, f"no column {', '.join(missing)} in line 1")
    for cells in reader:
        if None in cells or None in cells.values():
            raise refused(document.place, f"line {reader.line_num} has not one cell a column")
        yield Row(reader.line_num, cells)


def json_of(document: Document, shape: type[Read]) -> Read:
    """Return its JSON in that *shape*. Raises RegisterError saying where it differs."""
    try:
        return msgspec.json.decode(document.content, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise refused(document.place, f"not the JSON of this register: {error}") from error
