"""What the writer is told: an order as it is, or what is to become one there.

What a client sent is read by the writer, whose memory is limited, and never by the worker.
"""

import msgspec

from graph.orders import Answer, Order, subject_of
from graph.writes import audit
from graph.writes.write import PostGraph, PutGraph, about


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

    def write(self, triples: bytes) -> PutGraph | PostGraph:
        """The write of those *triples*, which are N-Triples."""
        kind = PutGraph if self.replaces else PostGraph
        return kind(graph=self.graph, triples=triples)


class Upload(msgspec.Struct, frozen=True):
    """A page that was sent: the name of its file and its bytes."""

    name: str
    data: bytes


class PagesJob(msgspec.Struct, frozen=True, kw_only=True, tag="pages"):
    """Pages to be read and published."""

    by: str
    uploads: tuple[Upload, ...]


Job = Order | GraphJob | PagesJob


def line_about(job: Job, outcome: str, reason: str) -> audit.Line:
    """The line of the audit log about a *job* of which nothing came, and why not."""
    kind, subject = _subject(job)
    return audit.Line(token=job.by, kind=kind, subject=subject, outcome=outcome, reason=reason)


def _subject(job: Job) -> tuple[str, str]:
    if isinstance(job, GraphJob):
        return about(job.write(b""))
    if isinstance(job, PagesJob):
        return "pages", ""
    return subject_of(job.what)


def decode_job(content: bytes) -> Job:
    """The job in *content*, as MessagePack."""
    return msgspec.msgpack.decode(content, type=Job)  # type: ignore[no-any-return]  # a union of structs is a type to the library


def decode_answer(content: bytes) -> Answer:
    """The answer in *content*, as MessagePack."""
    return msgspec.msgpack.decode(content, type=Answer)  # type: ignore[no-any-return]  # as above
