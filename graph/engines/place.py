"""Where an engine is, and where a generation is there."""

from typing import Final, Self

import msgspec

from graph.engines.naming import Generation

SECONDS: Final = 30.0


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Where an engine is, and what opens it: a *user* with a *password*, or a *token*.

    *query*, *update* and *graphs* are the addresses for queries, updates, and the Graph Store
    Protocol; one that is empty is not needed. *seconds* is how long any answer may take.
    """

    query: str
    update: str = ""
    graphs: str = ""
    user: str = ""
    password: str = ""
    token: str = ""
    seconds: float = SECONDS

    def __repr__(self) -> str:
        return f"Access({self.query!r})"  # nothing that opens it gets into a log


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A *generation* at an engine: all that another process needs to know to ask it.

    *server* is what the engine calls itself.
    """

    access: Access
    generation: Generation
    server: str = ""

    def encoded(self) -> bytes:
        """It as bytes."""
        return msgspec.json.encode(self)

    @classmethod
    def decoded(cls, told: bytes) -> Self:
        """The place that was *encoded*."""
        return msgspec.json.decode(told, type=cls)
