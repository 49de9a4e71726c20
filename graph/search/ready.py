"""Documents as an index and its columns take them, made wherever there is time for it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import msgspec

from graph.search.columns.row import Row, row_of
from graph.search.document import AllocationDocument, EntityDocument
from graph.search.fields import beginnings, entity_fields
from graph.search.schema import BLOCK
from graph.search.words.forms import Form
from graph.search.words.names import whole_names
from graph.search.words.stems import STEM, skeleton, stem
from graph.search.words.text import folded, words

Know = Callable[[str], Form]
"""What knows of a word what it stands for."""

ALONE: Final = 1
"""So many places a word takes."""


class ReadyEntity(msgspec.Struct, frozen=True, array_like=True):
    """An entity made ready: a *line* of JSON for the index, and its *row* in the columns."""

    line: str
    row: Row

    def at(self, number: int) -> str:
        """The line of the entity in the row of that *number*."""
        block, at = divmod(number, BLOCK)
        return f'{{"row":{number},"block":{block},"bit":{1 << at}.0,{self.line[1:]}'


class Maker:
    """Makes documents ready, with words of which it asks *know* what they stand for."""

    def __init__(self, know: Know) -> None:
        self._know = know

    def entity(
        self, document: EntityDocument, allocations: Sequence[AllocationDocument] = ()
    ) -> ReadyEntity:
        """Return *document* made ready; the *allocations* are those of a project."""
        names = [words(name) for name in document.names]
        begun = beginnings([folded(word) for word in name] for name in names)
        line = _line(
            {
                **entity_fields(document),
                "called": whole_names(document, lambda word: self._know(word).bases[0]),
                "begun": " ".join(begun),
                **self._words("names", names),
                **self._words("texts", [words(text) for text in document.texts]),
            }
        )
        return ReadyEntity(line, row_of(document, allocations))

    def _words(self, level: str, texts: list[list[str]]) -> dict[str, list[Any]]:
        forms = [[self._know(word) for word in text] for text in texts]
        return {
            level: [" ".join(text) for text in texts],
            f"{level}_base": [_bases(text) for text in forms],
            f"{level}_part": [
                " ".join(part for one in text for part in one.parts) for text in forms
            ],
        }


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


def _bases(forms: Iterable[Form]) -> dict[str, object]:
    """Words at their places in a text; a form of several words is each of them at one place.

    A word has the offsets of its letters, which nobody needs, its place, and its length in places.
    """
    tokens = [(0, 0, at, base, ALONE) for at, form in enumerate(forms) for base in form.bases]
    return {"text": "", "tokens": tokens}
