"""Whom a line names: one, or several between commas, joints and slashes."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from graph.names.parts import Part, Parts, Sort
from graph.names.printed import BREAK, Printed, take_apart
from graph.names.reading import JOINT, PartReader
from graph.names.understanding import grouped

_BRACKETS = re.compile(r"[(\[][^()\[\]]*(?:[)\]]|$)")
_DASH = re.compile(r"\s[-–—]\s")
SEMICOLON = re.compile(r";(?![^()]*\))")
_EDGES = " ,;/:&+–—"
_NAMELESS = frozenset({Sort.NOISE, Sort.DESCRIPTION, Sort.WORDS})

Span = tuple[int, int]


class _Piece(NamedTuple):
    """The part read from a piece of a line, and where the piece stands in it."""

    part: Part
    start: int
    end: int


def read_parts(name: Printed, reader: PartReader, year: int | None) -> tuple[Parts, Parts]:
    """The parts of *name* and those in its brackets, each understood by itself."""
    main = " ".join(_BRACKETS.sub(" ", name.text).split())
    whole = (
        reader.of_area((*name.parts, *name.asides), year)
        or reader.known(name.text, year)
        or reader.known(main, year)
    )
    texts = _without_short_forms(name.parts, reader, year)
    parts = (part for text in texts for part in reader.read(text, year))
    asides = (part for text in name.asides for part in reader.read(text, year))
    if whole:
        return (whole,), tuple(asides)
    told = tuple(parts)
    return ((reader.alone(main, year),) if _is_one_name(main, told) else told), tuple(asides)


def _without_short_forms(
    texts: Sequence[str], reader: PartReader, year: int | None
) -> Sequence[str]:
    """The *texts* without letters that stand for the name beside them, which are no unit of it.

    Where the letters alone are known it is the name that is left out.
    """
    left_out = set[str]()
    for short, name in chain(pairwise(texts), pairwise(texts[::-1])):
        if reader.is_short_for(short, name, year):
            known = reader.known(short, year) and not reader.known(name, year)
            left_out.add(name if known else short)
    return [text for text in texts if text not in left_out] if left_out else texts


def _is_one_name(text: str, parts: Parts) -> bool:
    """Whether an unknown name in *text* is one, for all its dashes or commas.

    A dash stands inside ``Esimerkki - Exempel ry``; a legal form closes what goes on in small
    letters behind a comma: ``Kielen, mielen ja kulttuurin seura ry``.
    """
    if not parts[1:] or parts[0].sort is Sort.KNOWN or parts[0].legal:
        return False
    dashes = parts[0].sort is Sort.NAMED and len(parts) == len(_DASH.split(text))
    goes_on = parts[-1].legal and parts[-1].path[0].name[:1].islower()
    return dashes or goes_on


def names_in(text: str, reader: PartReader, year: int | None) -> tuple[str, ...]:
    """The names that stand in *text* one after another; *text* itself when it holds one."""
    listed = [piece.strip() for piece in SEMICOLON.split(text) if piece.strip()]
    if listed != [text]:
        return tuple(name for piece in listed for name in names_in(piece, reader, year))
    if len(read_parts(take_apart(text), reader, year)[0]) <= 1 and "(" not in text:
        return (text,)
    if inside := _in_brackets(text, reader, year):
        return inside
    pieces = _without_heading(text, list(_pieces(text, reader, year)))
    if not _is_list(_groups(pieces, names_apart=False)):
        return (text,)
    groups = _groups(pieces, names_apart=True)
    return tuple(text[group[0].start : group[-1].end].strip(_EDGES) for group in groups)


def _in_brackets(text: str, reader: PartReader, year: int | None) -> tuple[str, ...]:
    """The names that brackets list behind a description: ``alueen kunnat (Ii, Muhos)``."""
    brackets = _BRACKETS.search(text)
    if not brackets or reader.read(text[: brackets.start()].strip() or text, year)[0].path:
        return ()
    pieces = list(_pieces(brackets[0].strip("()[] "), reader, year))
    named = all(piece.part.sort is Sort.KNOWN or piece.part.legal for piece in pieces)
    if len(pieces) == 1 or not named:
        return ()
    inside = brackets[0].strip("()[] ")
    return tuple(inside[piece.start : piece.end].strip(_EDGES) for piece in pieces)


def _pieces(text: str, reader: PartReader, year: int | None) -> Iterator[_Piece]:
    """The pieces of *text* between separators outside brackets, joined names apart."""
    masked = _BRACKETS.sub(lambda brackets: "_" * len(brackets[0]), text)
    for start, end in _spans(BREAK, masked, 0, len(text)):
        parts = read_parts(take_apart(text[start:end]), reader, year)[0]
        joined = list(_spans(JOINT, masked, start, end))
        if len(parts) == len(joined) > 1:
            yield from (_Piece(part, *span) for part, span in zip(parts, joined, strict=True))
        elif parts:
            yield _Piece(parts[0], start, end)


def _spans(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    """Where the pieces of *text* between *start* and *end* stand."""
    for mark in separator.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _without_heading(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """The *pieces* without words that only introduce the others: ``Osatoteuttajat: ...``."""
    nameless = len(pieces) > 1 and pieces[0].part.sort in _NAMELESS
    return pieces[1:] if nameless and text[pieces[0].end :].startswith(":") else pieces


def _groups(pieces: Sequence[_Piece], *, names_apart: bool) -> list[list[_Piece]]:
    """The *pieces* of one organisation each."""
    telling = iter([piece for piece in pieces if piece.part.sort is not Sort.NOISE])
    parts = tuple(piece.part for piece in pieces)
    groups = grouped(parts, names_apart=names_apart)
    return [[next(telling) for _ in group] for group in groups]


def _is_list(groups: Sequence[Sequence[_Piece]]) -> bool:
    """Whether the *groups* are several, and one of them somebody for certain."""
    parts = [piece.part for group in groups for piece in group]
    certain = any(part.sort is Sort.KNOWN or part.legal for part in parts)
    return len(groups) > 1 and certain
