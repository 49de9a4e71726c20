"""What engines understand otherwise than the standard, and how each is asked all the same.

virtuoso.py   finds triples well, and is wrong about much that is computed from them
gathering/    queries answered here, from triples that such an engine sends
"""

from collections.abc import Collection

from graph.engines.client import Engine
from graph.engines.dialect import Dialect, Standard, Term
from graph.engines.dialects import virtuoso
from graph.engines.dialects.gathering.part import Source
from graph.engines.dialects.gathering.store import GatheringStore
from graph.engines.naming import Generation


def dialect_of(server: str) -> Dialect:
    """How to speak with an engine that calls itself *server*."""
    return virtuoso.Virtuoso() if server.startswith(virtuoso.NAME) else Standard()


def keeps(server: str, term: Term) -> bool:
    """Whether an engine that calls itself *server* gives *term* back as it was."""
    return virtuoso.keeps(term) if server.startswith(virtuoso.NAME) else True


def gathering_of(
    server: str,
    engine: Engine,
    generation: Generation,
    *,
    name: str,
    allowed: Collection[str] = (),
    base: str = "",
) -> GatheringStore | None:
    """The store that answers from the triples of an *engine* that calls itself *server*.

    None for an engine that answers queries well itself.
    """
    source = look_ups_of(server, engine, generation)
    if source is None:
        return None
    return GatheringStore(source, generation.named, name, allowed, base)


def look_ups_of(server: str, engine: Engine, generation: Generation) -> Source | None:
    """What fetches triples of a *generation* from an *engine* that is asked for no more.

    None for one that answers queries, and gives whole graphs, itself.
    """
    is_virtuoso = server.startswith(virtuoso.NAME)
    return virtuoso.LookUps(engine, generation) if is_virtuoso else None
