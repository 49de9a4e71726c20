"""ROR is read in both of its schemas, and from the pages of its API."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Triple

from graph.errors import RegisterError
from graph.registers.document import Document, checked
from graph.registers.entry import Entry, Identifier, Name
from graph.registers.ror import download, read
from ontology.registers import isni, ror, ror_id, wikidata
from ontology.terms import Dcterms, Schema

ID, OTHER = "https://ror.org/00example", "https://ror.org/01example"

OLD = {
    "id": ID,
    "name": "Example University",
    "labels": [{"label": "Esimerkin yliopisto", "iso639": "fi"}],
    "aliases": ["University of Example"],
    "acronyms": ["EU"],
    "status": "active",
    "types": ["Education"],
    "established": 1958,
    "addresses": [{"city": "Mallila"}],
    "relationships": [{"type": "Parent", "id": OTHER, "label": "Other"}],
    "external_ids": {
        "Wikidata": {"preferred": None, "all": ["Q1", "Q2"]},
        "ISNI": {"preferred": "0000 0001 0000 0009", "all": ["0000 0001 0000 0009"]},
        "GRID": {"preferred": "grid.1.1", "all": "grid.1.1"},
        "OrgRef": {"preferred": None, "all": ["12"]},
    },
}
NEW = {
    "id": ID,
    "admin": {"last_modified": {"date": "2026-06-23", "schema_version": "2.1"}},
    "names": [
        {"value": "EU", "types": ["acronym"], "lang": None},
        {"value": "Esimerkin yliopisto", "types": ["label"], "lang": "fi"},
        {"value": "Example University", "types": ["label", "ror_display"], "lang": "en"},
    ],
    "status": "inactive",
    "types": ["education", "funder"],
    "established": None,
    "locations": [{"geonames_details": {"name": "Mallila"}, "geonames_id": 1}],
    "relationships": [{"type": "successor", "id": OTHER, "label": "Other"}],
    "external_ids": [{"type": "fundref", "all": ["100"], "preferred": "100"}],
}


def document(content: Any) -> Document:
    return Document("made.json", json.dumps(content).encode())


def only(content: Any) -> Entry:
    [entry] = read([document(content)]).entries
    return entry


def test_schema_1_is_read() -> None:
    entry = only(OLD)
    assert (entry.iri, entry.place, entry.status) == (ID, "Mallila", "active")
    assert (entry.start, entry.types, entry.broader) == (date(1958, 1, 1), ("education",), (OTHER,))
    assert entry.names == (
        Name("Example University"),
        Name("Esimerkin yliopisto", "fi"),
        Name("University of Example", preferred=False),
        Name("EU", preferred=False),
    )


def test_schema_2_is_read() -> None:
    entry = only(NEW)
    assert (entry.iri, entry.place, entry.status) == (ID, "Mallila", "inactive")
    assert (entry.start, entry.successors) == (None, (OTHER,))
    assert entry.names == (
        Name("Example University", "en"),
        Name("EU", preferred=False),
        Name("Esimerkin yliopisto", "fi"),
    )


def test_identifiers_are_bare_and_those_preferred_go_before_all() -> None:
    assert only(OLD).identifiers == (
        Identifier("ror", "00example"),
        Identifier("wikidata", "Q1"),
        Identifier("wikidata", "Q2"),
        Identifier("isni", "0000000100000009"),
        Identifier("grid", "grid.1.1"),
    )
    assert only(NEW).identifier("fundref") == "100"


def test_of_two_records_of_one_organisation_the_newer_stands() -> None:
    assert only([NEW, OLD]).status == only([OLD, NEW]).status == "inactive"
    assert read([document([OLD, NEW])]).version == "2026-06-23"


def test_lines_arrays_pages_and_single_records_are_all_read() -> None:
    lines = "\n".join(map(json.dumps, [OLD, {**NEW, "id": OTHER}]))
    assert len(read([Document("made.jsonl", lines.encode())]).entries) == 2
    assert len(read([document([OLD, {**NEW, "id": OTHER}])]).entries) == 2
    assert len(read([document({"number_of_results": 1, "items": [OLD]})]).entries) == 1
    assert only(OLD).iri == ID


def test_the_graph_tells_who_they_are_elsewhere() -> None:
    triples = set(read([document(OLD)]).triples)
    assert Triple(ror("00example"), Schema.sameAs, wikidata("Q1")) in triples
    assert Triple(ror("00example"), Schema.sameAs, isni("0000000100000009")) in triples
    assert any(each.predicate == Dcterms.isReplacedBy for each in read([document(NEW)]).triples)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"id": ID, "title": "x"}, "record 1: not the JSON of this register: .*status"),
        ([OLD, {**OLD, "id": "http://example.fi/1"}], "record 2: .* is no identifier of ROR"),
        ({**OLD, "types": "Education"}, r"at `\$.types`"),
        ("hello", "not the JSON"),
    ],
)
def test_another_shape_is_refused_with_the_record(content: Any, says: str) -> None:
    with pytest.raises(RegisterError, match=says):
        read([document(content)])


def pages(*items: list[dict[str, Any]], wanted: int) -> dict[str, Document]:
    addresses = ["a?f=1", *(f"a?f=1&page={number}" for number in range(2, len(items) + 1))]
    told = [document({"number_of_results": wanted, "items": some}) for some in items]
    return dict(zip(addresses, told, strict=True))


def test_all_pages_of_a_search_are_fetched() -> None:
    served = pages([OLD], [{**NEW, "id": OTHER}], wanted=2)
    documents = list(download("a?f=1", served.__getitem__))
    assert len(read(documents).entries) == 2


def test_pages_that_repeat_records_are_refused() -> None:
    served = pages([OLD], [OLD], wanted=2)
    with pytest.raises(RegisterError, match="gives 1 of 2 records; load its data dump"):
        list(download("a?f=1", served.__getitem__))


LINES = Document("made.jsonl", f"{json.dumps(OLD)}\n{json.dumps(NEW)}\n".encode())


@pytest.mark.parametrize("dump", [document([OLD]), document(OLD), LINES])
def test_a_dump_is_one_document(dump: Document) -> None:
    assert list(download("a", lambda _: dump)) == [dump]


def test_only_iris_of_ror_have_a_bare_identifier() -> None:
    assert (ror_id(ID), ror_id("https://example.fi/00example")) == ("00example", "")


def test_the_finnish_records_are_all_read(shared: Path) -> None:
    path = shared / "registries/ror/ror_finland.jsonl"
    reading = read([checked(path.name, path.read_bytes())])
    assert (len(reading.entries), reading.version) == (535, "2026-06-23")
    found = {entry.iri: entry for entry in reading.entries}
    university = next(
        e for e in found.values() if any(n.text == "University of Oulu" for n in e.names)
    )
    assert university.place == "Oulu"
    assert university.identifier("wikidata").startswith("Q")
    assert {entry.status for entry in reading.entries} == {"active", "inactive", "withdrawn"}
    assert sum(bool(entry.successors) for entry in reading.entries) >= 10
