"""Answers that a page shows, kept beside the replies that programs get."""

from collections.abc import Sequence
from typing import Final

from server.endpoint.repeatable import is_repeatable, tag_of
from server.endpoint.result_cache import ResultCache
from server.evaluation import Answer, Evaluator, PublicQuery
from server.snapshot import Snapshot

FOR_PAGES: Final = "-answer"
"""What tells the key of an answer from those of replies."""


class Remembering:
    """The evaluator *inner*, which is asked only for what the *cache* does not hold.

    The *limits* are those of answers: rows, and MiB.
    """

    def __init__(self, inner: Evaluator, cache: ResultCache, limits: Sequence[int]) -> None:
        self._inner = inner
        self._cache = cache
        self._limits = limits

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*, asked of *snapshot*, and raise as the inner does."""
        if not is_repeatable(query.text):
            return self._inner.answer(snapshot, query)
        key = tag_of(snapshot.id, query, self._limits) + FOR_PAGES
        kept = self._cache.get(snapshot.id, key)
        if isinstance(kept, Answer):
            return kept
        answer = self._inner.answer(snapshot, query)
        self._cache.put(snapshot.id, key, answer)
        return answer

    def cancel(self, query: str) -> bool:
        """Stop the query of that id; whether there was one."""
        return self._inner.cancel(query)
