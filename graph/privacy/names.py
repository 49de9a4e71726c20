"""The names of people in running text, in file names and in addresses.

What is masked: a given name beside a surname of those meant, in any order, case, inflection and
spelling, with a middle name or an initial between them; a surname alone that has a capital, with
the initials beside it, though it may be a common word at the start of a sentence; a given name
alone that has a capital, unless another word with a capital follows, for that is somebody else's
name. Inside a file name, an address or a link no capital is needed. What stays: a surname in small
letters in a sentence (``koski``), one that the name of a public body or a company begins with
(``Lahden kaupunki``), a longer word (``Koskikeskus``), initials without a surname, and the full
name of somebody who is not withheld.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from graph.extract.contacts.people import PARTICLE, is_given
from graph.privacy.inflection import folded, is_form, stems
from graph.privacy.masks import Finder, Mask, Span, hiding

PART: Final = re.compile(r"[^\W\d_]{2,}")
"""A part of a name that is more than an initial."""

WORD: Final = re.compile(r"[^\W\d_]+?(?=[\W\d_]|$|(?<=[a-zà-öø-ÿ])[A-ZÀ-ÖØ-Þ])")
"""A word, or a part of one that a capital begins: *MaijaMeikäläinen*."""

BETWEEN: Final = re.compile(
    r"[\s.,_+'’-]{0,3}(?:[A-ZÅÄÖ](?:[^\W\d_]*|\.)[\s-]{1,2}|(?:v[ao]n|de[nr]?|af|al|el|di)\s)?"
)
"""What may stand between the parts of a name: signs, a middle name, a particle."""

INITIALS: Final = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.[\s-]?){1,3}$"
    r"|(?<![^\W_])(?:[^\W\d_]|[A-ZÅÄÖ]-?[A-ZÅÄÖ])[\s_-]$"
)
INITIAL_AFTER: Final = re.compile(r"[\s,_.-]{1,2}[^\W\d_](?:\.|(?![^\W_]))(?:-?[^\W\d_]\.)?")

JOINED: Final = re.compile(r"[_@\\]|://|\w\.\w")
"""What a file name, an address or a link has, and no word of a sentence."""

TOKEN: Final = re.compile(r"[^\s\"<>()]*$")
TOKEN_AFTER: Final = re.compile(r"[^\s\"<>()]*")

BODY: Final = re.compile(
    r"\s+(?:kaupun[gk]i|kunta|kunna|kuntayhtym|seutu|seudu|maakun|yliopisto|ammattikorkea"
    r"|seurakun|hyvinvointialue|(?:oyj?|ab|ry|group|konserni|yhtiö)\b)",
    re.IGNORECASE,
)
"""What follows the first word of the name of a public body or a company."""

ANOTHERS: Final = re.compile(r"\s+[A-ZÅÄÖ][^\W\d_]")
ALONE: Final = 3
"""A shorter part of a name is found beside another one only."""
NEAR: Final = 60


class Part(NamedTuple):
    """A part of a name in lower case, and whether it is, or may be, a surname."""

    text: str
    family: bool


class Found(NamedTuple):
    """One or more words of a name in a text, and what they are."""

    start: int
    end: int
    family: bool
    given: bool


def without_names(names: Iterable[str], others: Iterable[str] = ()) -> Mask:
    """Return the mask of the *names* of people, except where it is one of *others* in full."""
    wanted = sorted(filter(None, names))
    return hiding(find_names(wanted, sorted(others))) if wanted else str


def find_names(names: Collection[str], others: Collection[str] = ()) -> Finder:
    """Return the finder of the *names* of people, except where it is one of *others* in full."""
    meant, spared = parts_of(names), parts_of(others)

    def find(text: str) -> Iterator[Span]:
        lowered = lower(text)
        runs = [run for run in _runs(text, lowered, meant) if _is_hidden(text, run)]
        kept = _runs(text, lowered, spared) if runs and spared else ()
        full = [run for run in kept if run.family and run.given]
        for run in runs:
            if not any(run.start < other.end and other.start < run.end for other in full):
                yield _with_initials(text, run, meant)

    return find


def parts_of(names: Iterable[str]) -> frozenset[Part]:
    """The parts of the *names*; those that are no known given names count as surnames."""
    parts: set[Part] = set()
    for name in names:
        words = [word for word in PART.findall(name) if not PARTICLE.fullmatch(word)]
        families = [word for word in words if not is_given(word)] or words[-1:]
        parts.update(Part(lower(word), word in families) for word in words)
    return frozenset(parts)


def lower(text: str) -> str:
    """The *text* in lower case, each character where it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(character.lower()[0] for character in text)


