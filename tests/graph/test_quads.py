"""From a record to its quads: everything that a page says, once, and where it says it."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given as given_text
from hypothesis.strategies import characters, sampled_from, text
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from graph.entities import Entity, KnownPortfolio, Organisation, Person
from graph.quads.content import Content, content_of_digest, measured
from graph.quads.entities import entity_statements, given_by_tombstone, register_statements
from graph.quads.page import given_by_page, is_running
from graph.quads.statements import Given, Statement, plain_decimal
from graph.records import Contact, PageRecord
from graph.register import Register
from graph.shapes import compile_shapes
from ontology.iris import Iris
from ontology.terms import Foaf, Org, Rdf, Schema, Sh, Sk, Skos, Vcard
from ontology.vocabulary import turtle
from tests.graph.made_records import READ_AT, bare, day, entry_of, full, phase

Term = NamedNode | BlankNode | Literal | Triple
IRIS = Iris("http://localhost:8000/")
TODAY = date(2026, 11, 21)
PROJECT = IRIS.entity("project", "hanke-7")


def quads_of(record: PageRecord, **more: Any) -> list[Quad]:
    return list(given(record, **more).quads())


def given(record: PageRecord, **more: Any) -> Given:
    return given_by_page(record, entry_of(record, **more), IRIS, "fi", TODAY)


def told(entity: Entity, language: str = "fi") -> list[Quad]:
    return list(Given(entity_statements(entity, IRIS, language)).quads())


def objects(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> list[Term]:
    return [q.object for q in quads if (q.subject, q.predicate) == (subject, predicate)]


def value(term: Term) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value


def test_a_page_that_says_everything_breaks_no_shape() -> None:
    record = full()
    known = {
        IRIS.entity("organisation", "org-1"): (Org.FormalOrganization,),
        IRIS.entity("organisation", "org-2"): (Org.OrganizationalUnit,),
        IRIS.entity("person", "person-1"): (Foaf.Person,),
        IRIS.entity("portfolio", "salkku"): (Sk.Portfolio,),
    }
    found = compile_shapes(turtle("shapes")).violations(quads_of(record), known)
    assert [v for v in found if v.severity == Sh.Violation] == []


def test_every_part_says_its_line() -> None:
    quads = quads_of(full())
    parts = {q.subject for q in quads if value(q.subject).startswith(f"{PROJECT.value}/")}
    lines = {q.subject: value(q.object) for q in quads if q.predicate == Sk.line}
    assert parts == lines.keys()
    assert sorted(map(int, lines.values())) == [*range(7, 15), *range(16, 22)]


def test_no_blank_node_is_made() -> None:
    assert not [q for q in quads_of(full()) for term in q if isinstance(term, BlankNode)]


def test_a_page_gives_its_quads_once_and_in_one_order() -> None:
    assert quads_of(full()) == quads_of(full())
    assert len(quads_of(full())) == len(set(quads_of(full())))


def test_what_a_page_gives_is_about_its_own_nodes_alone() -> None:
    own = (PROJECT.value, IRIS.page("7").value)
    assert all(value(q.subject).startswith(own) for q in quads_of(full()))


def test_where_a_page_came_from_stands_in_the_graph_of_provenance() -> None:
    elsewhere = [q for q in quads_of(full()) if q.graph_name != DefaultGraph()]
    assert {q.graph_name for q in elsewhere} == {IRIS.graph("provenance")}
    assert {q.predicate for q in elsewhere} >= {Sk.sha256, Sk.fileName, Sk.encoding}


def test_a_short_cut_goes_to_each_organisation_once() -> None:
    record = full()
    twice = msgspec.structs.replace(record, participations=record.participations[:1] * 2)
    quads = quads_of(twice)
    assert objects(quads, PROJECT, Sk.funder) == [IRIS.entity("organisation", "org-1")]
    assert len(objects(quads, PROJECT, Sk.participation)) == 2


def test_a_described_participant_has_no_organisation() -> None:
    quads = quads_of(full())
    described = IRIS.part(PROJECT, "participation", 3)
    assert objects(quads, described, Sk.asPrinted) == [Literal("valtaosa kunnista")]
    assert objects(quads, described, Sk.organisation) == []
    assert objects(quads, PROJECT, Sk.partner) == []


def test_a_contact_without_a_name_is_no_person() -> None:
    record = bare(contacts=(Contact(name="", line=3, phone="+358400000000"),))
    quads = quads_of(record, people=("",))
    contact = IRIS.part(IRIS.entity("project", "hanke-1"), "contact", 1)
    assert objects(quads, contact, Sk.person) == []
    assert objects(quads, contact, Vcard.hasTelephone) == [NamedNode("tel:+358400000000")]


def test_a_derived_address_is_marked() -> None:
    contact = IRIS.part(PROJECT, "contact", 1)
    assert list(map(value, objects(quads_of(full()), contact, Sk.emailDerived))) == ["true"]


def test_a_printed_total_tells_printed_less_computed() -> None:
    total = IRIS.part(PROJECT, "total", 1)
    assert list(map(value, objects(quads_of(full()), total, Sk.difference))) == ["0.5"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [("5E+4", "50000"), ("50.00", "50"), ("0.50", "0.5"), ("-1.0", "-1"), ("1200000", "1200000")],
)
def test_money_is_a_plain_decimal(value: str, printed: str) -> None:
    assert plain_decimal(Decimal(value)) == printed


@pytest.mark.parametrize(
    ("record", "running"),
    [
        (bare(), True),
        (bare(phase=phase("running")), True),
        (bare(phase=phase("ended")), False),
        (bare(phase=phase("cancelled")), False),
        (bare(phase=phase("planned")), False),
        (bare(phase=phase("other")), True),
        (bare(start=day(2026, 11, 21), end=day(2026, 11, 21)), True),
        (bare(start=day(2026, 11, 22)), False),
        (bare(end=day(2026, 11, 20)), False),
    ],
)
def test_a_project_runs_by_its_phase_and_its_dates(record: PageRecord, running: bool) -> None:
    assert is_running(record, TODAY) is running


def test_a_unit_hangs_on_the_next_step_and_on_its_legal_entity() -> None:
    unit = Organisation(slug="a-b-c", name="C", kind="unit", parent="a-b", top="a")
    quads = told(unit)
    node = IRIS.entity("organisation", "a-b-c")
    assert objects(quads, node, Rdf.type) == [Org.OrganizationalUnit]
    assert objects(quads, node, Org.subOrganizationOf) == [IRIS.entity("organisation", "a-b")]
    assert objects(quads, node, Org.unitOf) == [IRIS.entity("organisation", "a")]


def test_an_organisation_has_one_name_a_language() -> None:
    city = Organisation(
        slug="a", name="Uleåborgs stad", kind="municipality", sv="Uleåborg", en="Oulu"
    )
    names = objects(told(city, "sv"), IRIS.entity("organisation", "a"), Skos.prefLabel)
    assert names == [Literal("Uleåborgs stad", language="sv"), Literal("Oulu", language="en")]


def test_a_name_that_is_known_twice_is_told_once() -> None:
    city = Organisation(slug="a", name="A", kind="municipality", aliases=("B", "B"))
    assert len(told(city)) == 4


def test_a_portfolio_tells_its_years_and_a_person_the_name_alone() -> None:
    portfolio = KnownPortfolio(slug="s", name="S", as_printed="S 2014-", start_year=2014)
    assert {quad.predicate for quad in told(portfolio)} == {
        Rdf.type,
        Skos.prefLabel,
        Sk.asPrinted,
        Sk.startYear,
    }
    person = told(Person("maija", "Maija Meikäläinen"))
    assert {quad.predicate for quad in person} == {Rdf.type, Foaf.name}


def test_a_tombstone_names_nobody() -> None:
    entry = entry_of(full(), withdrawn=READ_AT, start=date(2015, 10, 1))
    quads = list(given_by_tombstone(entry, IRIS, "fi").quads())
    assert {q.graph_name for q in quads} == {IRIS.graph("withdrawn")}
    assert objects(quads, PROJECT, Rdf.type) == [Sk.WithdrawnProject]
    assert not [q for q in quads if "erson" in str(q)]


def test_the_register_is_a_good_one(oulu: Register) -> None:
    quads = list(Given(register_statements(oulu, "oulun-kaupunki", IRIS)).quads())
    known = {IRIS.entity("organisation", "oulun-kaupunki"): (Org.FormalOrganization,)}
    assert compile_shapes(turtle("shapes")).violations(quads, known) == []
    assert objects(quads, IRIS.register(), Schema.inLanguage) == [Literal("fi")]


def test_the_content_of_a_graph_does_not_depend_on_order() -> None:
    statements = given(full()).default
    assert measured(Given(statements))[1] == measured(Given(statements[::-1]))[1]
    assert measured(Given(statements))[1] != measured(Given(statements[1:]))[1]


def test_what_comes_and_goes_is_added_to_the_content_and_taken_from_it() -> None:
    told = given(full()).default
    whole, some, rest = (measured(Given(part))[1] for part in (told, told[:9], told[9:]))
    assert some.plus(rest) == whole
    assert whole.minus(rest) == some
    assert content_of_digest(whole.quads, whole.digest) == whole
    assert whole.minus(whole) == Content()


def test_provenance_is_counted_and_not_in_the_hash() -> None:
    later = given(full(), read_at=READ_AT.replace(year=2027))
    assert later != given(full())
    assert measured(later)[1] == measured(given(full()))[1]


@given_text(text(alphabet=characters(exclude_categories=["Cs"])), sampled_from(["", "fi"]))
def test_lines_are_n_quads_whatever_is_printed(words: str, language: str) -> None:
    value = Literal(words, language=language) if language else Literal(words)
    statement: Statement = (PROJECT, Sk.text, value)
    both = Given((statement,), IRIS.graph("withdrawn"), (statement,))
    assert measured(both)[0] == serialize(both.quads(), format=RdfFormat.N_QUADS)
