"""How a name changes in running Finnish: its stems, the endings behind them, and the way back.

A stem is made by rule from the nominative: what the last letters become (``-nen`` ``-se-``), and
the gradation of the stop before the last vowel (``Lehto`` ``Lehdo-``). The rules give some stems
that no speaker would use; nothing is lost by them, because an ending must follow.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

LAST: Final = (
    ("nen", ("se", "s")),
    ("us", ("ukse", "uu", "ude", "ute")),
    ("ys", ("ykse", "yy", "yde", "yte")),
    ("as", ("aa", "akse")),
    ("äs", ("ää", "äkse")),
    ("is", ("ikse", "ii")),
    ("es", ("ekse", "ee")),
    ("os", ("okse",)),
    ("ös", ("ökse",)),
    ("si", ("de", "te", "t")),
    ("i", ("e", "")),
    ("e", ("ee",)),
    ("a", ("o",)),
    ("ä", ("ö",)),
)
"""What the last letters of a nominative become before an ending."""

STRONG: Final = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("mp", "mm"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("lk", "lj"),
    ("rk", "rj"),
    ("hk", "hj"),
    ("lk", "l"),
    ("rk", "r"),
    ("t", "d"),
    ("p", "v"),
    ("bb", "b"),
    ("gg", "g"),
    ("k", ""),
)
"""The stops that grow weak before an ending, and what they become."""

TAIL: Final = re.compile(r"[aeiouyäö]{1,2}$")
"""The vowels before an ending."""

VOWEL: Final = "aeiouyäöå"

CASE: Final = (
    rf"(?:[ij]?(?:n|t|[aä]|t?t[aä]|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|n[aä]|ksi|tt[aä]|[{VOWEL}]n"
    rf"|h[{VOWEL}]n|s[ei]{{2}}n|i?den|i?tten|ten)|n?s|i?)"
)
ENDING: Final = re.compile(
    rf"[:'’]?{CASE}(?:[nm]?(?:me|ne)|kin|k[aä]{{2}}n|k[oö]|h[aä]n|p[aä])?", re.IGNORECASE
)
"""The ending of a case, the Swedish genitive's too, and what may be hung on it."""

LONGEST: Final = 9
"""How many letters an ending may have."""

SHORTEST_CHANGE: Final = 4
"""A shorter name takes endings, and does not change before them."""


@lru_cache(maxsize=8192)
def stems(name: str) -> tuple[str, ...]:
    """What of *name*, in lower case, an ending may follow: itself first, in each spelling."""
    changed = [name]
    if len(name) >= SHORTEST_CHANGE:
        changed += [
            name.removesuffix(last) + new
            for last, news in LAST
            if name.endswith(last)
            for new in news
        ]
    graded = [*changed, *(weak for stem in changed for weak in _graded(stem, name))]
    return tuple(dict.fromkeys((*graded, *map(folded, graded), *map(_spelt_out, graded))))


def folded(text: str) -> str:
    """The *text* with the letters that an e-mail address would have: ä becomes a."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _spelt_out(text: str) -> str:
    """The *text* with two letters for each that some keyboards lack: ä becomes ae."""
    return folded(text.replace("ä", "ae").replace("ö", "oe").replace("å", "aa"))


def is_form(word: str, name: str) -> bool:
    """Whether *word* is *name* in some case or spelling; both are in lower case."""
    return any(
        word.startswith(stem) and ENDING.fullmatch(word, len(stem)) is not None
        for stem in stems(name)
    )


@lru_cache(maxsize=8192)
def nominatives(word: str) -> tuple[str, ...]:
    """What *word*, in lower case, may be in the nominative, itself first."""
    shortest = max(len(word) - LONGEST, 1)
    bare = [word[:end] for end in range(len(word), shortest, -1) if ENDING.fullmatch(word, end)]
    strong = [*bare, *(other for stem in bare for other in _regraded(stem))]
    names = [*bare, *(name for stem in strong for name in (stem, *_restored(stem)))]
    return tuple(dict.fromkeys((word, *(name for name in names if is_form(word, name)))))


def _graded(stem: str, name: str) -> Iterator[str]:
    """The *stem* of *name* with its stop in the other grade.

    It grows weak, but strong where the nominative itself is weak: ``Kangas``, ``Ranne``.
    """
    is_weak = name.endswith("e") or name[-1:] not in VOWEL
    for strong, weak in STRONG:
        yield from _replaced(stem, weak, strong) if is_weak else _replaced(stem, strong, weak)


def _replaced(stem: str, one: str, other: str) -> Iterator[str]:
    """The *stem* with *other* for *one* before its last vowels, if *one* stands there.

    A k goes and comes only before a and e, as in ``Mäen`` and ``Haan``.
    """
    tail = TAIL.search(stem)
    for at in range(tail.start(), len(stem)) if tail else ():
        if stem.endswith(one, 0, at) and ((one and other) or stem[at] in "aäe"):
            yield stem[: at - len(one)] + other + stem[at:]


def _regraded(stem: str) -> Iterator[str]:
    """The *stem* with each stop that it may have in the nominative."""
    for strong, weak in STRONG:
        yield from _replaced(stem, weak, strong)
        yield from _replaced(stem, strong, weak)


def _restored(stem: str) -> Iterator[str]:
    """The nominatives of which *stem* may be the stem."""
    for last, news in LAST:
        for new in news:
            if stem.endswith(new):
                yield stem.removesuffix(new) + last
