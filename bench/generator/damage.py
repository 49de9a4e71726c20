"""What happens to pages: flaws of their writing, and what befalls their bytes on the way."""

from collections.abc import Callable
from typing import Final, TypeVar

from bench.generator.dice import Dice
from bench.generator.markup import dress
from bench.generator.page import Draft, Generated, Truth
from graph.records import Day, PageRecord, Phase

TOO_LARGE: Final = 100_000_000
"""The size in bytes of the page that is far too large to be one."""

Part = TypeVar("Part", Phase, Day)
Harm = Callable[[Draft, Dice], Generated]
"""What makes a file of a draft."""


def none(draft: Draft, _dice: Dice) -> Generated:
    """The page as UTF-8."""
    return _file(draft, _text(draft).encode())


def windows_lines(draft: Draft, _dice: Dice) -> Generated:
    """Lines that end as Windows ends them."""
    return _file(draft, "\r\n".join(draft.lines).encode(), "windows lines")


def one_byte(draft: Draft, _dice: Dice) -> Generated:
    """Windows-1252, which has no narrow space: it becomes a no-break one."""
    text = _text(draft).replace("\u202f", "\u00a0")
    return _file(draft, text.encode("cp1252"), "one byte")


def html(draft: Draft, _dice: Dice) -> Generated:
    """The page as HTML, whose lines a reader may count in another way."""
    truth = Truth(draft.record, "html", lined=False)
    return Generated(f"{draft.record.key}.html", dress(draft.lines).encode(), truth)


def two_bytes(draft: Draft, dice: Dice) -> Generated:
    """UTF-16 with its mark, in either order of bytes."""
    mark, encoding = dice.pick(((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")))
    return _file(draft, mark + _text(draft).encode(encoding), "two bytes")


def marked(draft: Draft, _dice: Dice) -> Generated:
    """UTF-8 with a byte order mark."""
    return _file(draft, _text(draft).encode("utf-8-sig"), "marked")


def cut(draft: Draft, dice: Dice) -> Generated:
    """A page that breaks off in the middle of a line: what stands before it must still be read."""
    at = dice.between(draft.record.name.line + 4, len(draft.lines) - 4)
    kept = [*draft.lines[:at], draft.lines[at][: len(draft.lines[at]) // 2]]
    half = Draft(kept, _up_to(draft.record, at))
    return _file(half, _text(half).encode(), "cut", whole=False)


def empty(draft: Draft, dice: Dice) -> Generated:
    """Nothing, or blanks only."""
    return _refused(draft, dice.pick((b"", b"\n\n \n", "\u00a0\n".encode())), "empty")


def binary(draft: Draft, dice: Dice) -> Generated:
    """A file that is no text."""
    mark = dice.pick((b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-1.4\n", b"\x00\x01"))
    return _refused(draft, mark + dice.throw_bytes(4000), "binary")


def nameless(draft: Draft, _dice: Dice) -> Generated:
    """A page without the project's name anywhere."""
    name = draft.record.name.text
    kept = [line for line in draft.lines if name not in line and "Hankkeen nimi" not in line]
    return _refused(draft, "\n".join(kept).encode(), "nameless")


def too_large(draft: Draft, _dice: Dice) -> Generated:
    """A page of a hundred megabytes; not among HARMS, for one is enough."""
    text = _text(draft).encode()
    return _refused(draft, text * (TOO_LARGE // len(text) + 1), "too large")


HARMS: Final[tuple[Harm, ...]] = (
    windows_lines,
    one_byte,
    html,
    two_bytes,
    marked,
    cut,
    empty,
    binary,
    nameless,
)
"""What befalls a page that was written without a flaw."""


def _text(draft: Draft) -> str:
    return "\n".join(draft.lines)


def _file(draft: Draft, data: bytes, damage: str = "", *, whole: bool = True) -> Generated:
    truth = Truth(draft.record, damage or draft.flaw, whole)
    return Generated(f"{draft.record.key}.txt", data, truth)


def _refused(draft: Draft, data: bytes, damage: str) -> Generated:
    return Generated(f"{draft.record.key}.txt", data, Truth(None, damage))


def _up_to(record: PageRecord, at: int) -> PageRecord:
    """What *record* says in its first *at* lines and what no later line can change."""
    return PageRecord(
        key=record.key,
        source=record.source,
        name=record.name,
        lines=(),
        type=record.type,
        portfolio=record.portfolio,
        phase=_before(record.phase, at),
        start=_before(record.start, at),
        end=_before(record.end, at),
        participations=tuple(one for one in record.participations if one.line <= at),
        objectives=tuple(one for one in record.objectives if one.line <= at),
    )


def _before(part: Part | None, at: int) -> Part | None:
    return part if part is not None and part.line <= at else None
