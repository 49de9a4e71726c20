"""The labels of a register by the base forms of their words, made once and kept beside it."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Final, NamedTuple, Self

import msgspec

from graph.links.text.forms import known
from graph.links.text.grammar import NOMINATIVE, readings
from graph.links.text.tokens import Token, tokens
from graph.registers.entry import Entry

LEMMAS: Final = "lemmas-3.msgpack"
"""The file in a kept register's folder; its number grows when labels are read in another way."""

LANGUAGE: Final = "fi"
"""The language of the pages."""

SHORTEST: Final = 3
"""A shorter key is what is left of ``C++``, and is found where it is not meant."""

_ASIDE: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_READINGS: Final = 12
"""So many ways to read the words of one label are kept."""


class Sense(msgspec.Struct, frozen=True, array_like=True):
    """What a label may mean: its IRI, the label, and the words in brackets behind it."""

    iri: str
    label: str
    aside: str = ""


class Match(NamedTuple):
    """A label found in a text: from token *start* to before *end*, and what it may mean.

    *clear*: the words can be read in one way only.
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
    clear: bool


class Labels:
    """The labels of a register by their *keys*: the base forms of their words, blanks between."""

    def __init__(self, keys: Mapping[str, tuple[Sense, ...]]) -> None:
        self._keys = keys
        self._longest: dict[str, int] = defaultdict(int)
        for key in keys:
            first, *rest = key.split(" ")
            self._longest[first] = max(self._longest[first], len(rest) + 1)

    @classmethod
    def of(cls, folder: Path, entries: Callable[[], Iterable[Entry]]) -> Self:
        """Return the labels of the *entries* that a register keeps in *folder*."""
        path = folder / LEMMAS
        try:
            return cls(msgspec.msgpack.decode(path.read_bytes(), type=dict[str, tuple[Sense, ...]]))
        except (OSError, msgspec.MsgspecError):
            keys = keys_of(entries())
        _keep(path, msgspec.msgpack.encode(keys))
        return cls(keys)

    def called(self, names: Mapping[str, str]) -> "Labels":
        """The same labels, and *names* for some of them; a name that is a label stays its own."""
        further = {
            key: senses
            for name, label in names.items()
            if (senses := self._of(label))
            for key in _readings(token.form for token in tokens(name))
        }
        return Labels({**further, **self._keys})

    def _of(self, label: str) -> tuple[Sense, ...]:
        keys = _readings(token.form for token in tokens(label))
        found = (sense for key in keys for sense in self.senses(key))
        return tuple(sense for sense in found if sense.label == label)

    def senses(self, key: str) -> tuple[Sense, ...]:
        """What a word, or words with blanks between them, may mean as a label."""
        return self._keys.get(key, ())

    def matches(self, text: Sequence[Token]) -> Iterator[Match]:
        """Yield the labels in *text*, the longest first, none inside of another."""
        start = 0
        while start < len(text):
            found = self._longest_at(text, start)
            if found:
                yield found
            start = found.end if found else start + 1

    def _longest_at(self, text: Sequence[Token], start: int) -> Match | None:
        bases = known(text[start].form).bases
        reach = max(map(self._reach, bases))
        most = min(reach, _sentence(text, start)) if reach > 1 else reach
        for size in range(most, 0, -1):
            span = text[start : start + size]
            senses = (self.senses(key) for key in _readings(token.form for token in span))
            if found := tuple(dict.fromkeys(one for group in senses for one in group)):
                return Match(start, start + size, found, size > 1 or len(bases) == 1)
        return None

    def _reach(self, base: str) -> int:
        return self._longest.get(base, 0)


def keys_of(entries: Iterable[Entry]) -> dict[str, tuple[Sense, ...]]:
    """The Finnish labels of *entries* by the base forms of their words."""
    keys: dict[str, list[Sense]] = defaultdict(list)
    names = ((entry.iri, name) for entry in entries for name in entry.names)
    for iri, name in names:
        if name.language == LANGUAGE:
            aside = _ASIDE.search(name.text)
            bare = name.text[: aside.start()] if aside else name.text
            for key in _of_label([token.form for token in tokens(bare)]):
                keys[key].append(Sense(iri, name.text, aside[1] if aside else ""))
    return {key: tuple(senses) for key, senses in keys.items() if len(key) >= SHORTEST}


def _of_label(forms: Sequence[str]) -> Iterator[str]:
    """The keys of a label: its last word is in the nominative, and no form of another word."""
    firsts = [known(form).bases for form in forms[:-1]]
    ways = product(*firsts, *(_nominatives(form) for form in forms[-1:]))
    return (" ".join(way) for way in islice(ways, _READINGS))


def _nominatives(form: str) -> Sequence[str]:
    """The words of which *form* is the nominative; all of which it may be a form if of none."""
    bases = known(form).bases
    if len(bases) == 1:
        return bases
    named = {reading.base for reading in readings(form) if reading.case == NOMINATIVE}
    return [base for base in bases if base in named or base.endswith("minen")] or bases


def _readings(forms: Iterable[str]) -> Iterator[str]:
    """The base forms of the words with blanks between them, in every way they may be read."""
    ways = product(*(known(form).bases for form in forms))
    return (" ".join(way) for way in islice(ways, _READINGS))


def _sentence(text: Sequence[Token], start: int) -> int:
    """How many tokens from *start* on stand together without a mark between them."""
    ends = (at for at in range(start + 1, len(text)) if text[at].apart)
    return next(ends, len(text)) - start


def _keep(path: Path, content: bytes) -> None:
    """Write the file at once or not at all; where nothing can be written, it is made again."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
