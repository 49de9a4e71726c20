"""Queries that a page puts for its reader, paid from the budget of the reader's address."""

from flask import request

from server.endpoint.budget import Budget
from server.evaluation import Answer, Evaluator, PublicQuery
from server.snapshot import Snapshot


class Charging:
    """An evaluator for what answers a request: it asks another one, and has the client pay."""

    def __init__(self, evaluator: Evaluator, budget: Budget) -> None:
        self._evaluator = evaluator
        self._budget = budget

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*; raises TooManyRequests when nothing is left."""

        def ask() -> Answer:
            return self._evaluator.answer(snapshot, query)

        return self._budget.spend(request.remote_addr or "", ask)

    def cancel(self, query: str) -> bool:
        """Stop the query of that id, as the other evaluator does."""
        return self._evaluator.cancel(query)
