"""Completions of what is being typed."""

from collections.abc import Iterable, Sequence
from itertools import islice, zip_longest
from typing import Final

from tantivy import Index, Query

from graph.search.asking.choosing import together
from graph.search.asking.reading import answer, stored
from graph.search.document import KINDS, Kind
from graph.search.fields import FIRST, LONGEST_TYPED
from graph.search.found import Suggestion
from graph.search.words.text import folded, words

_SHORTEST_MISTYPED: Final = 4
"""In a shorter beginning an error may make any word."""


def suggest(
    index: Index, text: str, limit: int, kinds: Sequence[Kind] = KINDS
) -> tuple[Suggestion, ...]:
    """The entities of *kinds* with names in which words begin as those of *text*; at most *limit*.

    Every kind has its share, its weightiest first, and before them names that begin so themselves.
    """
    typed = [word[:LONGEST_TYPED] for word in words(folded(text))]
    if not typed:
        return ()
    begun = [_begun(index, word) for word in typed]
    nearly = [_nearly_begun(index, word) for word in typed]
    return _suggested(index, begun, typed, limit, kinds) or _suggested(
        index, nearly, typed, limit, kinds
    )


def _suggested(
    index: Index, parts: list[Query], typed: list[str], limit: int, kinds: Sequence[Kind]
) -> tuple[Suggestion, ...]:
    first = Query.term_query(index.schema, "begun", FIRST + typed[0])
    by_kind = [_of_kind(index, kind, parts, first, limit) for kind in kinds]
    in_turn = (found for turn in zip_longest(*by_kind) for found in turn if found)
    chosen = [*islice(in_turn, limit)]
    return tuple(sorted(chosen, key=lambda found: KINDS.index(found.kind)))


def _of_kind(
    index: Index, kind: Kind, parts: list[Query], first: Query, limit: int
) -> list[Suggestion]:
    """The suggestions of one *kind*, those first whose name begins with what is typed."""
    of_kind = Query.term_query(index.schema, "entity", kind)
    found: dict[str, Suggestion] = {}
    for queries in ([of_kind, first, *parts], [of_kind, *parts]):
        if len(found) < limit:
            found |= {
                one.slug: one for one in _heaviest(index, queries, limit) if one.slug not in found
            }
    return [*islice(found.values(), limit)]


def _heaviest(index: Index, queries: Iterable[Query], limit: int) -> Iterable[Suggestion]:
    for _, address in answer(index, together(queries), limit, field="by_weight").places:
        found = stored(index, address)
        yield Suggestion(found.kind, found.slug, found.name, found.weight)


def _begun(index: Index, word: str) -> Query:
    return Query.term_query(index.schema, "begun", word)


def _nearly_begun(index: Index, word: str) -> Query:
    if len(word) < _SHORTEST_MISTYPED:
        return _begun(index, word)
    return Query.fuzzy_term_query(index.schema, "begun", word, 1)
