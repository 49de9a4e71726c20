"""Where a query cannot be read, and what was expected there: for the person who wrote it.

The engine tells the furthest place that any of its rules looked at. A rule that tries a keyword
looks as far as the keyword is long, so the place may be too far by that length; and near the end
of the text such a rule says no more than that there is too little of it. So a query is read again
spread out, and the length of the keyword is taken off.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from typing import Final, NamedTuple

from pyoxigraph import Literal, Store, Variable

from graph.errors import QueryError, one_line
from graph.sparql.spreading import Spread

PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
ITEM: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\[.*?\](?=, |$)|[^,]+(?:,(?! )[^,]*)*', re.DOTALL)
PREFIX: Final = re.compile(r"(?<![\w?$:<@-])([A-Za-z]?[\w-]*):")
KEYWORD: Final = re.compile(r"[A-Z][A-Z0-9_]*")
CLASSES: Final = {"['0'..='9']": "a digit", "['A'": "a name", "['0' ..=": "a name"}
"""What the classes of characters stand for that begin like this."""
QUERY_WORDS: Final = ("PREFIX", "BASE", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATE_WORDS: Final = (
    *("PREFIX", "BASE", "INSERT", "DELETE", "WITH", "LOAD"),
    *("CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY"),
)
"""The first words of a query (SPARQL 1.1 Query, section 19.8, rules 1 to 11) and of an update."""
PROLOGUE: Final = re.compile(
    r"""(?:[ \t\r\n] | \#[^\r\n]* | BASE\s*<[^<>\s]*> | PREFIX\s*[^\s:<>]*:\s*<[^<>\s]*>
    | VERSION\s*"[^"\r\n]*")*+(?P<word>[A-Z]*)""",
    re.VERBOSE | re.IGNORECASE,
)
"""All that may stand before the first word of what is asked or done."""
ANYWHERE: Final = "any:/where/"
"""What stands for a base or a namespace when a query is only read."""
BREAK: Final = re.compile(r"\r\n|\r|\n")
MOST_ITEMS: Final = 8
LONGEST: Final = 100_000
"""How many characters a query may have that is read again and again to find what is wrong."""
WIDTH: Final = 80
"""How many characters of a line are shown."""


def refuse_unreadable(query: str, prefixes: Iterable[str] = ()) -> None:
    """Raise the engine's SyntaxError when it cannot read the text of *query*, and answer nothing.

    The *prefixes* count as declared. There is no answer, for the engine is given a value for a
    variable that the query does not have.
    """
    name = next(name for name in map("v{}".format, count()) if name not in query)
    with suppress(RuntimeError):  # that the variable is missing
        Store().query(
            query,
            base_iri=ANYWHERE,
            prefixes=dict.fromkeys(prefixes, ANYWHERE),
            substitutions={Variable(name): Literal("")},
        )


def objection(query: str, prefixes: Iterable[str] = ()) -> str:
    """What the engine says against the text of *query* when it reads it; "" when it says nothing.

    No more than its words: whoever kept the error, would keep all that was at work with it.
    """
    try:
        refuse_unreadable(query, prefixes)
    except SyntaxError as error:
        return str(error)
    return ""


class Misreading(NamedTuple):
    """The place, counted from 1 in lines and characters, and what was *expected* in words."""

    line: int
    column: int
    expected: str

    def __str__(self) -> str:
        return f"error at {self.line}:{self.column}: {self.expected}"


def misread(query: str) -> Misreading | None:
    """Where *query*, which cannot be read, is wrong; None when the engine tells no place."""
    if not query.strip():
        return Misreading(1, 1, "the query is empty")
    if wrong := _misbegun(query):
        return wrong
    if len(query) > LONGEST:
        return place_told(query, objection(query))
    return _undeclared(query) or _misread(query, Spread(query))


def misread_update(update: str, message: str) -> Misreading | None:
    """Where *update* is wrong, of which the engine says *message*; None when it tells no place."""
    return _misbegun(update, is_update=True) or place_told(update, message)


def unreadable(what: str, found: Misreading | None, error: SyntaxError) -> QueryError:
    """The error that *what*, a query or an update, cannot be read: where and why, as was *found*.

    Where nothing was, the engine's own *error* says it.
    """
    if found is None:
        return QueryError(f"the {what} cannot be read: {one_line(error)}")
    return QueryError(f"the {what} cannot be read: {found}", found.line, found.column)


