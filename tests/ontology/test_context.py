"""The JSON-LD context has every term, and a graph comes back from it as it was."""

import json
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, parse

from ontology.terms import PREFIXES
from ontology.vocabulary import context, terms

EXAMPLE = Path(__file__).with_name("example.ttl")


def compact() -> str:
    """The example as compact JSON-LD."""
    graph = rdflib.Graph().parse(EXAMPLE)
    return graph.serialize(format="json-ld", context=context()["@context"], auto_compact=False)


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def test_every_term_of_the_vocabulary_has_its_name() -> None:
    entries = context()["@context"]
    for term in terms():
        entry = entries[term.name]
        assert full(entry if isinstance(entry, str) else entry["@id"]) == term.iri


def test_a_relation_leads_to_an_iri_and_a_text_stands_under_its_language() -> None:
    entries = context()["@context"]
    for term in terms():
        entry = entries[term.name]
        if term.kind == "ObjectProperty":
            assert entry["@type"] == "@id"
        if term.range == (f"{PREFIXES['rdf']}langString",):
            assert entry["@container"] == "@language"


def test_prefixes_mean_what_they_mean_everywhere() -> None:
    entries = context()["@context"]
    prefixes = entries.keys() & PREFIXES.keys()
    assert {p: entries[p] for p in prefixes} == {p: PREFIXES[p] for p in prefixes}


def test_the_example_comes_back_as_it_was() -> None:
    back = {quad.triple for quad in parse(compact(), format=RdfFormat.JSON_LD)}
    assert back == {quad.triple for quad in parse(path=EXAMPLE, format=RdfFormat.TURTLE)}


def test_no_key_of_the_compact_example_is_an_iri() -> None:
    nodes = json.loads(compact())["@graph"]
    keys = {key for node in nodes for key in node}
    assert keys
    assert not {key for key in keys if ":" in key}


def test_the_compact_example_reads_like_plain_json() -> None:
    nodes = {node["id"]: node for node in json.loads(compact())["@graph"]}
    project = nodes["http://localhost:8000/id/project/puistokatu"]
    assert project["type"] == "Project"
    assert project["title"] == {"fi": "Puistokatu kuntoon"}
    assert project["startDate"] == "2010-01-01"
    assert project["running"] is False
    assert project["phase"] == "https://w3id.org/salkku/phase/ended"
