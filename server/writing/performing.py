"""The writer's side: a job becomes an order, which is carried out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import pyoxigraph
from pyoxigraph import RdfFormat

from graph.carrying_out import carry_out
from graph.errors import QueryError, SalkkuError
from graph.generations.durable import writing
from graph.orders import Answer, Built, Failed, Order, Pages, failed
from graph.writes import audit
from server.writing.jobs import GraphJob, Job, PagesJob, Upload, line_about
from server.writing.landing import landing

LARGEST_NAME: Final = 200


def perform(folder: Path, job: Job, patience: float) -> Answer:
    """Return what came of *job* on the data directory *folder*.

    It waits for other writers for so many seconds of *patience*.
    """
    try:
        if isinstance(job, PagesJob):
            return _built(folder, job, patience)
        order = _order(job) if isinstance(job, GraphJob) else job
    except SalkkuError as error:
        audit.log(folder, line_about(job, audit.REFUSED, type(error).__name__))
        return failed(error)
    return carry_out(folder, msgspec.structs.replace(order, patience=patience))


def _order(job: GraphJob) -> Order:
    return Order(what=job.write(b"".join(_n_triples(job))), by=job.by)


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
    with landing(folder) as place:
        sources = tuple(str(_landed(place, upload)) for upload in job.uploads)
        order = Order(what=Pages(sources=sources), by=job.by, patience=patience)
        return _told(carry_out(folder, order), f"{place}/")


def _landed(place: Path, upload: Upload) -> Path:
    path = place / file_name(upload)
    if path.exists():
        raise QueryError(f"two files are named {path.name}; send each page once")
    with writing(path):
        path.write_bytes(upload.data)
    return path


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
