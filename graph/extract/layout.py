"""Which lines of a page belong to which label.

A label stands at the start of a line. Its value follows on the same line, after a colon or a run of
blanks, or on the lines below until the next label. The words of labels are common words too: of
the lines that begin with one, those are labels that stand together in the order of a page and are
printed most like labels.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from graph.extract.lines import Line, numbered, plain

FIELDS: Final = {
    "name": r"(?:(?:hankkeen|projektin)\s)?nimi",
    "type": r"(?:hanke|projekti)?tyyppi|(?:hankkeen|projektin)\styyppi",
    "portfolio": r"(?:kehittämis)?salk(?:ku|ut)",
    "abstract": r"(?:(?:hankkeen|projektin)\s)?tiivistelmä",
    "phase": r"käsittely(?:n\s)?vaihe|(?:hankkeen|projektin)\s(?:vaihe|tila)",
    "start": r"(?:aloit(?:us|tamis)|alkamis)(?:pvm\.?|päivä(?:määrä)?|aika)",
    "end": r"(?:päättymis|päättämis|lopettamis|loppumis)(?:pvm\.?|päivä(?:määrä)?|aika)",
    "funders": r"rahoittaja(?:t|tahot?)?",
    "implementers": r"toteuttaja(?:t|tahot?|organisaatiot?)?",
    "partners": r"(?:yhteistyö)?(?:kumppani|partneri)t?|yhteistyötahot?",
    "contacts": r"yhteys(?:henkilöt?|tiedot?|henkilöiden\stiedot)",
    "attachments": r"liit(?:e|teet)",
    "logos": r"logot|logo(?=\s*:?\s*$)",
}
"""The fields of a page in their order, each with the shapes of its label."""

ORDER: Final = tuple(FIELDS)
OPTIONAL: Final = frozenset(("partners", "logos"))
LISTS: Final = frozenset(
    ("abstract", "funders", "implementers", "partners", "contacts", "attachments", "logos")
)
"""The fields whose value may go on under a label that is printed twice."""

LABEL: Final = re.compile(
    r"\s*(?P<label>"
    + "|".join(f"(?P<{field}>{shape})" for field, shape in FIELDS.items())
    + r")(?=[\s:]|$|(?-i:[A-ZÅÄÖ\d]))(?P<gap>\s*:?\s*)(?P<value>.*)$",
    re.IGNORECASE,
)
FOOTER: Final = re.compile(r"\s*(?:\*\s*$|©|\(c\)\s|copyright\b)", re.IGNORECASE)

RUN, APART, RARE, WORD = 9, 5, 4, 1
"""How much like a label: before a run of blanks; before a colon or alone; before one blank."""
RARE_WORDS: Final = frozenset(("type", "phase", "start", "end"))
"""The fields whose labels are no words of running text."""
ATTACHED: Final = re.compile(r"(?:\d\s?(?:kt|kb|mt|mb)|linkki)$", re.IGNORECASE)
"""How the line of an attachment ends; its title may be a label's word."""

LONGEST_VALUE: Final = 100
"""A longer value behind a word and one blank is a sentence."""

HABIT: Final = 3
"""So many labels printed in one way make it the page's way."""


class Block(NamedTuple):
    """A label and the lines of its value; the first may stand beside the label."""

    field: str
    label: Line
    lines: tuple[Line, ...]


class Layout(NamedTuple):
    """The blocks of a page by field, the lines above them, and what is wrong with the labels.

    *missing* holds fields, each with the line of the label before it; *repeated* holds labels.
    """

    blocks: dict[str, Block]
    above: tuple[Line, ...]
    missing: tuple[tuple[str, int], ...]
    repeated: tuple[Line, ...]

    def filled(self, field: str) -> list[Line]:
        """The lines of the field's value that hold something; none without such a label."""
        return [line for line in self.lines(field) if line.text]

    def lines(self, field: str) -> tuple[Line, ...]:
        """The lines of the field's value, empty ones too; none without such a label."""
        return self.blocks[field].lines if field in self.blocks else ()


class _Candidate(NamedTuple):
    """A line that may be a label: *at* its index, *likeness* how much it is printed like one."""

    at: int
    field: str
    label: str
    value: str
    likeness: int


class _Chain(NamedTuple):
    """The best choice of labels up to one field: its likeness, and the way back."""

    likeness: int
    last: _Candidate | None
    before: "_Chain | None"


def lay_out_blocks(lines: Sequence[str]) -> Layout:
    """The blocks of the page whose text is *lines*.

    Those of the last page are remembered: what is withheld is looked for right after the reading.
    """
    return _laid_out(tuple(lines))


