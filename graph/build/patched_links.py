"""Links in a patched store: replaced where what they rest on changed, or what people decided."""

from collections.abc import Sequence

from graph.build.patched_store import PatchedStore
from graph.generations.manifest import Counts
from graph.generations.segments import Records
from graph.links.link import Link, LinkedKind
from graph.links.linking import Weighing
from graph.links.quads import conflicts, given_by_links
from graph.links.stored import StoredLinks
from ontology.iris import Iris


class PatchedLinks:
    """The links of a store that is being *patched*, by what people decided."""

    def __init__(self, patched: PatchedStore, weighing: Weighing, iris: Iris) -> None:
        self._patched = patched
        self._weighing = weighing
        self._iris = iris
        self._stored = StoredLinks(patched.stores[0], iris)

    def replace(self, kind: LinkedKind, slug: str, new: Sequence[Link]) -> Counts:
        """Let *new* be all links of the entity; return how many more findings there are."""
        old = self._stored.of(kind, slug)
        self._patched.replace(given_by_links(old, self._iris), given_by_links(new, self._iris))
        return Counts(findings=conflicts(new) - conflicts(old))

    def follow(self, records: Records) -> Counts:
        """Let every link be as people decided; what is proposed of an entity stays as it was.

        *records* tell when a page was read whose project was not linked anew. Returns how many more
        findings there are.
        """
        weighing, counts = self._weighing, Counts()
        for kind, slug in sorted(self._stored.overtaken(weighing.decisions, weighing.registers)):
            proposals = [link.proposal for link in self._stored.of(kind, slug)]
            entry = records.with_slug(slug) if kind == "project" else None
            links = weighing.links(kind, slug, proposals, entry.read_at if entry else None)
            counts = counts.plus(self.replace(kind, slug, links))
        return counts
