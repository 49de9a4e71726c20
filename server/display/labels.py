"""The names of concepts in the languages of the pages, from the published schemes."""

from functools import cache

from flask import g

from ontology.vocabulary import schemes
from server.display.texts import gettext
from server.display.yearly import REST


class Labels:
    """The names of all concepts, read once."""

    def __init__(self) -> None:
        self._labels = {
            concept.iri: concept.labels for scheme in schemes() for concept in scheme.concepts
        }

    def label(self, iri: str) -> str:
        """The name of the concept *iri* in the language at hand; its word where it has none."""
        return self._labels.get(iri, {}).get(g.language) or word(iri)

    def fund(self, series: str) -> str:
        """The name of a series of money by fund: the IRI of one, REST, or nothing."""
        if series == REST:
            return gettext("Other funds together")
        return self.label(series) if series else gettext("Sources that are not funds")


@cache
def concepts() -> Labels:
    """The names of all concepts, the same for who asks again."""
    return Labels()


def word(iri: str | None) -> str:
    """The last word of an IRI, such as ``ended``."""
    return (iri or "").rpartition("/")[2]