@lru_cache(maxsize=1)
def _laid_out(lines: tuple[str, ...]) -> Layout:
    candidates = _candidates(lines)
    chosen = _in_order(candidates)
    cuts = sorted([*chosen, *_spare(candidates, chosen)])
    ends = [*(cut.at for cut in cuts[1:]), _end(lines, cuts)]
    found: dict[str, list[Block]] = {}
    for cut, end in zip(cuts, ends, strict=False):
        found.setdefault(cut.field, []).append(_block(lines, cut, end))
    blocks = {field: _joined(parts) for field, parts in found.items()}
    above = numbered(lines[: cuts[0].at] if cuts else lines)
    repeated = (block.label for parts in found.values() for block in parts[1:])
    return Layout(blocks, tuple(above), _missing(blocks), tuple(sorted(repeated)))


def _candidates(lines: Iterable[str]) -> list[_Candidate]:
    found = []
    for at, line in enumerate(lines):
        match = LABEL.match(line)
        if match is None:
            continue
        value = match["value"].rstrip()
        field = next(field for field in ORDER if match[field])
        if field == "attachments" or not ATTACHED.search(value):
            likeness = _likeness(match["gap"], value)
            found.append(_Candidate(at, field, match["label"], value, likeness))
    return found


def _likeness(gap: str, value: str) -> int:
    if ":" not in gap and len(gap) > (gap == " "):
        return RUN
    return APART if ":" in gap or not value else WORD


def _in_order(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The candidates that follow the order of the fields and together are most like labels."""
    best = [_Chain(0, None, None)] * (len(ORDER) + 1)
    for candidate in candidates:
        place = ORDER.index(candidate.field) + 1
        before = max(best[:place], key=lambda chain: chain.likeness)
        likeness = before.likeness + _weight(candidate)
        if likeness > best[place].likeness:
            best[place] = _Chain(likeness, candidate, before)
    return _without_sentences(_unwound(max(best, key=lambda chain: chain.likeness)))


def _weight(candidate: _Candidate) -> int:
    """How much a candidate counts: words that are hardly ever used in prose count even so."""
    return max(candidate.likeness, RARE if candidate.field in RARE_WORDS else WORD)


def _unwound(chain: _Chain) -> list[_Candidate]:
    found = []
    step: _Chain | None = chain
    while step is not None and step.last is not None:
        found.append(step.last)
        step = step.before
    return found[::-1]


def _without_sentences(chosen: list[_Candidate]) -> list[_Candidate]:
    """*chosen* without sentences that begin with a label's word, where most labels are firmer."""
    valued = [candidate for candidate in chosen if candidate.value]
    firm = sum(candidate.likeness > WORD for candidate in valued)
    if firm < HABIT or firm < len(valued) / 2:
        return chosen
    return [candidate for candidate in chosen if candidate.likeness > WORD or _brief(candidate)]


def _brief(candidate: _Candidate) -> bool:
    return len(candidate.value) <= LONGEST_VALUE and not candidate.value.endswith(".")


def _spare(candidates: list[_Candidate], chosen: list[_Candidate]) -> list[_Candidate]:
    """Labels out of order or printed again, where the page prints its labels before runs."""
    known = {candidate.field for candidate in chosen}
    spare = []
    for candidate in candidates:
        if candidate.likeness == RUN and candidate not in chosen:
            inside = _field_at(candidate.at, chosen)
            if candidate.field not in known or inside != "abstract" or candidate.field == inside:
                spare.append(candidate)
    return spare


def _field_at(at: int, chosen: Iterable[_Candidate]) -> str:
    return next((label.field for label in reversed(list(chosen)) if label.at <= at), "")


def _end(lines: Sequence[str], cuts: Sequence[_Candidate]) -> int:
    """Where the page's foot begins: a lone asterisk or a copyright line after the last label."""
    first = cuts[-1].at + 1 if cuts else 0
    return next((at for at in range(first, len(lines)) if FOOTER.match(lines[at])), len(lines))


def _block(lines: Sequence[str], cut: _Candidate, end: int) -> Block:
    number = cut.at + 1
    value = numbered([cut.value, *lines[number:end]], number)
    return Block(cut.field, Line(number, plain(cut.label)), tuple(value))


def _joined(parts: list[Block]) -> Block:
    """One block of a field: a list goes on, of single values the first is kept."""
    if parts[0].field not in LISTS:
        return parts[0]
    return parts[0]._replace(lines=tuple(line for block in parts for line in block.lines))


def _missing(blocks: dict[str, Block]) -> tuple[tuple[str, int], ...]:
    """The fields that the page lacks, each with the line of the label before it."""
    missing = []
    line = 1
    for field in ORDER:
        if field in blocks:
            line = blocks[field].label.number
        elif field not in OPTIONAL:
            missing.append((field, line))
    return tuple(missing)
