"""Which records of ROR, Wikidata and ISNI an organisation is linked to, and on what evidence."""

from collections.abc import Iterable

import pytest

from graph.entities import Organisation
from graph.links.link import Proposal
from graph.links.research_organisations import RorLinker
from graph.names.book import NameBook
from graph.register import Register
from graph.registers.entry import Entry, Name
from graph.registers.kept import Registers
from tests.graph.made_entries import asked, meant, published, record

UNIVERSITY = record(
    "0oulu0000", "University of Oulu", "Oulun yliopisto", wikidata="Q1", types=("education",)
)
TOWN = record("0town0000", "City of Helsinki", wikidata="Q1757", types=("funder", "government"))
COMPANY = record("0nokia000", "Nokia (Finland)", "Nokia Oyj", types=("company",))


@pytest.fixture(scope="module")
def book(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


def linked(
    printed: str, book: NameBook, entries: Iterable[Entry], year: str = ""
) -> list[Proposal]:
    return list(RorLinker(entries, book).propose(meant(printed, book, year)))


@pytest.mark.parametrize("printed", ["Oulun yliopisto", "University of Oulu", "Oulun yliopiston"])
def test_an_organisation_is_found_by_any_of_its_names(book: NameBook, printed: str) -> None:
    assert published(linked(printed, book, [UNIVERSITY, TOWN])) == ["0oulu0000", "Q1"]


@pytest.mark.parametrize(
    "printed",
    [
        "Esimerkin Tutkimusseura ry",
        "ESIMERKIN TUTKIMUSSEURA",
        "Esimerkin Tutkimusseura r.y.",
        "Esimerkin tutkimusseura ETS ry",
        "Esimerkin tutkimusseuran",
        "Esimerkin tutkimuseura ry",
    ],
)
def test_forms_endings_and_slips_of_the_pen_hide_no_name(book: NameBook, printed: str) -> None:
    entry = record("0esim0000", "Esimerkin tutkimusseura", types=("other",))
    unknown = Organisation(slug="x", name=printed, kind="association")
    assert published(RorLinker([entry], book).propose(unknown)) == ["0esim0000"]


def test_what_another_legal_form_says_to_be_of_another_kind_is_left_out(book: NameBook) -> None:
    entry = record("0esim0000", "Esimerkin tutkimus Oy", types=("company",))
    unknown = Organisation(slug="x", name="Esimerkin tutkimus ry", kind="association")
    proposals = list(RorLinker([entry], book).propose(unknown))
    assert published(proposals) == asked(proposals) == []


def test_a_town_is_not_the_company_of_that_name(book: NameBook) -> None:
    assert linked("Nokian kaupunki", book, [COMPANY]) == []
    assert published(linked("Nokia Oyj", book, [COMPANY])) == ["0nokia000"]


def test_a_few_letters_alone_ask_a_person(book: NameBook) -> None:
    entry = record("0letter00", "Research Centre of Examples", "RCE", types=("facility",))
    unknown = Organisation(slug="rce", name="RCE", kind="other")
    proposals = list(RorLinker([entry], book).propose(unknown))
    assert (published(proposals), asked(proposals)) == ([], ["0letter00"])


def test_of_two_records_of_one_name_none_is_published(book: NameBook) -> None:
    twins = [record(f"0twin000{n}", "Taloustieteellinen yhdistys") for n in (1, 2)]
    proposals = linked("Taloustieteellinen yhdistys ry", book, twins)
    assert (published(proposals), asked(proposals)) == ([], ["0twin0001", "0twin0002"])


def test_of_a_record_and_its_forerunner_the_one_that_stands_is_meant(book: NameBook) -> None:
    now = record("0now00000", "Esimerkin Seura")
    old = record("0old00000", "Esimerkin Seura", status="withdrawn", successors=(now.iri,))
    unknown = Organisation(slug="x", name="Esimerkin Seura", kind="association")
    assert published(RorLinker([old, now], book).propose(unknown)) == ["0now00000"]


def test_a_record_that_ended_says_so_in_the_evidence(book: NameBook) -> None:
    ended = record("0ttyo0000", "Tampereen teknillinen yliopisto", status="inactive")
    (proposal,) = linked("Tampereen teknillinen yliopisto", book, [ended], "2012")
    assert "status: inactive" in proposal.evidence
    assert published([proposal]) == ["0ttyo0000"]


def test_a_record_that_passed_on_is_its_successors(book: NameBook) -> None:
    passed = record(
        "0oamk0000", "Oulu University of Applied Sciences", "Oulun seudun ammattikorkeakoulu"
    )
    now = linked("Oulun ammattikorkeakoulu", book, [passed], "2016")
    before = linked("Oulun seudun ammattikorkeakoulu", book, [passed], "2010")
    assert published(now) == ["0oamk0000"]
    assert (published(before), asked(before)) == ([], ["0oamk0000"])


def test_a_unit_of_another_body_is_not_the_one_in_the_register(book: NameBook) -> None:
    parent = record("0parent00", "Helsingin yliopisto", types=("education",))
    unit = record("0unit0000", "Fysiikan tutkimuslaitos", broader=(parent.iri,))
    ours = linked("Helsingin yliopisto, Fysiikan tutkimuslaitos", book, [parent, unit])
    others = linked("Oulun yliopisto, Fysiikan tutkimuslaitos", book, [parent, unit])
    assert published(ours) == ["0unit0000"]
    assert (published(others), asked(others)) == ([], ["0unit0000"])


def test_a_kind_that_does_not_fit_asks_a_person(book: NameBook) -> None:
    company = record("0kind0000", "Oulun yliopisto", types=("company",))
    assert published(linked("Oulun yliopisto", book, [company])) == []


def test_the_item_of_a_town_in_wikidata_may_be_the_place_and_waits(book: NameBook) -> None:
    proposals = linked("Helsingin kaupunki", book, [TOWN])
    assert (published(proposals), asked(proposals)) == (["0town0000"], ["Q1757"])


def test_an_item_that_two_records_share_is_that_of_the_one_in_force(book: NameBook) -> None:
    now = record("0now00000", "Business Finland", wikidata="Q42")
    old = record("0old00000", "Tekes", wikidata="Q42", status="inactive", successors=(now.iri,))
    assert published(linked("Business Finland", book, [old, now], "2019")) == ["0now00000", "Q42"]
    tekes = linked("Tekes", book, [old, now], "2012")
    assert (published(tekes), asked(tekes)) == (["0old00000"], ["Q42"])


def test_a_like_name_of_another_region_is_somebody_else(book: NameBook) -> None:
    entry = record("0north000", "Pohjois-Suomen Maantieteellinen Seura")
    assert linked("Etelä-Suomen Maantieteellinen Seura", book, [entry]) == []


def test_a_wrong_letter_in_a_name_of_another_town_asks_a_person(book: NameBook) -> None:
    entry = record("0salo0000", "Salon tutkimuksen seura", place="Turku")
    unknown = Organisation(slug="x", name="Salon tutkimukset seura", kind="association")
    assert published(RorLinker([entry], book).propose(unknown)) == []


def test_every_link_is_a_twin_with_evidence(book: NameBook) -> None:
    for proposal in linked("Oulun yliopisto", book, [UNIVERSITY]):
        assert (proposal.register, proposal.relation) == ("ror", "sameAs")
        assert proposal.evidence
        assert proposal.score <= 0.99


def test_a_name_without_letters_is_nobodys(book: NameBook) -> None:
    entry = record("0empty000", "-", "Oulun yliopisto")
    nameless = Entry(kind="organisation", names=(Name("()"),), iri="https://ror.org/0none0000")
    assert published(linked("Oulun yliopisto", book, [entry, nameless])) == ["0empty000"]


def test_without_its_register_there_is_no_linker(book: NameBook) -> None:
    assert RorLinker.of(Registers(), book) is None
