"""Municipality codes are read from the keys of several years and from the table of all codes."""

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, Triple

from graph.errors import RegisterError
from graph.registers.document import Document, checked
from graph.registers.entry import Area, Entry, Identifier, Name
from graph.registers.municipalities import read
from ontology.registers import municipality, nuts, old_municipality
from ontology.terms import Schema, Sk, Skos

HEADER = (
    "kunta,municipality_name_fi,municipality_name_sv,municipality_name_en,"
    "maakunta_code,maakunta_name_fi,nuts3_code,ely_code,ely_name_fi,year"
)
ALL_CODES = "kuntakoodi\tversio\ttila\tnimi_fi\tnimi_sv\n"


def key(year: str, *rows: str) -> Document:
    lines = [f"{row},{year}" for row in rows]
    return Document(f"key_{year}.csv", "\n".join([HEADER, *lines, ""]).encode())


def row(code: str, fi: str, sv: str = "") -> str:
    return f"{code},{fi},{sv or fi},{fi},6,Mallimaa,FI19X,5,Mallimaan ELY-keskus"


def by_code(*documents: Document) -> dict[str, Entry]:
    entries = read(documents).entries
    return {entry.identifier("municipality"): entry for entry in entries}


def test_lost_leading_zeros_return() -> None:
    assert list(by_code(key("2020", row("72", "Mallila"), row("5", "Esimerkkilä")))) == [
        "005",
        "072",
    ]


def test_a_year_may_be_written_as_a_decimal_number() -> None:
    entry = by_code(key("2026.0", row("72", "Mallila")))["072"]
    assert entry.iri == municipality("072", 2026).value


def test_what_a_later_key_leaves_out_had_ended_by_then() -> None:
    found = by_code(
        key("2013", row("1", "Vanhala"), row("2", "Mallila")),
        key("2020", row("2", "Mallila"), row("3", "Uusila")),
        key("2026", row("2", "Mallila"), row("3", "Uusila")),
    )
    assert (found["001"].start, found["001"].end) == (None, date(2019, 12, 31))
    assert (found["002"].start, found["002"].end) == (None, None)
    assert (found["003"].start, found["003"].end) == (date(2014, 1, 1), None)
    assert found["001"].iri == municipality("001", 2013).value


def test_the_keys_may_come_in_any_order() -> None:
    keys = [key("2013", row("1", "Vanhala")), key("2020", row("2", "Mallila"))]
    assert by_code(*keys) == by_code(*reversed(keys))


def test_a_name_is_right_for_its_years() -> None:
    found = by_code(
        key("2013", row("20", "Mallila", "Mallila")), key("2020", row("20", "Mallila", "Mallby"))
    )
    assert found["020"].names == (
        Name("Mallila", "fi"),
        Name("Mallby", "sv", since=date(2014, 1, 1)),
        Name("Mallila", "sv", until=date(2019, 12, 31)),
        Name("Mallila", "en"),
    )


def test_a_key_tells_the_areas_and_the_region() -> None:
    entry = by_code(key("2020", row("72", "Mallila")))["072"]
    assert entry.areas == (
        Area("region", "06", "Mallimaa"),
        Area("ely-centre", "05", "Mallimaan ELY-keskus"),
    )
    assert entry.identifiers == (Identifier("municipality", "072"), Identifier("nuts", "FI19X"))


def test_the_table_of_all_codes_adds_the_abolished_ones() -> None:
    table = Document("all.tsv", f"{ALL_CODES}001\t2\t\tVanhala\tGammalby\n".encode())
    entry = by_code(table, key("2013", row("2", "Mallila")))["001"]
    assert entry.iri == old_municipality("001", "2").value
    assert entry.names == (Name("Vanhala", "fi"), Name("Gammalby", "sv"))
    assert (entry.start, entry.end) == (None, date(2012, 12, 31))
    assert by_code(table)["001"].end is None


def test_the_graph_tells_code_name_and_region() -> None:
    node = municipality("072", 2020)
    triples = set(read([key("2020", row("72", "Mallila"))]).triples)
    assert Triple(node, Skos.notation, Literal("072", datatype=Sk.municipalityCode)) in triples
    assert Triple(node, Skos.prefLabel, Literal("Mallila", language="fi")) in triples
    assert Triple(node, Schema.containedInPlace, nuts("FI19X")) in triples


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "x.csv: no column kunta, year, municipality_name_fi.* in line 1"),
        (f"{HEADER}\n{row('1234', 'Mallila')},2020\n".encode(), "line 2: '1234' is no municip"),
        (f"{HEADER}\n{row('12', 'Mallila')},now\n".encode(), "line 2: 'now' is no year"),
        (f"{HEADER}\n12,Mallila\n".encode(), "line 2 has not one cell a column"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        (b"PK\x03\x04\x00\x00", "binary"),
    ],
)
def test_another_format_is_refused_with_its_line(content: bytes, says: str) -> None:
    with pytest.raises(RegisterError, match=says):
        read([Document("x.csv", content)])


def test_the_real_keys_and_the_table_are_read_together(shared: Path) -> None:
    folder = shared / "registries/municipalities"
    reading = read([checked(path.name, path.read_bytes()) for path in sorted(folder.iterdir())])
    assert (reading.version, len(reading.entries)) == ("2013, 2020, 2026", 630)
    found = {entry.identifier("municipality"): entry for entry in reading.entries}
    assert (found["564"].names[0], found["564"].end) == (Name("Oulu", "fi"), None)
    assert found["564"].iri == municipality("564", 2026).value
    assert (found["084"].names[0].text, found["084"].end) == ("Haukipudas", date(2012, 12, 31))
    assert "072" in found
    kinds = {area.kind for entry in reading.entries for area in entry.areas}
    assert kinds == {"region", "ely-centre", "economic-development-centre"}
