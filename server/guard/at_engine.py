"""The store of a guard when the graph is at an engine; no other guard waits to import this."""

from collections.abc import Collection

from graph.engines.client import Engine
from graph.engines.place import Place
from graph.engines.store import NAME, open_store
from graph.store import GraphStore


def store_at(place: bytes, base: str, services: Collection[str]) -> GraphStore:
    """The store at an encoded *place*, from which queries may go out to *services* only."""
    there = Place.decoded(place)
    return open_store(Engine(there.access, NAME), there, base, services)