@lru_cache(maxsize=8192)
def beginnings(name: str) -> tuple[str, ...]:
    """How the forms of *name* begin, in each spelling: quickly looked for."""
    forms = stems(name)
    spelt = [form for form in forms if form[:1] == name[:1] and not form.isascii()]
    plain = [form for form in forms if form.isascii()]
    return tuple({_common(same) for same in (spelt, plain) if same})


def _common(forms: Collection[str]) -> str:
    """The letters with which all *forms* begin, at least one."""
    first, last = min(forms), max(forms)
    ends = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: max(next(ends, len(first)), 1)]


def _runs(text: str, lowered: str, parts: Collection[Part]) -> Iterator[Found]:
    """Yield the words of names in *text*, those that stand together as one."""
    words = sorted({word for part in parts for word in _words(text, lowered, part, parts)})
    run: Found | None = None
    for word in words:
        if run and (word.start < run.end or BETWEEN.fullmatch(text, run.end, word.start)):
            end = max(run.end, word.end)
            run = Found(run.start, end, run.family or word.family, run.given or word.given)
        else:
            if run:
                yield run
            run = word
    if run:
        yield run


def _words(text: str, lowered: str, part: Part, parts: Collection[Part]) -> Iterator[Found]:
    """Yield the places where *part* stands in *text*, in any form, also grown together."""
    for beginning in beginnings(part.text):
        start = lowered.find(beginning)
        while start >= 0:
            if word := _word(text, lowered, start, part, parts):
                yield word
            start = lowered.find(beginning, start + 1)


def _word(text: str, lowered: str, start: int, part: Part, parts: Collection[Part]) -> Found | None:
    """The word that begins with *part* at *start*, with what has grown together with it."""
    found = WORD.match(text, start)
    if found is None:
        return None
    end = found.end()
    if _begins(text, start) and is_form(lowered[start:end], part.text):
        return Found(start, end, part.family, not part.family)
    return _grown(lowered, start, part, parts) if part.family else None


def _begins(text: str, start: int) -> bool:
    """Whether a word begins at *start*."""
    before = text[start - 1 : start]
    return not before.isalpha() or (before.islower() and text[start].isupper())


def _grown(lowered: str, start: int, part: Part, parts: Collection[Part]) -> Found | None:
    """The word in which *part* at *start* has grown together with a given name or initial."""
    first, last = start, start
    while first and lowered[first - 1].isalpha():
        first -= 1
    while last < len(lowered) and lowered[last].isalpha():
        last += 1
    before, word = lowered[first:start], lowered[start:last]
    spelt = next((s for s in (part.text, folded(part.text)) if word.startswith(s)), word)
    after = word[len(spelt) :]
    fits = _leads(before, parts) and is_form(word, part.text)
    if fits or (not before and spelt != word and _leads(after, parts)):
        return Found(first, last, family=True, given=True)
    return None


def _leads(letters: str, parts: Iterable[Part]) -> bool:
    """Whether the *letters* are a given name of *parts*, or its first letter."""
    given = [part.text for part in parts if not part.family]
    return any(letters in {name, folded(name), name[0]} for name in given)


def _is_hidden(text: str, run: Found) -> bool:
    """Whether the words of *run* are a name and nothing else."""
    if run.family and run.given:
        return True
    if run.end - run.start < ALONE:
        return False
    if not text[run.start].isupper():
        return _is_joined(text, run)
    if run.family:
        return not BODY.match(text, run.end)
    return not ANOTHERS.match(text, run.end)


def _is_joined(text: str, run: Found) -> bool:
    """Whether *run* stands inside a file name, an address or a link."""
    before = TOKEN.search(text, max(run.start - NEAR, 0), run.start)
    after = TOKEN_AFTER.match(text, run.end, run.end + NEAR)
    start = before.start() if before else run.start
    return JOINED.search(text, start, after.end() if after else run.end) is not None


def _with_initials(text: str, run: Found, parts: Iterable[Part]) -> Span:
    """Where *run* stands with the initials of a given name before or behind its surname."""
    if not run.family or run.given:
        return run.start, run.end
    letters = {part.text[0] for part in parts}
    before = INITIALS.search(text, max(run.start - ALONE * 3, 0), run.start)
    after = INITIAL_AFTER.match(text, run.end)
    start = before.start() if before and lower(before[0])[0] in letters else run.start
    is_one = after and next(c for c in lower(after[0]) if c.isalpha()) in letters
    return start, after.end() if after and is_one else run.end
