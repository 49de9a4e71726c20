"""Queries that a page puts for its reader, paid from the budget of the reader's address."""

import time

from flask import request
from werkzeug.exceptions import TooManyRequests

from graph.errors import QueryError
from server.endpoint.budget import Budget
from server.evaluation import Answer, Evaluator, PublicQuery, QueryStopped
from server.snapshot import Snapshot


class Charging:
    """An evaluator for what answers a request: it asks another one, and has the client pay."""

    def __init__(self, evaluator: Evaluator, budget: Budget) -> None:
        self._evaluator = evaluator
        self._budget = budget

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*; raises TooManyRequests when nothing is left."""
        client = request.remote_addr or ""
        self._admit(client)
        started = time.perf_counter()
        try:
            answer = self._evaluator.answer(snapshot, query)
        except (QueryError, QueryStopped):
            self._budget.charge(client, time.perf_counter() - started)
            raise
        self._budget.charge(client, answer.seconds)
        return answer

    def cancel(self, query: str) -> bool:
        """Stop the query of that id, as the other evaluator does."""
        return self._evaluator.cancel(query)

    def _admit(self, client: str) -> None:
        seconds = self._budget.wait(client)
        if seconds:
            raise TooManyRequests(
                f"You have asked as much as one client may in a minute; wait {seconds} seconds.",
                retry_after=seconds,
            )
