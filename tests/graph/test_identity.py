"""Which mentions are one thing, and that its slug depends on nothing but the pages."""

from pathlib import Path
from typing import Any

import pytest

from graph.entities import (
    Entity,
    Organisation,
    Person,
    organisation_key,
    organisation_paths,
    portfolio_key,
)
from graph.errors import DataDirectoryError
from graph.identity.chains import wholes
from graph.identity.ledger import Ledger, LedgerChanges, NameRow, grow
from graph.identity.organisations import heir
from graph.identity.people import People, evidence
from graph.identity.resolution import Resolution, resolve
from graph.identity.resolution import entities as entities_of
from graph.identity.slugs import mint, plain_slug, short_hash
from graph.names.book import NameBook
from graph.pages import Mentions
from graph.records import Contact, OrganisationPath, Participation, Portfolio, Printed, Step
from graph.register import Register
from tests.graph.made_records import CITY, UNIT, bare, entry_of

SECRET = b"s" * 32


@pytest.fixture(scope="module")
def book(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


def person(name: str = "Maija Meikäläinen", **more: Any) -> Contact:
    return Contact(name=name, line=1, **more)


def page(key: str, *contacts: Contact, **more: Any) -> Mentions:
    record = bare(key, contacts=contacts, **more)
    signs = tuple(evidence(contact, key, SECRET) for contact in contacts)
    return Mentions(
        entry=entry_of(
            record, slug=plain_slug(record.name.text), organisations=(), people=(), evidence=signs
        ),
        portfolio=record.portfolio,
        organisations=organisation_paths(record),
        people=tuple(contact.name for contact in contacts),
    )


def funded_by(*paths: OrganisationPath) -> dict[str, Any]:
    return {
        "participations": tuple(
            Participation(role="funder", as_printed="x", line=1, organisation=path)
            for path in paths
        )
    }


def entities(found: Resolution, book: NameBook) -> list[Entity]:
    return entities_of(found.spellings, found.naming, book, found.regrouping.after)


def people_of(found: Resolution) -> list[tuple[str, ...]]:
    return [entry.people for entry in found.entries]


# Slugs


def test_a_slug_is_ascii() -> None:
    assert plain_slug("Äänekoski – Öljytön Ylä-Savo") == "aanekoski-oljyton-yla-savo"


def test_a_name_without_letters_has_a_slug_all_the_same() -> None:
    assert plain_slug("***")


def test_on_a_collision_all_but_the_smallest_key_get_a_hash() -> None:
    slugs = mint({"b": "hanke", "a": "hanke", "c": "hanke"}, lambda _: False)
    assert slugs == {
        "a": "hanke",
        "b": f"hanke-{short_hash('b')}",
        "c": f"hanke-{short_hash('c')}",
    }


def test_slugs_do_not_depend_on_the_order_of_the_pages() -> None:
    names = {f"{n}": f"hanke-{n % 7}" for n in range(50)}
    turned = dict(reversed(names.items()))
    assert mint(turned, lambda _: False) == mint(names, lambda _: False)


def test_a_slug_that_is_taken_is_not_given_again() -> None:
    assert mint({"a": "hanke"}, {"hanke"}.__contains__) == {"a": f"hanke-{short_hash('a')}"}


def test_a_hash_that_is_taken_grows() -> None:
    taken = {"hanke", f"hanke-{short_hash('a')}"}
    assert mint({"a": "hanke"}, taken.__contains__) == {"a": f"hanke-{short_hash('a', 7)}"}


def test_a_changed_title_keeps_its_slug(tmp_path: Path, book: NameBook) -> None:
    path = tmp_path / "ledger.sqlite"
    grow(path, resolve([page("1")], Ledger(path), book, everything=True).changes)
    renamed = page("1", name=Printed("Aivan uusi nimi", 1))
    assert resolve([renamed], Ledger(path), book, everything=True).entries[0].slug == "hanke-1"


# Organisations and portfolios


def test_spellings_of_one_name_have_one_key() -> None:
    spellings = (
        "Pohjois-Pohjanmaan liitto",
        "POHJOIS–POHJANMAAN  LIITTO",
        "Pohjois- Pohjanmaan liitto",
    )
    keys = {organisation_key((Step(name, "other"),)) for name in spellings}
    assert len(keys) == 1


def test_units_of_one_name_in_two_organisations_are_two() -> None:
    other = (Step("Kempeleen kunta", "municipality"), UNIT[-1])
    assert organisation_key(other) != organisation_key(UNIT)


def test_the_slug_of_a_unit_is_its_whole_chain(ledger: Ledger, book: NameBook) -> None:
    found = resolve([page("1", **funded_by(UNIT))], ledger, book, everything=True)
    unit = next(e for e in entities(found, book) if isinstance(e, Organisation) and e.parent)
    assert unit.slug == "oulun-kaupunki-sivistyspalvelut"
    assert (unit.parent, unit.top) == ("oulun-kaupunki", "oulun-kaupunki")
    assert found.entries[0].organisations == (unit.slug,)


def test_the_steps_above_and_the_city_are_told_too(ledger: Ledger, book: NameBook) -> None:
    deep = (Step("Esimerkki Oy", "company"), Step("Tuotanto", "unit"), Step("Laatu", "unit"))
    found = resolve([page("1", **funded_by(deep))], ledger, book, everything=True)
    names = {e.name for e in entities(found, book) if isinstance(e, Organisation)}
    assert names == {"Esimerkki Oy", "Tuotanto", "Laatu", "Oulun kaupunki"}
    assert found.city == "oulun-kaupunki"


def test_of_several_spellings_the_most_used_is_told(ledger: Ledger, book: NameBook) -> None:
    spellings = ("esimerkki oy", "Esimerkki Oy", "Esimerkki Oy", "ESIMERKKI OY")
    pages = [
        page(f"{n}", **funded_by((Step(name, "company"),))) for n, name in enumerate(spellings)
    ]
    for turn in (pages, pages[::-1]):
        found = resolve(turn, ledger, book, everything=True)
        assert "Esimerkki Oy" in {
            e.name for e in entities(found, book) if isinstance(e, Organisation)
        }


def test_an_organisation_that_is_known_tells_its_other_names(
    ledger: Ledger, book: NameBook
) -> None:
    found = resolve([page("1", **funded_by(CITY))], ledger, book, everything=True)
    city = next(e for e in entities(found, book) if isinstance(e, Organisation))
    assert city.sv == "Uleåborgs stad"
    assert "OUKA" in city.aliases


def test_a_successor_stands_in_the_graph_too(ledger: Ledger, book: NameBook) -> None:
    former = next(e for e in book.entries() if e.successors and not e.parent)
    path = (Step(former.name, former.kind),)
    found = resolve([page("1", **funded_by(path))], ledger, book, everything=True)
    told = {e.slug: e for e in entities(found, book) if isinstance(e, Organisation)}
    successors = told[plain_slug(former.name)].successors
    assert successors
    assert set(successors) <= told.keys()


def test_portfolios_of_other_years_are_others() -> None:
    one = Portfolio(
        as_printed="Salkku 2014-2020", name="Salkku", line=1, start_year=2014, end_year=2020
    )
    other = Portfolio(
        as_printed="Salkku 2021-2027", name="Salkku", line=1, start_year=2021, end_year=2027
    )
    printed_otherwise = Portfolio(
        as_printed="salkku  2014–2020", name="salkku", line=9, start_year=2014, end_year=2020
    )
    assert portfolio_key(one) != portfolio_key(other)
    assert portfolio_key(one) == portfolio_key(printed_otherwise)


def test_an_organisation_that_turned_out_to_be_another_redirects(
    tmp_path: Path, book: NameBook
) -> None:
    path = tmp_path / "ledger.sqlite"
    alias = (Step("OUKA", "other"),)
    grow(
        path, resolve([page("1", **funded_by(alias))], Ledger(path), book, everything=True).changes
    )
    found = resolve([page("1", **funded_by(CITY))], Ledger(path), book, everything=True)
    grow(path, found.changes)
    assert Ledger(path).redirect("organisation", "ouka") == "oulun-kaupunki"
    again = resolve([page("1", **funded_by(alias))], Ledger(path), book, everything=True)
    grow(path, again.changes)
    assert Ledger(path).redirect("organisation", "ouka") is None


# Chains that leave steps out


def test_a_chain_without_a_step_is_the_only_longer_one() -> None:
    assert wholes(["a", "a/x", "a/b", "a/b/x"]) == {"a/x": "a/b/x"}
    assert wholes(["a/b/x", "a/b/c/x"]) == {"a/b/x": "a/b/c/x"}


def test_a_chain_without_a_step_of_two_longer_ones_stays() -> None:
    assert wholes(["a/x", "a/b/x", "a/c/x"]) == {}
    assert wholes(["a/x", "b/a/x"]) == {}


def test_longer_chains_that_are_one_are_one_for_the_shorter() -> None:
    assert wholes(["a/x", "a/b/x", "a/c/b/x"]) == {"a/x": "a/c/b/x", "a/b/x": "a/c/b/x"}


def test_nothing_comes_to_stand_above_itself() -> None:
    assert wholes(["a/x", "a/y", "a/x/y", "a/y/x"]) == {}
    assert wholes(["a/x", "a/y", "a/z", "a/y/x", "a/z/y", "a/x/z", "a/w", "a/v/w"]) == {
        "a/w": "a/v/w"
    }


def test_a_unit_stands_below_the_whole_chain_of_the_one_above_it(
    ledger: Ledger, book: NameBook
) -> None:
    chains = [(*CITY, *(Step(name, "unit") for name in names)) for names in ("BX", "X", "XY")]
    found = resolve([page("1", **funded_by(*chains))], ledger, book, everything=True)
    told = {e.slug: e for e in entities(found, book) if isinstance(e, Organisation)}
    assert told["oulun-kaupunki-x-y"].parent == "oulun-kaupunki-b-x"
    assert "oulun-kaupunki-x" not in told


def test_an_unknown_name_has_no_heir(book: NameBook) -> None:
    assert heir("tuntematonporukka", book) == "tuntematonporukka"


# People


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person(phone="+358400000000"), person(phone="+358400000000"), True),
        (person(email="m@example.fi"), person(email="M@example.fi"), True),
        (person(organisation=UNIT), person(organisation=UNIT), True),
        (person(organisation=UNIT), person(organisation=CITY), False),
        (person(phone="+358400000000"), person(phone="+358410000000"), False),
        (person(phone="+358400000000"), person(), False),
        (person(), person(), False),
        (person(phone="+358400000000"), person("Matti Meikäläinen", phone="+358400000000"), False),
        (person(organisation=UNIT), person("maija  meikäläinen", organisation=UNIT), True),
    ],
)
def test_two_mentions_are_one_person_on_equal_evidence_only(
    one: Contact, other: Contact, same: bool, ledger: Ledger, book: NameBook
) -> None:
    found = resolve([page("1", one), page("2", other)], ledger, book, everything=True)
    (first,), (second,) = people_of(found)
    assert (first == second) is same


