"""What a public query may take, and how many may run: one small table."""

from typing import Final, Self

import msgspec

from server.settings import CORES, MEBI, Settings

AT_HAND: Final = 2
"""How many threads and guards slow queries can never take."""

FEWEST: Final = 2
"""How many slow queries run at once in a worker at least: one may have most of the clients, and
should then use more than its own core."""

MOST_PAUSED: Final = 6
"""How many slow queries wait paused in one worker: each holds its memory meanwhile."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of one query, and of all in one worker.

    *memory* and *size* are in bytes; *rows* are rows or triples. A query is slow that runs for
    longer than *patience* seconds; *places* slow ones run at once, and a *line* of others waits,
    some of them *paused* with what they have worked out. *engine* says that the graph is at one.
    """

    seconds: float = 20.0
    memory: int = 1024 * MEBI
    rows: int = 1_000_000
    size: int = 256 * MEBI
    services: tuple[str, ...] = ()
    engine: bool = False
    patience: float = 0.1
    places: int = 1
    paused: int = 2
    line: int = 32

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that *settings* tell, and the share of one worker of the cores."""
        places = max(FEWEST, CORES // settings.workers)
        line = max(0, settings.threads - AT_HAND - places)
        return cls(
            seconds=settings.query_seconds,
            memory=settings.query_memory * MEBI,
            rows=settings.query_rows,
            size=settings.query_size * MEBI,
            services=tuple(settings.services.split()),
            engine=bool(settings.store),
            places=places,
            paused=min(MOST_PAUSED, line),
            line=line,
        )

    @property
    def guards(self) -> int:
        """How many guards are needed: one for each slow query that has one, some for look-ups."""
        return self.places + self.paused + AT_HAND