def _misbegun(text: str, *, is_update: bool = False) -> Misreading | None:
    """What a text begins with instead, whose first word no query has, or no update."""
    begin = PROLOGUE.match(text)
    words, others = (UPDATE_WORDS, QUERY_WORDS) if is_update else (QUERY_WORDS, UPDATE_WORDS)
    if begin is None or begin["word"].upper() in {*words, "VERSION"}:
        return None
    told = f"{'an update' if is_update else 'a query'} begins with {_alternatives(words)}"
    if begin["word"].upper() in others:
        other = "a query: send it to /sparql" if is_update else "an update: send it to /update"
        told = f"{told}; this is {other}"
    return Misreading(*_place(text, begin.start("word")), told)


def _alternatives(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _undeclared(query: str) -> Misreading | None:
    """The first prefix without which the engine stops elsewhere than with it."""
    found = {match[1]: match.start() for match in reversed([*PREFIX.finditer(query)])}
    names = list(reversed(found))[:MOST_ITEMS]
    best = objection(query, names)
    for name in names:
        if objection(query, {*names} - {name}) != best:
            line, column = _place(query, found[name])
            return Misreading(line, column, f"the prefix {name}: is not declared")
    return None


def _misread(query: str, spread: Spread) -> Misreading | None:
    told = PLACE.fullmatch(objection(spread.text))
    if told is None:
        return None
    items = _items(told[3])
    place = _offset(spread.text, int(told[1]), int(told[2])) - _looked_ahead(items)
    line, column = _place(query, min(spread.origin(max(0, place)), len(query.rstrip())))
    return Misreading(line, column, _words(items))


def place_told(query: str, message: str) -> Misreading | None:
    """The place as the engine's *message* tells it."""
    told = PLACE.fullmatch(message)
    if told is None:
        return None
    line, column = _place(query, _offset(query, int(told[1]), int(told[2])))
    return Misreading(line, column, _words(_items(told[3])))


def _items(expected: str) -> list[str]:
    return [item.strip() for item in ITEM.findall(expected)]


def _offset(text: str, line: int, column: int) -> int:
    """Where that is in *text*; for the engine, only a line feed ends a line."""
    begin = 0
    for _ in range(line - 1):
        begin = text.find("\n", begin) + 1
    return begin + column - 1


def _looked_ahead(items: list[str]) -> int:
    """How far the rules looked that failed: they began where the shortest keyword was tried."""
    if items and all(KEYWORD.fullmatch(item) for item in items):
        return min(map(len, items))
    return 0


def _place(text: str, offset: int) -> tuple[int, int]:
    breaks = [match.end() for match in BREAK.finditer(text, 0, offset)]
    return len(breaks) + 1, offset - (breaks[-1] if breaks else 0) + 1


def _words(items: list[str]) -> str:
    if _looked_ahead(items):
        return f"what stands here does not fit; {_listed(items)} would, or something shorter"
    told = [item for item in items if " " in item and not item.startswith(("[", '"'))]
    if told:
        return "; ".join(told)
    known = list(dict.fromkeys(filter(None, map(_word, items))))
    if not known:
        return "what stands here does not fit"
    return f"expected {'one of ' if len(known) > 1 else ''}{_listed(known)}"


def _listed(items: list[str]) -> str:
    more = ", …" if len(items) > MOST_ITEMS else ""
    return ", ".join(items[:MOST_ITEMS]) + more


def _word(item: str) -> str:
    if not item.startswith("["):
        return item
    return next((word for begin, word in CLASSES.items() if item.startswith(begin)), "")


def pointed(query: str, line: int, column: int) -> str:
    """That line of *query*, a part of it when it is long, and below it a caret at *column*."""
    lines = BREAK.split(query)
    text = lines[line - 1] if line <= len(lines) else ""
    begin = max(0, min(column - 1 - WIDTH // 2, len(text) - WIDTH))
    shown = text[begin : begin + WIDTH]
    before = "…" if begin else ""
    after = "…" if begin + WIDTH < len(text) else ""
    blanks = "".join(map(_blank, before + shown[: column - 1 - begin]))
    return f"{before}{shown}{after}\n{blanks}^"


def _blank(character: str) -> str:
    """As much blank room as *character* takes where every character has one width or two."""
    if character == "\t":
        return character
    if unicodedata.combining(character):
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "
