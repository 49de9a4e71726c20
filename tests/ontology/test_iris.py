"""The shapes of IRIs are those that data directories and links out in the world rely on."""

import pytest
from pyoxigraph import NamedNode

from ontology.iris import Iris, concept, mailbox, scheme, telephone

IRIS = Iris("https://hankkeet.example.fi/")
PROJECT = IRIS.entity("project", "puistokatu")


@pytest.mark.parametrize(
    ("node", "iri"),
    [
        (PROJECT, "https://hankkeet.example.fi/id/project/puistokatu"),
        (IRIS.part(PROJECT, "funding", 3), f"{PROJECT.value}/funding/3"),
        (IRIS.graph("provenance"), "https://hankkeet.example.fi/graph/provenance"),
        (IRIS.register(), "https://hankkeet.example.fi/id/register"),
        (concept("phase", "ended"), "https://w3id.org/salkku/phase/ended"),
        (scheme("phase"), "https://w3id.org/salkku/phase"),
        (telephone("+358400000000"), "tel:+358400000000"),
        (mailbox("maija.meikalainen@example.fi"), "mailto:maija.meikalainen@example.fi"),
    ],
)
def test_an_iri_has_its_shape(node: NamedNode, iri: str) -> None:
    assert node == NamedNode(iri)


def test_without_a_base_what_is_built_resolves_on_this_machine() -> None:
    assert Iris().register() == NamedNode("http://localhost:8000/id/register")