def test_evidence_joins_people_through_a_third_mention(ledger: Ledger, book: NameBook) -> None:
    pages = [
        page("1", person(phone="+358400000000")),
        page("2", person(email="m@example.fi")),
        page("3", person(phone="+358400000000", email="m@example.fi")),
    ]
    for turn in (pages, pages[::-1]):
        assert len(set(people_of(resolve(turn, ledger, book, everything=True)))) == 1


def test_people_are_named_in_one_way_whatever_the_order(ledger: Ledger, book: NameBook) -> None:
    pages = [page(f"{n}", person(phone=f"+35840000000{n % 5}")) for n in range(9)]
    found = resolve(pages, ledger, book, everything=True)
    turned = resolve(pages[::-1], ledger, book, everything=True)
    assert {e.key: e.people for e in found.entries} == {e.key: e.people for e in turned.entries}
    assert found.entries[0].people == ("maija-meikalainen",)


def test_a_contact_without_a_name_is_nobody(ledger: Ledger, book: NameBook) -> None:
    found = resolve([page("1", person("", phone="+358400000000"))], ledger, book, everything=True)
    assert people_of(found) == [("",)]
    assert not [entity for entity in entities(found, book) if isinstance(entity, Person)]


def test_a_person_keeps_the_slug_in_later_builds(tmp_path: Path, book: NameBook) -> None:
    path = tmp_path / "ledger.sqlite"
    first = page("5", person(phone="+358400000000"))
    grow(path, resolve([first], Ledger(path), book, everything=True).changes)
    pages = [page("1", person(phone="+358410000000")), page("2", person(phone="+358400000000"))]
    (namesake,), (same,) = people_of(resolve(pages, Ledger(path), book, everything=False))
    assert same == "maija-meikalainen"
    assert namesake.startswith("maija-meikalainen-")


