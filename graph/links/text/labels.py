"""The labels of a register by the base forms of their words, made once and kept beside it."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, product
from pathlib import Path
from typing import Final, NamedTuple, Self

import msgspec

from graph.links.text.forms import READINGS, known, ways
from graph.links.text.grammar import NOMINATIVE, readings
from graph.links.text.tokens import Token, tokens
from graph.registers.entry import Entry

LEMMAS: Final = "lemmas-4.msgpack"
"""The file in a kept register's folder; its number grows when labels are read in another way."""

LANGUAGE: Final = "fi"
"""The language of the pages."""

SHORTEST: Final = 3
"""A shorter key is what is left of ``C++``, and is found where it is not meant."""

NOBODY: Final[frozenset[str]] = frozenset()

_ASIDE: Final = re.compile(r"\s*\(([^()]*)\)\s*$")


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


Keys = dict[str, tuple[Sense, ...]]
"""What labels may mean, by the base forms of their words, blanks between."""

Ties = dict[str, tuple[str, ...]]
"""IRIs by the IRI to which they are tied."""


class Known(msgspec.Struct, frozen=True):
    """What is known of the labels of a register, made once.

    *spread* is in how many labels a word stands that stands in several, alone or in a compound.
    *broader* and *related* are those of each concept.
    """

    keys: Keys
    spread: dict[str, int]
    broader: Ties
    related: Ties


class Labels:
    """The labels of a register, and how the concepts that they name hang together."""

    def __init__(self, told: Known) -> None:
        self._told = told
        self._keys = keys = told.keys
        self._longest: dict[str, int] = defaultdict(int)
        for key in keys:
            first, *rest = key.split(" ")
            self._longest[first] = max(self._longest[first], len(rest) + 1)

    @classmethod
    def of(cls, folder: Path, entries: Callable[[], Iterable[Entry]]) -> Self:
        """Return the labels of the *entries* that a register keeps in *folder*."""
        path = folder / LEMMAS
        try:
            return cls(msgspec.msgpack.decode(path.read_bytes(), type=Known))
        except (OSError, msgspec.MsgspecError):
            return cls(keep_labels(folder, entries()))

    def called(self, names: Mapping[str, str]) -> "Labels":
        """The same labels, and *names* for some of them; a name that is a label stays its own."""
        further = {
            key: senses
            for name, label in names.items()
            if (senses := self._of(label))
            for key in ways(token.form for token in tokens(name))
        }
        return Labels(msgspec.structs.replace(self._told, keys={**further, **self._keys}))

    def _of(self, label: str) -> tuple[Sense, ...]:
        keys = ways(token.form for token in tokens(label))
        found = (sense for key in keys for sense in self.senses(key))
        return tuple(sense for sense in found if sense.label == label)

    def senses(self, key: str) -> tuple[Sense, ...]:
        """What a word, or words with blanks between them, may mean as a label."""
        return self._keys.get(key, ())

    def spread(self, word: str) -> int:
        """In how many labels the base form *word* stands; 1 where that is its own alone."""
        return self._told.spread.get(word, 1)

    def narrower(self, iri: str) -> Collection[str]:
        """The IRIs of the concepts right below that of an *iri*."""
        return self._narrower.get(iri, NOBODY)

    def near(self, iri: str) -> Collection[str]:
        """The IRIs of the concepts right above or below that of an *iri*, or related with it."""
        return self._near.get(iri, NOBODY)

    @cached_property
    def _narrower(self) -> Mapping[str, Collection[str]]:
        return _grouped((above, one) for one, above in _pairs(self._told.broader))

    @cached_property
    def _near(self) -> Mapping[str, Collection[str]]:
        ties = [*_pairs(self._told.broader), *_pairs(self._told.related)]
        return _grouped(chain(ties, ((other, one) for one, other in ties)))

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
            senses = (self.senses(key) for key in ways(token.form for token in span))
            if found := tuple(dict.fromkeys(one for group in senses for one in group)):
                return Match(start, start + size, found, size > 1 or len(bases) == 1)
        return None

    def _reach(self, base: str) -> int:
        return self._longest.get(base, 0)


def _pairs(ties: Ties) -> Iterator[tuple[str, str]]:
    return ((one, other) for one, others in ties.items() for other in others)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The second ones of *pairs* by the first."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        groups[one].add(other)
    return dict(groups)


def keep_labels(folder: Path, entries: Iterable[Entry]) -> Known:
    """Keep what is known of the labels of *entries* in their register's *folder*; return it."""
    found = known_of([*entries])
    _keep(folder / LEMMAS, msgspec.msgpack.encode(found))
    return found


def known_of(entries: Sequence[Entry]) -> Known:
    """What is known of the Finnish labels of *entries*."""
    return Known(
        keys=keys_of(entries),
        spread=_spread(entries),
        broader={entry.iri: entry.broader for entry in entries if entry.broader},
        related={entry.iri: entry.related for entry in entries if entry.related},
    )


def _spread(entries: Iterable[Entry]) -> dict[str, int]:
    """In how many labels of *entries* a word stands that stands in several, also in compounds."""
    counts = Counter(word for label in _labels(entries) for word in set(_words(label)))
    return {word: count for word, count in counts.items() if count > 1}


def _labels(entries: Iterable[Entry]) -> set[str]:
    """The Finnish labels of *entries* without what stands in brackets behind them."""
    names = (name for entry in entries for name in entry.names if name.language == LANGUAGE)
    return {_ASIDE.sub("", name.text) for name in names}


def _words(label: str) -> Iterator[str]:
    """The base forms of the words of a label, and of those inside of them."""
    for token in tokens(label):
        form = known(token.form)
        yield from (*form.bases, *form.parts)


def keys_of(entries: Iterable[Entry]) -> Keys:
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
    read = product(*firsts, *(_nominatives(form) for form in forms[-1:]))
    return (" ".join(way) for way in islice(read, READINGS))


def _nominatives(form: str) -> Sequence[str]:
    """The words of which *form* is the nominative; all of which it may be a form if of none."""
    bases = known(form).bases
    if len(bases) == 1:
        return bases
    named = {reading.base for reading in readings(form) if reading.case == NOMINATIVE}
    return [base for base in bases if base in named or base.endswith("minen")] or bases


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
