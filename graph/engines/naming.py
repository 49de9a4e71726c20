"""What our graphs are called at an engine, and its catalogue of generations.

The default graph of a generation lies in a graph of its own, and so does each of its named graphs.
The *catalogue* is one more graph. It names the generations that are there whole, the graphs of
each, and the generation that is current:

    <catalogue>   dcat:hasVersion         <default>     it is there whole
    <catalogue>   dcat:hasCurrentVersion  <default>     it is the current one
    <default>     dcat:version            "id"
    <default>     dcterms:identifier      "hash"        that of the manifest
    <default>     void:triples            1234
    <named>       dcterms:isPartOf        <default>
    <named>       dcterms:isVersionOf     <logical>     its name in our own store
    <named>       void:triples            56

A generation is entered by one update when all its graphs are there and were checked, and becomes
the current one by another: nobody ever reads half of one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from graph.engines.texts import text
from graph.store import Dataset
from ontology.iris import EngineGraphs
from ontology.terms import Dcat, Dcterms, Void


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """A generation at an engine: the IRIs of its graphs there, and how many triples each has.

    *named* are the IRIs there by those that the graphs have in our own store; *triples* are the
    counts by the IRIs there, the *default* graph among them. *hash* is that of the manifest.
    """

    id: str
    hash: str
    default: str
    named: Mapping[str, str]
    triples: Mapping[str, int]

    @property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs there of all its graphs, the default graph first."""
        return (self.default, *self.named.values())


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """The *generations* that an engine holds whole, by their ids, and the id of the current one.

    *current* is empty while there is none.
    """

    generations: Mapping[str, Generation]
    current: str = ""


def named_there(
    graphs: EngineGraphs, generation: str, hash_: str, counts: Mapping[str, int]
) -> Generation:
    """The generation of that id as it is called at an engine.

    *counts* are the triples of its graphs by the IRIs in our own store; the default graph is "".
    """
    default = graphs.default(generation).value
    ours = sorted(iri for iri in counts if iri)
    named = {iri: graphs.named(generation, n).value for n, iri in enumerate(ours, 1)}
    triples = {named.get(iri, default): count for iri, count in counts.items()}
    return Generation(id=generation, hash=hash_, default=default, named=named, triples=triples)


def catalogue_query(graphs: EngineGraphs) -> tuple[str, Dataset]:
    """The query whose rows ``read_catalogue`` reads, and the dataset of which it is asked."""
    return text("catalogue.rq"), Dataset((graphs.catalogue().value,), ())


def read_catalogue(graphs: EngineGraphs, triples: Iterable[Triple]) -> Catalogue:
    """What the catalogue says; nothing of a generation of which it does not say all.

    While one generation takes the place of another, both may be current: then the newer one is.
    """
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for subject, property_, value in triples:
        if not isinstance(subject, Triple) and not isinstance(value, Triple):
            told[subject.value, property_.value].append(value.value)
    of_catalogue = graphs.catalogue().value
    whole = told[of_catalogue, Dcat.hasVersion.value]
    found = [generation for each in whole for generation in _generations(each, told)]
    current = told[of_catalogue, Dcat.hasCurrentVersion.value]
    return Catalogue(
        generations={generation.id: generation for generation in found},
        current=max((each.id for each in found if each.default in current), default=""),
    )


def _generations(default: str, told: Mapping[tuple[str, str], list[str]]) -> Iterator[Generation]:
    """The generation of that *default* graph, if enough is said of it."""
    part, ours, count = Dcterms.isPartOf.value, Dcterms.isVersionOf.value, Void.triples.value
    named = {
        name: subject
        for (subject, property_), values in told.items()
        if property_ == part and default in values
        for name in told.get((subject, ours), ())
    }
    triples = {
        graph: n for graph in (default, *named.values()) for n in told.get((graph, count), ())
    }
    ids = told.get((default, Dcat.version.value), [])
    hashes = told.get((default, Dcterms.identifier.value), [])
    if len(ids) == len(hashes) == 1 and all(map(str.isdecimal, triples.values())):
        yield Generation(
            id=ids[0],
            hash=hashes[0],
            default=default,
            named=dict(sorted(named.items())),
            triples={graph: int(n) for graph, n in triples.items()},
        )


def enter(graphs: EngineGraphs, generation: Generation) -> str:
    """The update that says that *generation* is there whole."""
    return text("enter.ru", catalogue=graphs.catalogue(), triples=_told(graphs, generation))


def switch(graphs: EngineGraphs, generation: Generation) -> str:
    """The update that makes *generation*, which was entered, the current one."""
    default = NamedNode(generation.default)
    return text("switch.ru", catalogue=graphs.catalogue(), generation=default)


def leave(graphs: EngineGraphs, generation: Generation) -> str:
    """The update after which nothing is said of *generation*: then its graphs may be dropped."""
    return text("leave.ru", catalogue=graphs.catalogue(), triples=_told(graphs, generation))


def drop(graph: str) -> str:
    """The update that drops the *graph* of that IRI there, if it is there."""
    return text("drop.ru", graph=NamedNode(graph))


def _told(graphs: EngineGraphs, generation: Generation) -> str:
    """What the catalogue says of *generation*, as N-Triples."""
    return "\n    ".join(f"{triple} ." for triple in _triples(graphs, generation))


def _triples(graphs: EngineGraphs, generation: Generation) -> Iterator[Triple]:
    default = NamedNode(generation.default)
    yield Triple(graphs.catalogue(), Dcat.hasVersion, default)
    yield Triple(default, Dcat.version, Literal(generation.id))
    yield Triple(default, Dcterms.identifier, Literal(generation.hash))
    for ours, there in generation.named.items():
        yield Triple(NamedNode(there), Dcterms.isPartOf, default)
        yield Triple(NamedNode(there), Dcterms.isVersionOf, NamedNode(ours))
    for graph, count in generation.triples.items():
        yield Triple(NamedNode(graph), Void.triples, Literal(count))
