"""Entities by what they are called: those of just that name, and those of names alike."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, cast

from tantivy import DocAddress, Index, Occur, Query

from graph.search.asking.matching import Matcher
from graph.search.asking.reading import number
from graph.search.document import Kind
from graph.search.fields import identity
from graph.search.found import Named
from graph.search.words.names import BASE, base_name, plain_name, spellings
from graph.search.words.text import folded

_KEPT: Final = 16_384
"""So many words are kept with what the index knows of them."""

_MOST_WORDS: Final = 16
"""More words than names have; what is longer is no name, and its rarest words are enough."""

_MOST_ASKED: Final = 30
"""So many words of what is asked for are looked at: nothing is called by more."""

_LOOSENED: Final = ((5, 2), (3, 1))
"""So many of the rarest words, of which so many must be found, where not all of them are."""

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
        """Those of *kinds* that are called *text*; if none is, in other forms of its words."""
        name = plain_name(text)
        if not _is_name(name):
            return []
        return self._called(spellings(name), kinds, limit) or self._called(
            [base_name(name, self._base_of)], kinds, limit
        )

    def _called(self, keys: Iterable[str], kinds: Collection[Kind], limit: int) -> list[Named]:
        asked = _any([Query.term_query(self._index.schema, "called", key) for key in keys])
        return [*self._named(self._of(kinds, [asked]), limit)]

    def alike(self, text: str, kinds: Collection[Kind], limit: int) -> list[Named]:
        """Those of *kinds* whose names have the most words, or the rarest ones, of *text*."""
        asked = dict.fromkeys(plain_name(text).split()[:_MOST_ASKED])
        sorts = tuple(sorted(kinds))
        words = [word for each in asked if (word := self._word(each, sorts)).names]
        rarest = sorted(words, key=lambda word: word.names)[:_MOST_WORDS]
        if not rarest:
            return []
        ways = ((len(rarest), len(rarest)), *_LOOSENED)
        found = ([*self._named(self._holding(rarest, kinds, *way), limit)] for way in ways)
        return next(filter(None, found), [])

    def _holding(
        self, words: Sequence[Word], kinds: Collection[Kind], among: int, needed: int
    ) -> Query:
        """Names of *kinds* that hold *needed* of the first *words*; the others only weigh."""
        first = [(Occur.Should, word.in_names) for word in words[:among]]
        needed = min(needed, len(first))
        return self._of(
            kinds,
            [Query.boolean_query(first, minimum_number_should_match=needed)]
            if needed < len(first)
            else [word.in_names for word in words[:among]],
            [word.anywhere for word in words[among:]],
        )

    def _of(
        self, kinds: Collection[Kind], musts: Iterable[Query], shoulds: Iterable[Query] = ()
    ) -> Query:
        # A set of terms would be gathered whole each time.
        of_kinds = _any([Query.term_query(self._index.schema, "entity", kind) for kind in kinds])
        return Query.boolean_query(
            [
                (Occur.Must, Query.const_score_query(of_kinds, 0.0)),
                *((Occur.Must, query) for query in musts),
                *((Occur.Should, query) for query in shoulds),
            ]
        )

    def _named(self, query: Query, limit: int) -> Iterator[Named]:
        for _, address in self._searcher.search(query, limit, count=False).hits:
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
        """The name *text* with every word in its base form, as *bases* of who is found have it.

        A word that is only close to one, by a typing error, stays as it is.
        """
        name = plain_name(text)
        return base_name(name, self._sure_base) if _is_name(name) else BASE + name

    def _sure_base(self, word: str) -> str:
        meaning = self._matcher.meaning(word)
        base = meaning.bases[0]
        return base if meaning.how == "base" or folded(base) == folded(word) else word

    def _find_base(self, word: str) -> str:
        return self._matcher.meaning(word).bases[0]

    def _find_word(self, word: str, kinds: tuple[Kind, ...]) -> Word:
        bases, schema = self._matcher.meaning(word).bases, self._index.schema
        in_names = _any([Query.term_query(schema, "names_base", base) for base in bases])
        in_texts = _any([Query.term_query(schema, "texts_base", base) for base in bases])
        anywhere = _any([in_names, Query.const_score_query(in_texts, _BESIDE)])
        return Word(number(self._index, self._of(kinds, [in_names])), in_names, anywhere)


def _is_name(name: str) -> bool:
    """Whether something may be called *name*, which is plain."""
    return 0 < len(name.split()) <= _MOST_ASKED


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)
