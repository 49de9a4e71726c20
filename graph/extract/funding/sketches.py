"""Tables as they lie in the cells of a text, before it is decided what each number is.

A small grammar over the kinds of cells. A table may have headings, then rows, each a name and its
numbers; or names as headings, then rows, each a period and its numbers; or rows alone. Between two
tables stands prose, a new line of headings, or a title after a row of totals.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from graph.extract.funding import words
from graph.extract.funding.tokens import Label, Token, clean, label, may_be_value
from graph.extract.periods import Period


class Entry(NamedTuple):
    """A row: what it is about, and the cells that hold its numbers."""

    label: Label
    tokens: tuple[Token, ...]

    def line(self) -> int:
        """Where the row begins."""
        return min(self.label.line or self.tokens[0].cell.line, self.tokens[0].cell.line)

    def lines(self) -> range:
        """The lines from its name to its last number."""
        return range(self.line(), self.tokens[-1].cell.line + 1)


class Sketch(NamedTuple):
    """A table: the names *above* it, its columns as far as they are printed, its rows.

    *scale* is what its numbers are to be multiplied with, *lines* the numbers of its lines,
    *title* what is printed right above its rows. *lead* is the sentence that leads it in.
    """

    above: tuple[Token, ...]
    columns: tuple[Label, ...]
    entries: tuple[Entry, ...]
    scale: Decimal
    lines: frozenset[int]
    title: str
    lead: str = ""


def dated(sketch: Sketch, years: Callable[[Label], Period | None]) -> Sketch:
    """*sketch*, where *years* knows which calendar year a year told by its number is."""

    def with_year(label: Label) -> Label:
        return label._replace(period=years(label)) if label.nth else label

    entries = (entry._replace(label=with_year(entry.label)) for entry in sketch.entries)
    return sketch._replace(columns=tuple(map(with_year, sketch.columns)), entries=tuple(entries))


class _Rows(NamedTuple):
    """The rows that begin at one place, and the place after them."""

    entries: tuple[Entry, ...]
    end: int


_GROUP = re.compile(
    r"(?:julkinen|yksityinen|muu|kansallinen|kunnallinen|ulkopuolinen|oma)\s(?:julkinen\s)?rahoitus"
    r"|kunnat|kuntarahoitus|rahoittajat|tulot|menot",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:[,/&(–-]|\b(?:ja|sekä|tai|ml\.|eli))$", re.IGNORECASE)
_MOST_NAME_LINES = 3
MOST_ROWS = 60
"""What has more rows is not a table of one project's money: it is read in pieces."""


def sketches(tokens: Sequence[Token]) -> Iterator[Sketch]:
    """The tables in *tokens*, in order."""
    lead = ""
    for prose, run in groupby(tokens, lambda token: token.kind == "prose"):
        block = list(run)
        if prose:
            lead = block[-1].cell.text
        else:
            yield from _in_block(block, lead if lead.endswith(":") else "")


def _in_block(block: Sequence[Token], lead: str) -> Iterator[Sketch]:
    at = 0
    columns: tuple[Label, ...] = ()
    while (first := _first_number(block, at)) is not None:
        body = _body(block, at, first)
        table, end = (
            _transposed(block, at, first) if body is None else _upright(block, at, body, first)
        )
        if table.entries:
            table = _under(columns, table)
            columns = table.columns
            yield table if at or table.above else table._replace(lead=lead)
        at = max(end, first + 1)


def _under(columns: tuple[Label, ...], table: Sketch) -> Sketch:
    """*table*, if it has no headings and as many numbers a row, under those of the table above."""
    widths = {len(entry.tokens) for entry in table.entries}
    fits = not table.columns and len(columns) > 1 and widths == {len(columns)}
    return table._replace(columns=columns) if fits else table


def _first_number(block: Sequence[Token], at: int) -> int | None:
    numbers = (i for i in range(at, len(block)) if block[i].kind in ("values", "row"))
    return next(numbers, None)


def _body(block: Sequence[Token], at: int, first: int) -> int | None:
    """Where the names before the *first* number begin; None if they are periods (years as rows)."""
    if block[first].kind == "row":
        return None if block[first].labels[0].axis == "period" else first
    periods = _run_back(block, at, first, ("heading",))
    if periods == first:
        return _run_back(block, at, first, ("name",))
    if any(_heads(token, block[periods:first]) for token in block[at:periods]):
        return _run_back(block, at, periods, ("name",))
    numbers = sum(1 for _ in takewhile(lambda token: token.kind == "values", block[first:]))
    return first if 1 < first - periods <= numbers else None


