"""What a write is: an update, or a graph that is put, added to, or deleted; when, and by whom."""

import hashlib
from datetime import datetime
from typing import Final

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.journal import Kept

DIGEST_SIZE: Final = 16
DEFAULT: Final = "default"
"""What the default graph is called where graphs are named."""


class Update(msgspec.Struct, frozen=True, kw_only=True, tag="update"):
    """A SPARQL 1.1 Update; *using_default* and *using_named* are graphs for its WHERE parts.

    They come from the protocol (SPARQL 1.1 Protocol, section 2.2.3). *base* resolves relative IRIs.
    """

    text: str
    using_default: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    base: str = ""


class PutGraph(msgspec.Struct, frozen=True, kw_only=True, tag="put"):
    """A *graph* that takes the place of the one of its name; *triples* are N-Triples.

    Without a name it is the default graph.
    """

    graph: str | None = None
    triples: bytes


class PostGraph(msgspec.Struct, frozen=True, kw_only=True, tag="post"):
    """More *triples*, as N-Triples, for a *graph*; without a name, for the default graph."""

    graph: str | None = None
    triples: bytes


class DeleteGraph(msgspec.Struct, frozen=True, kw_only=True, tag="delete"):
    """A *graph* that goes; without a name, all that the default graph holds."""

    graph: str | None = None


What = Update | PutGraph | PostGraph | DeleteGraph


class Write(msgspec.Struct, frozen=True, kw_only=True):
    """One write: *by* is the id of the token with which it was made."""

    time: datetime
    by: str
    what: What


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What a write did: the *generation* that it made, its *number*, how many quads changed.

    *created*: the graph that it names was not there before.
    """

    generation: str
    number: int
    inserted: int
    removed: int
    created: bool


def encode_write(write: Write) -> bytes:
    """The *write* as the journal keeps it."""
    return msgspec.msgpack.encode(write)


def decode_write(kept: Kept) -> Write:
    """Return the write that was *kept*.

    Raises DataDirectoryError when another version of Salkku kept it.
    """
    try:
        return msgspec.msgpack.decode(kept.content, type=Write)
    except msgspec.MsgspecError as error:
        raise DataDirectoryError(
            f"the write {kept.number} ({kept.hash}) cannot be read: {error};"
            " use the version of Salkku that kept it"
        ) from error


def about(what: What) -> tuple[str, str]:
    """The kind of a write, and its graph's name or the hash of its text: what may be logged."""
    match what:
        case Update(text=text):
            return "update", hashlib.blake2b(text.encode(), digest_size=DIGEST_SIZE).hexdigest()
        case PutGraph(graph=graph):
            return "put", graph or DEFAULT
        case PostGraph(graph=graph):
            return "post", graph or DEFAULT
        case DeleteGraph(graph=graph):
            return "delete", graph or DEFAULT
