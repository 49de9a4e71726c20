"""Data directories made of few pages, and writes on them, for tests of writing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.build.building import build
from graph.build.options import BuildOptions, BuildReport
from graph.generations.directory import DataDirectory
from graph.generations.manifest import Manifest
from graph.privacy.policy import Contacts
from graph.writes.publishing import publish
from graph.writes.write import Published, Update, What
from tests.graph.made_pages import put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOTES = "http://example.fi/notes"
PREFIXES = """
PREFIX : <http://example.fi/>
PREFIX sk: <https://w3id.org/salkku/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX project: <http://localhost:8000/id/project/>
"""


class Made:
    """A data directory in *folder*, with a clock of its own: each step is a minute later."""

    def __init__(self, folder: Path, pages: int = 3) -> None:
        self.folder = folder / "data"
        self.pages = folder / "pages"
        self.clock = NOW
        put_many(self.pages, pages)
        self.build()

    def build(self, **options: object) -> BuildReport:
        """Build all pages."""
        asked = {"sources": (self.pages,), "now": self._tick(), "contacts": Contacts.FULL} | options
        return build(self.folder, BuildOptions(**asked))  # type: ignore[arg-type]  # what a test asks for

    def write(self, what: What | str) -> Published:
        """Make a write; a text is an update."""
        if isinstance(what, str):
            what = Update(text=PREFIXES + what)
        return publish(self.folder, what, by="tester", now=self._tick())

    def _tick(self) -> datetime:
        self.clock += timedelta(minutes=1)
        return self.clock

    @property
    def directory(self) -> DataDirectory:
        return DataDirectory.open(self.folder)

    @property
    def manifest(self) -> Manifest:
        return self.directory.generation().manifest

    def store(self) -> Store:
        """The published store."""
        return self.directory.generation().open_store()

    def quads(self) -> set[Quad]:
        return set(self.store())

    def objects(self, subject: str, predicate: str) -> set[str]:
        """What the default graph says of *subject* by *predicate*."""
        found = self.store().quads_for_pattern(
            NamedNode(subject), NamedNode(predicate), None, DefaultGraph()
        )
        return {quad.object.value for quad in found}  # type: ignore[union-attr]  # no test asks for triples

    def findings(self) -> set[tuple[str, str]]:
        """The projects and the messages of the findings that tell of writes."""
        rows = self.store().query(
            PREFIXES
            + """SELECT ?project ?message WHERE {
                ?project sk:finding ?finding . ?finding sk:message ?message ; sk:what ?what
                FILTER(?what IN ("statements removed", "write not made again")) }"""
        )
        return {(row["project"].value.rsplit("/", 1)[1], row["message"].value) for row in rows}  # type: ignore[union-attr]  # a SELECT gives rows


def labels(quads: Iterable[Quad]) -> set[str]:
    """The *quads* as text, so that a failing test can be read."""
    return {str(quad) for quad in quads}