def test_when_two_people_turn_out_to_be_one_the_younger_moves(
    tmp_path: Path, book: NameBook
) -> None:
    path = tmp_path / "ledger.sqlite"
    apart = [page("1", person(phone="+358400000000")), page("2", person(email="m@example.fi"))]
    found = resolve(apart, Ledger(path), book, everything=True)
    grow(path, found.changes)
    (old,), (young,) = people_of(found)
    joined = page("3", person(phone="+358400000000", email="m@example.fi"))
    again = resolve([joined], Ledger(path), book, everything=False)
    grow(path, again.changes)
    assert again.moved == {young: old}
    assert Ledger(path).redirect("person", young) == old
    assert set(Ledger(path).people(joined.entry.evidence[0]).values()) == {old}


def test_who_moves_moves_on_every_page_whatever_evidence_is_there(
    tmp_path: Path, book: NameBook
) -> None:
    path = tmp_path / "ledger.sqlite"
    young = page("2", person(phone="+358400000001", email="m@example.fi"))
    apart = [page("1", person(phone="+358400000000")), young]
    found = resolve(apart, Ledger(path), book, everything=True)
    grow(path, found.changes)
    turned = [
        page("2", person(email="m@example.fi")),
        page("3", person(phone="+358400000001", email="maija@example.fi")),
        page("4", person(phone="+358400000000", email="maija@example.fi")),
    ]
    again = resolve(turned, Ledger(path), book, everything=False)
    assert len(set(people_of(again))) == 1


