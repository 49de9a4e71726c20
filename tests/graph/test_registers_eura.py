"""EURA is read from documents of facts, and business identities are gathered from it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, Triple

from graph.errors import RegisterError
from graph.registers.document import Document, checked
from graph.registers.entry import Party
from graph.registers.eura import read
from ontology.registers import eura, eura_code, ytunnus
from ontology.terms import Dcterms, Schema, Skos, Xsd

PROJECT = {
    "code": "S12345",
    "name": "Malliprojekti",
    "start": "2016-01-01",
    "end": "2018-12-31",
    "fund": "ESF",
    "authority": "Mallimaan ELY-keskus",
    "status_fi": "Toiminta päättynyt",
    "applicant": {"name": "Mallilan kaupunki", "type": "Kunta", "ytunnus": "FI0187690-1"},
    "partners": [{"name": "Esimerkki Oy", "ytunnus": ""}],
    "related": ["S54321"],
}


def document(*projects: Any) -> Document:
    return Document("made.json", json.dumps({"projects": projects}).encode())


def test_a_project_is_read_with_its_parties() -> None:
    [entry] = read([document(PROJECT)]).entries
    assert (entry.iri, entry.identifier("eura")) == (eura("S12345").value, "S12345")
    assert (entry.start, entry.end) == (date(2016, 1, 1), date(2018, 12, 31))
    assert entry.applicant == Party(name="Mallilan kaupunki", ytunnus="0187690-1", kind="Kunta")
    assert entry.partners == (Party(name="Esimerkki Oy"),)
    assert entry.related == (eura("S54321").value,)
    assert (entry.authority, entry.types) == ("Mallimaan ELY-keskus", ("ESF",))


def test_the_last_document_that_tells_of_a_project_stands() -> None:
    documents = [document(PROJECT), document({**PROJECT, "end": "2019-03-31"})]
    [entry] = read(documents).entries
    assert entry.end == date(2019, 3, 31)


def test_the_graph_tells_name_days_and_who_bears_a_number() -> None:
    triples = set(read([document(PROJECT)]).triples)
    node = eura("S12345")
    assert Triple(node, Skos.prefLabel, Literal("Malliprojekti")) in triples
    assert Triple(node, Schema.endDate, Literal("2018-12-31", datatype=Xsd.date)) in triples
    assert Triple(node, Dcterms.contributor, ytunnus("0187690-1")) in triples


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"code": "12"}, "project 1: '12' is no code of EURA"),
        ({"start": "1.1.2016"}, r"made.json: .* at `\$.projects\[0\].start`"),
        ({"name": None}, r"at `\$.projects\[0\].name`"),
        ({"applicant": {"name": "A", "ytunnus": "12"}}, "project 1: '12' is no Y-tunnus"),
    ],
)
def test_another_form_is_refused_with_the_project(change: dict[str, Any], says: str) -> None:
    with pytest.raises(RegisterError, match=says):
        read([document({**PROJECT, **change})])


def test_only_addresses_of_eura_have_a_code() -> None:
    assert (eura_code(eura("S12345").value), eura_code("https://example.fi/S12345")) == (
        "S12345",
        "",
    )


def test_the_twelve_real_projects_are_read(shared: Path) -> None:
    path = shared / "registries/eura/projects.json"
    entries = read([checked(path.name, path.read_bytes())]).entries
    assert len(entries) == 12
    assert all(entry.start and entry.end and entry.applicant for entry in entries)
    assert sum(len(entry.partners) for entry in entries) == 21
