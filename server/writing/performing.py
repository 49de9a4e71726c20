"""The writer's side: a job becomes an order, which is carried out."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import pyoxigraph
from pyoxigraph import RdfFormat

from graph.errors import QueryError
from graph.orders import Answer, Built, Failed, Order, Pages, carry_out, failed
from graph.writes.write import PostGraph, PutGraph
from server.writing.jobs import GraphJob, Job, PagesJob, Upload

LARGEST_NAME: Final = 200


def perform(folder: Path, job: Job, patience: float) -> Answer:
    """Return what came of *job* on the data directory *folder*.

    It waits for other writers for so many seconds of *patience*.
    """
    try:
        if isinstance(job, PagesJob):
            return _built(folder, job, patience)
        order = job if isinstance(job, Order) else _order(job)
    except QueryError as error:
        return failed(error)
    return carry_out(folder, msgspec.structs.replace(order, patience=patience))


def _order(job: GraphJob) -> Order:
    kind = PutGraph if job.replaces else PostGraph
    return Order(what=kind(graph=job.graph, triples=b"".join(_n_triples(job))), by=job.by)


def _n_triples(job: GraphJob) -> Iterator[bytes]:
    """Yield each payload as N-Triples; blank nodes of different payloads stay apart."""
    for payload in job.payloads:
        try:
            quads = pyoxigraph.parse(
                payload.data,
                format=RdfFormat.from_media_type(payload.media_type),
                base_iri=job.base,
                without_named_graphs=True,
                rename_blank_nodes=True,
            )
            triples = (quad.triple for quad in quads)
            yield pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the graph that was sent cannot be read: {error}") from error


def _built(folder: Path, job: PagesJob, patience: float) -> Answer:
    with tempfile.TemporaryDirectory(prefix="salkku-pages-") as sources:
        for upload in job.uploads:
            (Path(sources) / file_name(upload)).write_bytes(upload.data)
        order = Order(what=Pages(sources=(sources,)), by=job.by, patience=patience)
        return _told(carry_out(folder, order), f"{sources}/")


def _told(answer: Answer, sources: str) -> Answer:
    """The *answer* without the folder in which the pages lay while they were read."""
    if isinstance(answer, Failed):
        return msgspec.structs.replace(answer, message=answer.message.replace(sources, ""))
    if isinstance(answer, Built):
        refused = tuple(reason.replace(sources, "") for reason in answer.refused)
        return msgspec.structs.replace(answer, refused=refused)
    return answer


def file_name(upload: Upload) -> str:
    """The name of the file of *upload* without any folder; raises QueryError for none."""
    name = upload.name.replace("\\", "/").rpartition("/")[2].strip()
    if not name.strip(".") or "\0" in name or len(name.encode()) > LARGEST_NAME:
        raise QueryError(f"{upload.name[:LARGEST_NAME]!r} is no name of a file for a page")
    return name
