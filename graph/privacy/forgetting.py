"""Keeping the forgotten out: known by keyed hashes only, found in contacts and in running text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.identity.people import keyed
from graph.names.keys import key as name_key
from graph.pages import Evidence
from graph.privacy.inflection import folded, nominatives
from graph.privacy.names import lower, without_names
from graph.privacy.withholding import (
    masked,
    without_known_details,
    without_loose_digits,
    without_people,
)
from graph.records import Contact, PageRecord

EVERYBODY: Final = b""
"""The sign that means everybody of a name."""

Forgotten = Mapping[bytes, frozenset[bytes]]
"""Who must be kept out: the signs of the people meant, by the keyed hash of their name."""

WORD: Final = re.compile(r"[^\W\d_][\w'’-]*?(?=[_\W]|$)")
LONGEST_NAME: Final = 4


def name_signs(name: str, secret: bytes) -> frozenset[bytes]:
    """The hashes under which a person's *name* is known, as it is written and without its dots."""
    return frozenset(keyed(name_key(spelling), secret) for spelling in (name, folded(name)))


def page_sign(name: str, page_key: str, secret: bytes) -> bytes:
    """The sign of whoever bears the *name* on that page."""
    return keyed(f"{name_key(name)}\npage:{page_key}", secret)


class Forgetting:
    """Knows the forgotten of one data directory, and takes them out of records."""

    def __init__(self, forgotten: Forgotten, secret: bytes) -> None:
        self.forgotten = forgotten
        self.secret = secret
        self._everywhere = {name for name, signs in forgotten.items() if EVERYBODY in signs}

    def scrub(
        self, record: PageRecord, evidence: Sequence[Evidence]
    ) -> tuple[PageRecord, tuple[Evidence, ...]]:
        """Return *record* without the forgotten, and the *evidence* of those who stay."""
        if not self.forgotten:
            return record, tuple(evidence)
        gone = [
            number
            for number, (contact, signs) in enumerate(zip(record.contacts, evidence, strict=True))
            if self.is_forgotten(contact, signs, record.key)
        ]
        stays = tuple(signs for number, signs in enumerate(evidence) if number not in gone)
        return self._without_mentions(self._without(record, gone)), stays

    def is_forgotten(self, contact: Contact, signs: Evidence, page_key: str) -> bool:
        """Whether the *contact* is one of the forgotten, or cannot be told from one."""
        meant = self.forgotten.get(keyed(name_key(contact.name), self.secret), frozenset())
        here = page_sign(contact.name, page_key, self.secret)
        return bool(meant) and (
            EVERYBODY in meant or here in meant or here in signs or not meant.isdisjoint(signs)
        )

    def _without(self, record: PageRecord, numbers: Sequence[int]) -> PageRecord:
        if not numbers:
            return record
        gone = [record.contacts[number] for number in numbers]
        unreachable = masked(
            without_loose_digits(record, {contact.line for contact in gone}),
            without_known_details(gone),
        )
        return without_people(unreachable, numbers)

    def _without_mentions(self, record: PageRecord) -> PageRecord:
        found = set(self.mentions("\n".join(record.lines)))
        return masked(record, without_names(found)) if found else record

    def clean(self, text: str) -> str:
        """The *text* without the names that nobody may bear."""
        return without_names(set(self.mentions(text)))(text)

    def mentions(self, text: str) -> Iterator[str]:
        """Yield each name of the forgotten that stands in *text*, in the nominative."""
        words = list(WORD.finditer(text)) if self._everywhere else []
        for number, first in enumerate(words):
            for length in range(2, LONGEST_NAME + 1):
                window = words[number : number + length]
                printed = text[first.start() : window[-1].end()]
                if reads_like_a_name(printed, window[-1][0]):
                    yield from self._known([lower(word[0]) for word in window])

    def _known(self, words: Sequence[str]) -> Iterator[str]:
        """Yield what the *words* are if they are the name of one of the forgotten."""
        *before, surname = words
        first, *behind = words
        turns = (
            *((*before, form) for form in nominatives(surname)),
            *((*behind, form) for form in nominatives(first)),
        )
        for name in map(" ".join, turns):
            if keyed(name_key(name), self.secret) in self._everywhere:
                yield name


def reads_like_a_name(printed: str, last: str) -> bool:
    """Whether words in print begin with capitals, or are joined as in maija.meikalainen."""
    return (printed[0].isupper() and last[0].isupper()) or not re.search(r"\s", printed)
