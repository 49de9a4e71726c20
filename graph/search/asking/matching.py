"""Questions as the index answers them: which words of the texts fit which words of a question."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Final

import msgspec
from tantivy import Index, Occur, Query

from graph.search.asking.language import Question, Term, question
from graph.search.found import Understood
from graph.search.schema import LEVELS
from graph.search.words.closeness import errors
from graph.search.words.forms import Form
from graph.search.words.lexicon import Lexicon
from graph.search.words.stems import STEM, skeleton, stem, stems
from graph.search.words.text import folded

_PLACES: Final = (
    ("names_base", 8.0),
    ("names_part", 4.0),
    ("texts_base", 2.0),
    ("texts_part", 1.0),
)
"""Where a word is looked for, and what it weighs there: a word itself more than a part of one."""

_NEARNESS: Final = 0.02
"""What it weighs how often a word stands in a text, which never outweighs where it stands."""

_MOST_PHRASES: Final = 64
_MOST_TOLD: Final = 12
_LETTERS_FOR_ERRORS: Final = (4, 8)
"""The letters that a word has at least if it may have one error, or two."""

_SHORTEST_STEM: Final = 3
"""What is left of a shorter word says too little."""

Fits = Callable[[str], bool]


class Meaning(msgspec.Struct, frozen=True):
    """What a *word* of a question is taken for: base forms in the texts, and how it is so."""

    word: str
    bases: tuple[str, ...]
    how: str


class Matching(msgspec.Struct, frozen=True):
    """A question to the index, and how its words were understood."""

    query: Query
    understood: tuple[Understood, ...] = ()


class Matcher:
    """Finds for the words of a question those of the texts of one index."""

    def __init__(self, entities: Index, lexicon: Lexicon) -> None:
        self._schema = entities.schema
        self._searcher = entities.searcher()
        self._lexicon = lexicon
        self._meaning = lru_cache(maxsize=4096)(self._find_meaning)
        self._told = lru_cache(maxsize=4096)(self._find_told)

    def match(self, text: str, *, exact: bool) -> Matching | None:
        """Return what *text* asks the index; None when it asks nothing."""
        asked = question(text)
        if not asked:
            return None
        query = _either([self._all(terms, exact=exact) for terms in asked])
        return Matching(query, () if exact else self._understood(asked))

    def meaning(self, word: str) -> Meaning:
        """Return what *word* is taken for; a form that stands in a text is what it is there."""
        form = self._lexicon.form(word)
        return Meaning(word, form.bases, "base") if form else self._meaning(word)

    def _all(self, terms: Iterable[Term], *, exact: bool) -> Query:
        ask = self._written if exact else self._meant
        wanted = [(Occur.Must, ask(term)) for term in terms if term.wanted]
        unwanted = [(Occur.MustNot, ask(term)) for term in terms if not term.wanted]
        return Query.boolean_query([*(wanted or [(Occur.Must, Query.all_query())]), *unwanted])

    def _written(self, term: Term) -> Query:
        return _either([self._phrase(level, term.words) for level in LEVELS])

    def _meant(self, term: Term) -> Query:
        meanings = [self._meaning(word) for word in term.words]
        if len(meanings) == 1:
            return _either([*self._weighed(meanings[0].bases)])
        combined = islice(product(*(meaning.bases for meaning in meanings)), _MOST_PHRASES)
        phrases = [(f"{level}_base", phrase) for phrase in combined for level in LEVELS]
        return _either([self._phrase(field, phrase) for field, phrase in phrases])

    def _weighed(self, bases: Iterable[str]) -> Iterator[Query]:
        for base, (field, weight) in product(bases, _PLACES):
            term = Query.term_query(self._schema, field, base)
            yield _sum([Query.const_score_query(term, weight), Query.boost_query(term, _NEARNESS)])

    def _phrase(self, field: str, words: tuple[str, ...]) -> Query:
        if len(words) == 1:
            return Query.term_query(self._schema, field, words[0])
        return Query.phrase_query(self._schema, field, [*words])

    def _find_meaning(self, word: str) -> Meaning:
        """The nearest meaning of *word*: its own, that of its stem, that of a word close to it."""
        if meant := self._own(word) or self._of_stem(word):
            return Meaning(word, meant, "base")
        for distance in range(_errors_allowed(word) + 1):
            near = self._lexicon.close(word, distance) if distance else self._lexicon.unmarked(word)
            if meant := _nearest(word, near, _within(folded(word), distance)):
                return Meaning(word, meant, "close")
        return Meaning(word, (word,), "written")

    def _own(self, word: str) -> tuple[str, ...]:
        """The base forms of *word*; only itself where it is one, whatever else it may be."""
        if self._lexicon.forms_of(word):
            return (word,)
        form = self._lexicon.form(word)
        if form:
            return form.bases
        return tuple(stem for stem in stems(word) if self._lexicon.forms_of(stem))

    def _of_stem(self, word: str) -> tuple[str, ...]:
        """The words that *word* may be a form of: of its stem, or else of its skeleton."""
        cut, worn = stem(word), skeleton(word)
        if min(len(cut), len(worn)) < _SHORTEST_STEM:
            return ()
        return _nearest(word, self._lexicon.of_stem(cut), lambda key: stem(key) == cut) or _nearest(
            word, self._lexicon.of_skeleton(worn), lambda key: skeleton(key) == worn
        )

    def _understood(self, asked: Question) -> tuple[Understood, ...]:
        words = (word for terms in asked for term in terms if term.wanted for word in term.words)
        return tuple(self._told(word) for word in dict.fromkeys(words))

    def _find_told(self, word: str) -> Understood:
        meaning = self._meaning(word)
        forms = {form.written for base in meaning.bases for form in self._lexicon.forms_of(base)}
        matched = sorted(forms, key=lambda form: (-self._frequency(form), form))[:_MOST_TOLD]
        how = "written" if matched == [word] else meaning.how
        return Understood(word, tuple(matched), how)

    def _frequency(self, form: str) -> int:
        return sum(self._searcher.doc_freq(level, form) for level in LEVELS)


def _either(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _sum(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _errors_allowed(word: str) -> int:
    """How many errors a word of its length may have: none in one that is near to many others."""
    return sum(len(word) >= letters for letters in _LETTERS_FOR_ERRORS)


def _within(typed: str, distance: int) -> Fits:
    """Whether a word is so close to what is *typed*."""
    return lambda key: (
        abs(len(key) - len(typed)) <= distance and errors(typed, folded(key)) <= distance
    )


def _nearest(word: str, forms: Iterable[Form], fits: Fits) -> tuple[str, ...]:
    """The words of which a form, the base form or a part *fits*, of those the nearest to *word*."""
    meant: dict[str, dict[str, None]] = {}
    for form in forms:
        meant.setdefault(form.written, {}).update(dict.fromkeys(form.bases))
        for key in (*form.bases, *form.parts):
            meant.setdefault(key, {})[key] = None
    far = {key: errors(word, key) for key in meant if STEM not in key and fits(key)}
    nearest = [key for key, distance in far.items() if distance == min(far.values())]
    return tuple(dict.fromkeys(base for key in nearest for base in meant[key]))
