"""The writer's side: a job becomes a generation, and a line of the audit log."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.build.building import build
from graph.build.options import BuildOptions, BuildReport
from graph.errors import (
    DataDirectoryError,
    NothingToBuild,
    QueryError,
    SalkkuError,
    StoreError,
    WriteRefused,
)
from graph.writes.audit import FAILED, PUBLISHED, REFUSED, Line, log
from graph.writes.publishing import publish
from graph.writes.write import PostGraph, PutGraph, What, about
from server.writing.jobs import (
    Built,
    Failed,
    GraphJob,
    Job,
    Outcome,
    PagesJob,
    Upload,
    WriteJob,
    Written,
)

OURS: Final = (DataDirectoryError, StoreError)
"""The errors that are not the fault of who sent the job."""

LARGEST_NAME: Final = 200
DIGEST_SIZE: Final = 16


def perform(folder: Path, job: Job, patience: float) -> Outcome:
    """Return what came of *job* on the data directory *folder*; the log has a line of it."""
    kind, subject = _about(job)
    try:
        outcome = _performed(folder, job, patience)
    except SalkkuError as error:
        fault = FAILED if isinstance(error, OURS) else REFUSED
        reason = type(error).__name__
        log(folder, Line(token=job.by, kind=kind, subject=subject, outcome=fault, reason=reason))
        return _failed(error)
    generation = _generation(outcome)
    done = Line(token=job.by, kind=kind, subject=subject, outcome=PUBLISHED, generation=generation)
    log(folder, done)
    return outcome


def _performed(folder: Path, job: Job, patience: float) -> Written | Built:
    if isinstance(job, PagesJob):
        return _built(folder, job, patience)
    return Written(publish(folder, _what(job), by=job.by, patience=patience))


def _what(job: WriteJob | GraphJob) -> What:
    if isinstance(job, WriteJob):
        return job.what
    triples = b"".join(_n_triples(job))
    kind = PutGraph if job.replaces else PostGraph
    return kind(graph=job.graph, triples=triples)


def _n_triples(job: GraphJob) -> Iterator[bytes]:
    """Yield each payload as N-Triples; blank nodes of different payloads stay apart."""
    for payload in job.payloads:
        format_ = RdfFormat.from_media_type(payload.media_type)
        try:
            quads = pyoxigraph.parse(
                payload.data,
                format=format_,
                base_iri=job.base,
                without_named_graphs=True,
                rename_blank_nodes=True,
            )
            triples = (quad.triple for quad in quads)
            yield pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the graph that was sent cannot be read: {error}") from error


def _built(folder: Path, job: PagesJob, patience: float) -> Built:
    with tempfile.TemporaryDirectory(prefix="salkku-pages-") as sources:
        for upload in job.uploads:
            (Path(sources) / file_name(upload)).write_bytes(upload.data)
        options = BuildOptions(sources=(Path(sources),), patience=patience)
        return _told(build(folder, options), sources)


def _told(report: BuildReport, sources: str) -> Built:
    if report.refused and not (report.read or report.unchanged):
        raise NothingToBuild(_without(sources, "; ".join(map(str, report.refused))))
    return Built(
        generation=report.generation,
        published=report.published,
        read=report.read,
        unchanged=report.unchanged,
        refused=tuple(_without(sources, str(refusal)) for refusal in report.refused),
        findings=report.findings,
    )


def _without(sources: str, message: str) -> str:
    """The *message* without the folder in which the pages lay while they were read."""
    return message.replace(f"{sources}/", "")


def file_name(upload: Upload) -> str:
    """The name of the file of *upload* without any folder; raises QueryError for none."""
    name = upload.name.replace("\\", "/").rpartition("/")[2].strip()
    if not name.strip(".") or "\0" in name or len(name.encode()) > LARGEST_NAME:
        raise QueryError(f"{upload.name[:LARGEST_NAME]!r} is no name of a file for a page")
    return name


def _about(job: Job) -> tuple[str, str]:
    """The kind of *job* and what it is about, as the log may tell."""
    if isinstance(job, PagesJob):
        content = b"\0".join(upload.data for upload in job.uploads)
        return "pages", hashlib.blake2b(content, digest_size=DIGEST_SIZE).hexdigest()
    if isinstance(job, WriteJob):
        return about(job.what)
    kind = PutGraph if job.replaces else PostGraph
    return about(kind(graph=job.graph, triples=b""))


def _generation(outcome: Written | Built) -> str:
    return outcome.generation if isinstance(outcome, Built) else outcome.published.generation


def _failed(error: SalkkuError) -> Failed:
    report = error.report if isinstance(error, WriteRefused) else ()
    return Failed(error=type(error).__name__, message=str(error), report=report)