def _heads(token: Token, below: Sequence[Token]) -> bool:
    """Whether *token* is a heading of columns, not the time that the periods *below* divide."""
    periods = [label.period for one in below for label in one.labels if label.period]
    own = [label.period for label in token.labels if label.period]
    return token.kind == "heading" and not any(
        mine.covers(other) for mine in own for other in periods
    )


def _run_back(block: Sequence[Token], at: int, end: int, kinds: Sequence[str]) -> int:
    """Where the run of *kinds* begins that ends before *end*."""
    while end > at and block[end - 1].kind in kinds:
        end -= 1
    return end


def _upright(block: Sequence[Token], at: int, body: int, first: int) -> tuple[Sketch, int]:
    """The table whose rows are sources."""
    head_end = _head_end(block, at, body, first)
    head_start = _run_back(block, at, head_end, ("heading", "total", "word"))
    head = block[head_start:head_end]
    columns = _columns(head)
    start = head_end if columns else _first_name(block, at, first)
    rows = _rows(block, start, len(columns))
    above = block[at : head_start if columns else start]
    return _sketch(above, head, columns, rows, block[start : rows.end]), rows.end


def _head_end(block: Sequence[Token], at: int, body: int, first: int) -> int:
    """After the last heading above the *body*; *at* if there is none."""
    heads = [i for i in range(at, body) if block[i].kind == "heading"]
    heads += [i for i in range(at, min(body, first - 1)) if block[i].kind == "total"]
    end = max(heads, default=at - 1) + 1
    tail = takewhile(lambda token: token.kind in ("total", "word"), block[end : first - 1])
    return end + sum(1 for _ in tail) if heads else at


def _first_name(block: Sequence[Token], at: int, first: int) -> int:
    """Where the name of the first row begins in a table without headings."""
    if block[first].kind == "row" or first == at:
        return first
    start = first - 1
    while (
        start > at and block[start - 1].kind == "name" and _continued(*block[start - 1 : start + 1])
    ):
        start -= 1
    return start


def _continued(one: Token, other: Token) -> bool:
    """Whether the name in *one* goes on in *other*."""
    opened = one.cell.text.count("(") > one.cell.text.count(")")
    return opened or bool(_OPEN_END.search(one.cell.text)) or not other.cell.text[0].isupper()


def _columns(head: Sequence[Token]) -> tuple[Label, ...]:
    labels = tuple(label for token in head for label in token.labels)
    return tuple(label for label in labels if not _spans(label, labels))


def _spans(label: Label, labels: Sequence[Label]) -> bool:
    """Whether *label* is the time of the whole table (``Rahoitus 2015-2017``), not of a column."""
    periods = [other.period for other in labels if other.period]
    return label.period is not None and sum(map(label.period.covers, periods)) > 1


def _rows(block: Sequence[Token], start: int, count: int) -> _Rows:
    entries: list[Entry] = []
    at = start
    while len(entries) < MOST_ROWS and (entry := _entry(block, at, count, first=not entries)):
        if entries and _starts_anew(entries[-1], block, at):
            break
        entries.append(entry)
        at = _after(block, at, entry)
    return _Rows(tuple(entries), at)


def _starts_anew(last: Entry, block: Sequence[Token], at: int) -> bool:
    """Whether a title after the totals says that the rows at *at* are another table's."""
    names = _names(block, at)
    if last.label.axis != "total" or not names:
        return False
    if len(names) == 1:
        below = block[at + 1 : at + 2]
        return names[0].kind == "word" and bool(below) and below[0].kind == "row"
    return not _continued(*names[:2])


def _entry(block: Sequence[Token], at: int, count: int, *, first: bool) -> Entry | None:
    """The row that begins at *at*, or None."""
    names = _names(block, at)
    after = at + len(names)
    if after == len(block):
        return None
    token = block[after]
    if token.kind == "row":
        return Entry(token.labels[0], (token,))
    if token.kind == "total":
        return _valued(block, after + 1, count, token.labels[0])
    if names:
        return _valued(block, after, count, _name(names))
    return _valued(block, after, count, Label("total", "", 0)) if first and count else None


def _names(block: Sequence[Token], at: int) -> Sequence[Token]:
    return list(takewhile(lambda token: token.kind in ("name", "word"), block[at:]))


def _valued(block: Sequence[Token], at: int, count: int, label: Label) -> Entry | None:
    tokens: list[Token] = []
    for i in range(at, len(block)):
        token = block[i]
        room = len(tokens) < (count or 1)
        if token.kind != "values" and not (room and may_be_value(token)):
            break
        tokens.append(token)
    return Entry(label, tuple(tokens)) if tokens and not _are_years(tokens) else None


