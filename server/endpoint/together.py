"""What all processes of a server have together, made before they start and handed to each."""

from typing import NamedTuple, Self

from server.endpoint.budget import Buckets
from server.endpoint.shared_replies import SharedReplies
from server.settings import MEBI, Settings


class Together(NamedTuple):
    """The budgets of clients, and the replies that are kept; None where one process keeps all."""

    buckets: Buckets
    replies: SharedReplies | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return it for the processes that *settings* ask for."""
        several = settings.workers > 1 and settings.result_cache
        return cls(Buckets(), SharedReplies(settings.result_cache * MEBI) if several else None)
