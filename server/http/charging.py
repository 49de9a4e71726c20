"""What a reader's address pays for: queries that a page puts, and whole lists as files."""

import time
from typing import Final

from flask import Flask, Response, g, request

from server.endpoint.budget import Budget
from server.evaluation import Answer, Evaluator, PublicQuery
from server.snapshot import Snapshot

WHOLE_LISTS: Final = "data.table"
"""The endpoint of lists as files: they may be as long as the register."""


def charge_for_lists(app: Flask, budget: Budget) -> None:
    """Let who takes whole lists from *app* pay for the time of making them, as for a query."""

    @app.before_request
    def let_in() -> None:
        if request.endpoint == WHOLE_LISTS:
            budget.let_in(request.remote_addr or "")
            g.list_began = time.thread_time()

    @app.after_request
    def charge(answer: Response) -> Response:
        if "list_began" in g:
            budget.charge(request.remote_addr or "", time.thread_time() - g.list_began)
        return answer


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
