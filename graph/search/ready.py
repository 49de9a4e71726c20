"""Documents as the indexes take them: each one line of JSON, made wherever there is time for it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations
from typing import Any, Final

import msgspec

from graph.search.document import AllocationDocument, EntityDocument
from graph.search.fields import beginnings, entity_fields, money_fields
from graph.search.schema import GROUPS
from graph.search.words.forms import Form
from graph.search.words.names import whole_names
from graph.search.words.stems import STEM, skeleton, stem
from graph.search.words.text import folded, words

Know = Callable[[str], Form]
"""What knows of a word what it stands for."""

ALONE: Final = 1
"""So many places a word takes."""


class Maker:
    """Makes documents ready, with words of which it asks *know* what they stand for."""

    def __init__(self, know: Know) -> None:
        self._know = know
        self._groups_of = ""
        self._groups: set[tuple[int, str, tuple[str, ...]]] = set()

    def entity(self, document: EntityDocument) -> str:
        """Return *document* for the index of entities."""
        names = [words(name) for name in document.names]
        begun = beginnings([folded(word) for word in name] for name in names)
        return _line(
            {
                **entity_fields(document),
                "called": whole_names(document, lambda word: self._know(word).bases[0]),
                "begun": " ".join(begun),
                **self._words("names", names),
                **self._words("texts", [words(text) for text in document.texts]),
            }
        )

    def money(self, document: AllocationDocument) -> str:
        """Return *document* for the index of money; those of a project come one after another."""
        return _line(money_fields(document, self._first_in(document)))

    def _words(self, level: str, texts: list[list[str]]) -> dict[str, list[Any]]:
        forms = [[self._know(word) for word in text] for text in texts]
        return {
            level: [" ".join(text) for text in texts],
            f"{level}_base": [_bases(text) for text in forms],
            f"{level}_part": [
                " ".join(part for one in text for part in one.parts) for text in forms
            ],
        }

    def _first_in(self, document: AllocationDocument) -> Iterator[int]:
        """The groupings in which no money of its project stands with it yet."""
        if document.project != self._groups_of:
            self._groups_of, self._groups = document.project, set()
        group = (
            str(document.year),
            document.instrument,
            document.source,
            document.facets.portfolio,
        )
        for number, values in _groups(group):
            if (number, document.currency, values) not in self._groups:
                self._groups.add((number, document.currency, values))
                yield number


def form_line(learned: Form) -> str:
    """Return a form for the index of forms."""
    plain = [word for word in (learned.written, *learned.bases, *learned.parts) if STEM not in word]
    return _line(
        {
            "form": learned.written,
            "base": learned.bases,
            "part": learned.parts,
            "folded": {folded(word) for word in plain},
            "stem": {stem(word) for word in plain},
            "skeleton": {skeleton(word) for word in plain},
        }
    )


def _line(fields: object) -> str:
    return msgspec.json.encode(fields).decode()


def _groups(group: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every grouping by its number, and what *group* of all GROUPS is in it."""
    sized = (combinations(group, size) for size in range(len(GROUPS) + 1))
    return enumerate(chain.from_iterable(sized))


def _bases(forms: Iterable[Form]) -> dict[str, object]:
    """Words at their places in a text; a form of several words is each of them at one place.

    A word has the offsets of its letters, which nobody needs, its place, and its length in places.
    """
    tokens = [(0, 0, at, base, ALONE) for at, form in enumerate(forms) for base in form.bases]
    return {"text": "", "tokens": tokens}
