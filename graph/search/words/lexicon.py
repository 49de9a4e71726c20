"""The words of the texts: which forms there are, what they stand for, which are close to a word."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from tantivy import Document, Index, Query

from graph.search.words.forms import Form
from graph.search.words.text import folded

_MOST: Final = 200
"""So many forms are looked at."""

_KEPT: Final = 16_384
"""So many words are known at once; the names that many share words with are told word by word."""

_OWN_WEIGHT: Final = 1000.0
"""The forms of a word itself come before any compound with it."""


class Lexicon:
    """The forms that the texts of an index hold, as they were when it was opened."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.form = lru_cache(maxsize=_KEPT)(self._find_form)

    def _find_form(self, written: str) -> Form | None:
        """What the form *written* stands for; None if it is in no text."""
        return next(iter(self._found(self._term("form", written))), None)

    def forms_of(self, base: str) -> list[Form]:
        """The forms of *base*, and after them those of compounds with it."""
        own = Query.boost_query(self._term("base", base), _OWN_WEIGHT)
        return self._found(Query.disjunction_max_query([own, self._term("part", base)]))

    def of_stem(self, stem: str) -> list[Form]:
        """The forms that stand for a word of that *stem*."""
        return self._found(self._term("stem", stem))

    def of_skeleton(self, skeleton: str) -> list[Form]:
        """The forms that stand for a word of that *skeleton*."""
        return self._found(self._term("skeleton", skeleton))

    def unmarked(self, written: str) -> list[Form]:
        """The forms that stand for a word that is written without marks as *written* is."""
        return self._found(self._term("folded", folded(written)))

    def close(self, written: str, distance: int) -> list[Form]:
        """The forms that stand for a word that is written with *distance* errors as *written*."""
        return self._found(
            Query.fuzzy_term_query(self._schema, "folded", folded(written), distance)
        )

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word)

    def _found(self, query: Query) -> list[Form]:
        hits = self._searcher.search(query, _MOST, count=False).hits
        return [*_forms(self._searcher.doc(address) for _, address in hits)]


def _forms(documents: Iterable[Document]) -> Iterable[Form]:
    for document in documents:
        written = document.get_first("form") or ""
        yield Form(written, tuple(document.get_all("base")), tuple(document.get_all("part")))
