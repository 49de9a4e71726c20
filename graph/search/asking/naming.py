"""Entities by what they are called: those of just that name, and those of names alike."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, cast

from tantivy import DocAddress, Index, Occur, Query

from graph.search.asking.matching import Matcher
from graph.search.asking.reading import answer
from graph.search.document import Kind
from graph.search.fields import identity
from graph.search.found import Named
from graph.search.words.names import BASE, base_name, plain_name, spellings

_KEPT: Final = 16_384
"""So many words are kept with what the index knows of them."""

_SHARES: Final = (1.0, 0.6, 0.3)
"""What share of the words of a name must be found: all, or else fewer."""

_MOST_WORDS: Final = 16
"""More words than names have; what is longer is no name, and its rarest words are enough."""

_BESIDE: Final = 0.3
"""What a word weighs that is not in a name, but in what is said of its bearer."""


class Word(NamedTuple):
    """How many names hold a word, what asks for these, and what asks for all that holds it."""

    names: int
    in_names: Query
    anywhere: Query


class Namer:
    """Finds the entities of one index by names."""

    def __init__(self, entities: Index, matcher: Matcher) -> None:
        self._index = entities
        self._matcher = matcher
        self._searcher = entities.searcher()
        self._base_of = lru_cache(maxsize=_KEPT)(self._find_base)
        self._word = lru_cache(maxsize=_KEPT)(self._find_word)

    def entity(self, kind: Kind, slug: str) -> Named | None:
        """The entity of that *kind* and *slug*; None when it is not here."""
        query = Query.term_query(self._index.schema, "id", identity(kind, slug))
        return next(self._named(query, 1), None)

    def called(self, text: str, kinds: Collection[Kind], limit: int) -> list[Named]:
        """Those of *kinds* that are called *text*, also in other forms of its words."""
        name = plain_name(text)
        if not name:
            return []
        keys = [*spellings(name), base_name(name, self._base_of)]
        asked = Query.term_set_query(self._index.schema, "called", keys)
        return [*self._named(self._of(kinds, [asked]), limit)]

    def alike(self, text: str, kinds: Collection[Kind], limit: int) -> list[Named]:
        """Those of *kinds* whose names have the most words, or the rarest ones, of *text*."""
        words = [self._word(word) for word in dict.fromkeys(plain_name(text).split())]
        known = sorted((word for word in words if word.names), key=lambda word: word.names)
        known = known[:_MOST_WORDS]
        for needed in dict.fromkeys(max(1, round(len(known) * share)) for share in _SHARES):
            musts = [word.in_names for word in known[:needed]]
            shoulds = [word.anywhere for word in known[needed:]]
            if known and (found := [*self._named(self._of(kinds, musts, shoulds), limit)]):
                return found
        return []

    def _of(
        self, kinds: Collection[Kind], musts: Iterable[Query], shoulds: Iterable[Query] = ()
    ) -> Query:
        of_kinds = Query.term_set_query(self._index.schema, "entity", [*kinds])
        return Query.boolean_query(
            [
                (Occur.Must, Query.const_score_query(of_kinds, 0.0)),
                *((Occur.Must, query) for query in musts),
                *((Occur.Should, query) for query in shoulds),
            ]
        )

    def _named(self, query: Query, limit: int) -> Iterator[Named]:
        for _, address in answer(self._index, query, limit).places:
            yield self._at(address)

    def _at(self, address: DocAddress) -> Named:
        document = self._searcher.doc(address)
        kind, _, slug = str(document.get_first("id")).partition("/")
        called = document.get_all("called")
        return Named(
            kind=cast("Kind", kind),
            slug=slug,
            name=str(document.get_first("name")),
            names=tuple(name for name in called if not name.startswith(BASE)),
            bases=tuple(name for name in called if name.startswith(BASE)),
            weight=int(document.get_first("weight") or 0),
        )

    def base_name(self, text: str) -> str:
        """The name *text* with every word in its base form, as *bases* of who is found have it."""
        return base_name(plain_name(text), self._base_of)

    def _find_base(self, word: str) -> str:
        return self._matcher.bases(word)[0]

    def _find_word(self, word: str) -> Word:
        bases = self._matcher.bases(word)
        schema = self._index.schema
        names = sum(self._searcher.doc_freq("names_base", base) for base in bases)
        in_names = _any([Query.term_query(schema, "names_base", base) for base in bases])
        in_texts = _any([Query.term_query(schema, "texts_base", base) for base in bases])
        anywhere = _any([in_names, Query.const_score_query(in_texts, _BESIDE)])
        return Word(names, in_names, anywhere)


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)