def test_evidence_gives_nothing_away() -> None:
    (sign,) = evidence(person(phone="+358400000000"), "1", SECRET)
    assert b"400000000" not in sign
    assert evidence(person(phone="+358400000000"), "1", b"t" * 32) != (sign,)


def test_signs_that_meet_are_one_person() -> None:
    people = People([(b"a", b"b"), (b"c",), (b"b", b"d")])
    assert people.person((b"d",)) == people.person((b"a",)) == b"a"
    assert people.person((b"c",)) == b"c"


# The ledger


def test_the_ledger_keeps_what_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    rows = (NameRow("project", "1", "hanke"), NameRow("project", "2", "toinen"))
    grow(path, LedgerChanges(names=rows, evidence={b"sign": "maija"}))
    ledger = Ledger(path)
    assert ledger.slugs("project", ["1", "2", "3"]) == {"1": "hanke", "2": "toinen"}
    assert ledger.slugs("person", ["1"]) == {}
    assert ledger.is_taken("project", "hanke")
    assert not ledger.is_taken("organisation", "hanke")
    assert ledger.people([b"sign", b"other"]) == {b"sign": "maija"}
    assert ledger.signs("maija") == {b"sign"}


def test_a_redirect_leads_to_where_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    moves = (("person", "a", "b"), ("person", "b", "c"), ("person", "x", "y"), ("person", "y", "x"))
    grow(path, LedgerChanges(redirects=moves))
    ledger = Ledger(path)
    assert ledger.redirect("person", "a") == "c"
    assert ledger.redirect("person", "c") is None
    assert ledger.redirect("organisation", "a") is None
    assert ledger.redirect("person", "x") == "y"


def test_who_reads_the_ledger_is_not_disturbed_by_a_build(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    grow(path, LedgerChanges(names=(NameRow("project", "1", "hanke"),)))
    reading = Ledger(path)
    grow(path, LedgerChanges(names=(NameRow("project", "2", "toinen"),)))
    assert reading.slugs("project", ["1", "2"]) == {"1": "hanke"}
    assert Ledger(path).slugs("project", ["1", "2"]) == {"1": "hanke", "2": "toinen"}


def test_a_build_that_teaches_nothing_leaves_the_ledger_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    grow(path, LedgerChanges(names=(NameRow("project", "1", "hanke"),)))
    before = path.stat()
    grow(path, LedgerChanges())
    assert path.stat().st_ino == before.st_ino


def test_a_ledger_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, however long it is")
    with pytest.raises(DataDirectoryError, match="the ledger cannot be read"):
        Ledger(tmp_path / "ledger.sqlite")
