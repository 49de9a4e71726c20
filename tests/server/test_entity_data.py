"""The data of an entity, in formats that cannot hold everything."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.errors import Inexpressible
from server.data.entity_data import graph_data
from server.http.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, GraphFormat

PLACE = NamedNode("http://example.com/a")
PLAIN = Triple(PLACE, NamedNode("http://example.com/p"), Literal("a"))
CONTROL = Triple(PLACE, PLACE, Literal("a\x01b"))
NAMELESS = Triple(PLACE, NamedNode("http://example.com/1+2"), PLACE)
TERM = Triple(PLACE, PLACE, PLAIN)


@pytest.mark.parametrize(
    ("triple", "format_"), [(CONTROL, RDF_XML), (NAMELESS, RDF_XML), (TERM, JSON_LD)]
)
def test_what_a_format_cannot_hold_is_refused_in_words(
    triple: Triple, format_: GraphFormat
) -> None:
    with pytest.raises(Inexpressible, match=f"as {format_.title}.*ask for Turtle or N-Triples"):
        graph_data([PLAIN, triple], format_)
    assert graph_data([PLAIN, triple], TURTLE)
    assert graph_data([PLAIN, triple], N_TRIPLES)
    assert graph_data([PLAIN], format_)
