"""Funds, programmes and nameless sources of money in a printed name."""

import re
from collections.abc import Sequence

from graph.names.entries import Fund, Programme, Source
from graph.names.index import Index
from graph.names.parts import Part, Sort
from graph.names.words import Vocabulary

_PROGRAMME = re.compile(r"\s*-?ohjelma$")
_YEARS = re.compile(r"\s*\(?(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\)?$")
_WORD = re.compile(r"[^\s/()]+")
_LONGEST_NAME = 9


class MoneyReader:
    """Reads what a name says of money with what *index* and *words* know."""

    def __init__(self, index: Index, words: Vocabulary) -> None:
        self._index = index
        self._words = words

    def exact(self, text: str) -> Part | None:
        """A known fund or programme as it stands, but for the years behind it."""
        source = self._index.money(_YEARS.sub("", text))
        if isinstance(source, Fund):
            return Part(Sort.MONEY, instrument=source.instrument)
        if source:
            return Part(Sort.PROGRAMME, programme=source.name, instrument=source.instrument)
        return None

    def sources(self, text: str) -> Part | None:
        """Funds and nameless sources: ``ESR-rahoitus``, ``EAKR- ja valtionrahoitus``."""
        tokens = [piece for word in _WORD.findall(text) for piece in _hyphened(word)]
        found: list[Source] = []
        rest: list[str] = []
        while tokens:
            length, source = self.leading(tokens)
            if source:
                found.append(source)
            else:
                rest.append(tokens[0])
            tokens = tokens[length:]
        if not self._words.is_money(rest):
            return None
        instruments = list(
            dict.fromkeys(source.instrument for source in found if source.instrument)
        )
        state = self._words.is_state(rest)
        return Part(
            Sort.MONEY,
            programme=next((one.name for one in found if isinstance(one, Programme)), ""),
            instrument="".join(instruments[:1]),
            sources=len(instruments[1:]) + self._nameless(rest, alone=not instruments),
            own=self._words.is_own(rest) and not (state and not self._words.is_joined(rest)),
            state=state,
            nameless="" if instruments else self._words.nameless(rest),
        )

    def _nameless(self, rest: Sequence[str], *, alone: bool) -> int:
        """How many sources *rest* tells; the Union is one beside the state, but not a fund's."""
        beside = alone and self._words.is_union(rest) and self._words.is_state(rest)
        return self._words.sources(rest) + beside

    def programme(self, text: str) -> Part | None:
        """A programme by its last word: ``Manner-Suomen ESR-ohjelma 2007-2013``."""
        name = _YEARS.sub("", text)
        if not self._words.is_programme(name):
            return None
        known = self._index.money(_PROGRAMME.sub("", name))
        if isinstance(known, Programme):
            return Part(Sort.PROGRAMME, programme=known.name, instrument=known.instrument)
        pieces = [piece for word in name.split() for piece in _hyphened(word)]
        funds = (self._index.money(piece) for piece in pieces)
        instrument = next((fund.instrument for fund in funds if fund), "")
        return Part(Sort.PROGRAMME, programme=name, instrument=instrument)

    def leading(self, tokens: Sequence[str]) -> tuple[int, Source | None]:
        """How many of the first *tokens* name a fund or programme, and which; else one, none."""
        longest: tuple[int, Source] | None = None
        for length in range(1, min(len(tokens), _LONGEST_NAME) + 1):
            name = " ".join(tokens[:length])
            if not self._index.opens_money(name):
                break
            if source := self._index.money(name):
                longest = length, source
        return longest or (1, self._index.money(tokens[0].partition(":")[0]) if tokens else None)


def _hyphened(word: str) -> list[str]:
    """The pieces of a *word* between hyphens, without a case ending behind a colon."""
    return [piece for piece in word.strip(".,;").split("-") if piece]
