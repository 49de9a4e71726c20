"""What goes between a worker and its writer: a job, and what came of it."""

import msgspec

from graph.build.options import FoundOnPage
from graph.errors import Objection
from graph.writes.publishing import Published
from graph.writes.write import What


class WriteJob(msgspec.Struct, frozen=True, kw_only=True, tag="write"):
    """Something to write, *by* whom (the id of a token)."""

    by: str
    what: What


class Payload(msgspec.Struct, frozen=True):
    """A graph as it was sent: its media type and its bytes."""

    media_type: str
    data: bytes


class GraphJob(msgspec.Struct, frozen=True, kw_only=True, tag="graph"):
    """Graphs that were sent: to take the place of *graph*, or to be added to it.

    Without a name it is the default graph. Relative IRIs are resolved against *base*.
    """

    by: str
    graph: str | None
    payloads: tuple[Payload, ...]
    replaces: bool
    base: str


class Upload(msgspec.Struct, frozen=True):
    """A page that was sent: the name of its file and its bytes."""

    name: str
    data: bytes


class PagesJob(msgspec.Struct, frozen=True, kw_only=True, tag="pages"):
    """Pages to be read and published."""

    by: str
    uploads: tuple[Upload, ...]


Job = WriteJob | GraphJob | PagesJob


class Written(msgspec.Struct, frozen=True, tag="written"):
    """A write that was made and published."""

    published: Published


class Built(msgspec.Struct, frozen=True, kw_only=True, tag="built"):
    """What came of pages: *generation* is the current one, *published* whether it is new."""

    generation: str
    published: bool
    read: int
    unchanged: int
    refused: tuple[str, ...]
    findings: tuple[FoundOnPage, ...]


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag="failed"):
    """A job of which nothing is kept: the name of the *error*, its words, the shapes' report."""

    error: str
    message: str
    report: tuple[Objection, ...] = ()


Outcome = Written | Built | Failed


def decode_job(content: bytes) -> Job:
    """The job in *content*, as MessagePack."""
    return msgspec.msgpack.decode(content, type=Job)  # type: ignore[no-any-return]  # a union of structs is a type to the library


def decode_outcome(content: bytes) -> Outcome:
    """The outcome in *content*, as MessagePack."""
    return msgspec.msgpack.decode(content, type=Outcome)  # type: ignore[no-any-return]  # as above