def _are_years(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* are the headings of the next table: years alone, one or rising."""
    if any(token.kind == "values" for token in tokens):
        return False
    return all(one.cell.text < other.cell.text for one, other in pairwise(tokens))


def _after(block: Sequence[Token], at: int, entry: Entry) -> int:
    """The place after *entry*, which begins at *at* or after names that are not its own."""
    return block.index(entry.tokens[-1], at) + 1


def _name(names: Sequence[Token]) -> Label:
    """The name of a row, which may stand on several lines."""
    own = names[-1:]
    for one in reversed(names[:-1]):
        if len(own) == _MOST_NAME_LINES or _is_title(one):
            break
        own = [one, *own]
    return label(own[0].cell, clean(" ".join(token.cell.text for token in own)))


def _is_title(token: Token) -> bool:
    """Whether *token* stands above rows and is not the beginning of a name."""
    text = token.cell.text
    return token.kind == "word" or text.endswith(":") or _GROUP.fullmatch(text) is not None


def _transposed(block: Sequence[Token], at: int, first: int) -> tuple[Sketch, int]:
    """The table whose rows are periods, and whose columns are sources or none."""
    start = _first_period(block, at, first)
    names = block[_run_back(block, at, start, ("name", "total", "word")) : start]
    columns = tuple(_source_columns(_below_heads(names)))
    rows = _period_rows(block, start, len(columns))
    return _sketch(block[at:start], names, columns, rows, block[start : rows.end]), rows.end


def _below_heads(names: Sequence[Token]) -> Sequence[Token]:
    """Those of *names* that stand behind a word such as ``Vuosi``; all if none does."""
    heads = [i for i, token in enumerate(names) if token.kind == "word"]
    return names[heads[-1] + 1 :] if heads and heads[-1] + 1 < len(names) else names


def _first_period(block: Sequence[Token], at: int, first: int) -> int:
    """Where the first row begins; amounts that look like years may follow its own year."""
    if block[first].kind == "row":
        return first
    start = _run_back(block, at, first, ("heading",))
    named = start > at and block[start - 1].kind in ("name", "total")
    return start if named and all(map(may_be_value, block[start:first])) else first - 1


def _source_columns(names: Sequence[Token]) -> Iterator[Label]:
    for token in names:
        if token.kind == "total":
            yield token.labels[0]
        elif token.kind == "name":
            yield from _packed_names(token)


def _packed_names(token: Token) -> Iterator[Label]:
    """The sources named in one cell: several only in a line ``Vuosi ESR OUKA Yhteensä``."""
    cell = token.cell
    parts = cell.text.split()
    packed = len(parts) > 1 and (words.is_total(parts[-1]) or words.is_head(parts[0]))
    for part in parts if packed else [clean(cell.text)]:
        if not words.is_head(part):
            yield label(cell, part)


def _period_rows(block: Sequence[Token], start: int, count: int) -> _Rows:
    entries: list[Entry] = []
    at = start
    while at < len(block) and len(entries) < MOST_ROWS:
        entry = _period_entry(block, at, count)
        if entry is None:
            break
        entries.append(entry)
        at = _after(block, at, entry)
    return _Rows(tuple(entries), at)


def _period_entry(block: Sequence[Token], at: int, count: int) -> Entry | None:
    token = block[at]
    if token.kind == "row" and token.labels[0].axis in ("period", "total"):
        return Entry(token.labels[0], (token,))
    if token.kind in ("heading", "total") and len(token.labels) == 1:
        return _valued(block, at + 1, count, token.labels[0])
    return None


def _sketch(
    above: Sequence[Token],
    head: Sequence[Token],
    columns: tuple[Label, ...],
    rows: _Rows,
    body: Sequence[Token],
) -> Sketch:
    scales = (words.scale(token.cell.text) for token in (*above, *head) if _may_scale(token))
    scale = next((scale for scale in scales if scale != 1), Decimal(1))
    units = (
        token
        for token in (*above, *head)
        if _may_scale(token) and words.scale(token.cell.text) != 1
    )
    used = (*(head if columns else units), *body)
    lines = frozenset(token.cell.line for token in used)
    title = " ".join(token.cell.text for token in (*above[-1:], *head))
    return Sketch(tuple(above), columns, rows.entries, scale, lines, title)


def _may_scale(token: Token) -> bool:
    return token.kind in ("word", "heading", "total")
