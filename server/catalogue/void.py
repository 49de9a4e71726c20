"""What VoID says of the data set: how much of what it holds, and how one gets at it.

The default graph is what is counted; it holds every published statement once.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import quote

from flask import url_for
from pyoxigraph import Literal, NamedNode, Triple

from graph.dumps.dumps import GRAPHS as DUMPS
from graph.search.document import Kind
from graph.search.wish import Wish
from ontology.iris import Iris
from ontology.terms import PREFIXES, Dcterms, Foaf, Rdf, Void, Xsd
from server.catalogue.counting import counted
from server.catalogue.described import Described
from server.catalogue.distributions import address
from server.catalogue.telling import about, in_each_language, moment
from server.display.texts import gettext
from server.http.formats import GRAPHS

EXAMPLES: tuple[Kind, ...] = ("project", "organisation", "portfolio")


def void(described: Described) -> list[Triple]:
    """Return the description of the data set; whole addresses begin as the request at hand does."""
    parts = (document, access, size, classes, properties, linksets)
    return [*chain.from_iterable(part(described) for part in parts)]


def document(described: Described) -> Iterator[Triple]:
    """The description itself."""
    node = NamedNode(url_for("catalogue.void", _external=True))
    yield from about(
        node,
        (Rdf.type, Void.DatasetDescription),
        *in_each_language(Dcterms.title, lambda: gettext("What the data set holds")),
        (Foaf.primaryTopic, described.dataset),
    )


def access(described: Described) -> Iterator[Triple]:
    """What the data set is called, and where it is asked, fetched and entered."""
    snapshot, iris = described.snapshot, described.iris
    yield from about(
        described.dataset,
        (Rdf.type, Void.Dataset),
        *((Dcterms.title, Literal(name, language=tag)) for tag, name in described.names()),
        (Dcterms.license, described.licence),
        (Dcterms.modified, moment(snapshot.generation.time)),
        (Foaf.homepage, NamedNode(url_for("pages.front", page_name="home", _external=True))),
        (Void.sparqlEndpoint, NamedNode(url_for("endpoint.sparql", _external=True))),
        *((Void.dataDump, NamedNode(address(described, name))) for name in DUMPS),
        *((Void.feature, NamedNode(iri)) for iri in dict.fromkeys(f.writer.iri for f in GRAPHS)),
        (Void.uriSpace, Literal(f"{iris.base}id/")),
        (Void.rootResource, iris.register()),
        *((Void.exampleResource, node) for node in _examples(described)),
    )


def size(described: Described) -> Iterator[Triple]:
    """How many statements and things there are, and of which vocabularies."""
    used = counted(described, "triples_by_property")
    things = counted(described, "entities_by_class")
    if not used or not things:
        return
    yield from about(
        described.dataset,
        (Void.triples, _number(sum(int(row["triples"]) for row in used))),
        (Void.entities, _number(sum(int(row["entities"]) for row in things))),
        (Void.classes, _number(len(things))),
        (Void.properties, _number(len(used))),
        *((Void.vocabulary, node) for node in _vocabularies([*used, *things])),
    )


def classes(described: Described) -> Iterator[Triple]:
    """How many things of each class there are."""
    for row in counted(described, "entities_by_class"):
        node = _partition(described.iris, "class", row["class"])
        yield from about(described.dataset, (Void.classPartition, node))
        yield from about(
            node, (Void.class_, NamedNode(row["class"])), (Void.entities, _number(row["entities"]))
        )


def properties(described: Described) -> Iterator[Triple]:
    """In how many statements each property stands."""
    for row in counted(described, "triples_by_property"):
        node = _partition(described.iris, "property", row["property"])
        yield from about(described.dataset, (Void.propertyPartition, node))
        yield from about(
            node,
            (Void.property, NamedNode(row["property"])),
            (Void.triples, _number(row["triples"])),
        )


def linksets(described: Described) -> Iterator[Triple]:
    """The links to each register that others keep, by their relation."""
    for row in counted(described, "links_by_register"):
        register = NamedNode(row["register"])
        name = f"{row['register'].rpartition('/')[2]}-{_local(row['relation'])}"
        node = described.iris.catalogue(f"links-{name}")
        yield from about(described.dataset, (Void.subset, node))
        yield from about(
            node,
            (Rdf.type, Void.Linkset),
            (Void.subjectsTarget, described.dataset),
            (Void.objectsTarget, register),
            (Void.linkPredicate, NamedNode(row["relation"])),
            (Void.triples, _number(row["links"])),
        )
        yield from about(register, (Rdf.type, Void.Dataset))


def _examples(described: Described) -> Iterator[NamedNode]:
    """The first thing of each kind, by name."""
    snapshot = described.snapshot
    for kind in EXAMPLES:
        slugs = snapshot.index.slugs(
            Wish(kind=kind, order="name"), snapshot.generation.manifest.day
        )
        yield from (described.iris.entity(kind, slug) for slug in slugs[:1])


def _vocabularies(rows: Iterable[Mapping[str, str]]) -> Iterator[NamedNode]:
    """The namespaces of which a class or a property is used."""
    used = [row.get("property") or row["class"] for row in rows]
    for namespace in PREFIXES.values():
        if any(iri.startswith(namespace) for iri in used):
            yield NamedNode(namespace)


def _partition(iris: Iris, kind: str, iri: str) -> NamedNode:
    """The IRI of a part of the data set: prefix and name, where the namespace has a prefix."""
    known = ((p, n) for p, n in PREFIXES.items() if iri.startswith(n))
    prefix, namespace = next(known, ("", ""))
    name = f"{prefix}-{iri.removeprefix(namespace)}" if prefix else iri
    return iris.catalogue(f"{kind}-{quote(name, safe='')}")


def _local(iri: str) -> str:
    """The last step of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]


def _number(count: int | str) -> Literal:
    return Literal(str(count), datatype=Xsd.integer)
