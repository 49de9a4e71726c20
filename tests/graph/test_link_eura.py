"""A project's record in EURA is found by all signs together, or by its code where that stands."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from graph.links.eura import EuraLinker
from graph.links.eura.linker import known_records
from graph.links.eura.naming import agreement, read_name
from graph.links.link import Conflict, Proposal
from graph.names.book import NameBook
from graph.records import Day, PageRecord, Participation, Phase, Printed, Section
from graph.register import load_register
from graph.registers.document import Document
from graph.registers.entry import Entry, Identifier, Name, Party
from graph.registers.eura import read
from ontology.registers import eura, eura_code
from tests.graph.made_records import bare

ELY = "Pohjois-Pohjanmaan elinkeino-, liikenne- ja ympäristökeskus"
START, END = date(2016, 1, 1), date(2018, 12, 31)


def record(code: str, name: str, applicant: str = "Oulun kaupunki", end: date = END) -> Entry:
    return Entry(
        kind="project",
        names=(Name(name),),
        iri=eura(code).value,
        identifiers=(Identifier("eura", code),),
        start=START,
        end=end,
        authority=ELY,
        applicant=Party(name=applicant),
    )


@pytest.fixture(scope="module")
def book() -> NameBook:
    return NameBook.load(load_register("oulu"))


def page(
    book: NameBook,
    name: str,
    *,
    by: str = "Oulun kaupunki",
    paid_by: str = "Pohjois-Pohjanmaan ELY-keskus",
    end: date = END,
    text: str = "",
) -> PageRecord:
    def part(role: str, printed: str) -> Participation:
        meant = book.understand(printed, START)
        return Participation(
            role=role,
            as_printed=printed,
            line=1,
            organisation=meant.organisation,
            instrument=meant.instrument,
        )

    return bare(
        "1",
        name=Printed(name, 1),
        start=Day(value=START, as_printed="1.1.2016", line=2),
        end=Day(value=end, as_printed="", line=3),
        participations=(part("funder", paid_by), part("implementer", by)),
        sections=(Section(position=0, heading="", text=text, line=4),) if text else (),
    )


def found(entries: Sequence[Entry], record: PageRecord, book: NameBook) -> dict[str, Proposal]:
    linker = EuraLinker(known_records(entries, book))
    return {eura_code(one.target): one for one in linker.propose(record)}


def published(entries: Sequence[Entry], record: PageRecord, book: NameBook) -> set[str]:
    return {code for code, one in found(entries, record, book).items() if one.score >= 0.86}


def test_all_signs_together_find_the_record(book: NameBook) -> None:
    ours = record("S99901", "Nuorten digipajat")
    said = found([ours, record("S99902", "Vanha silta")], page(book, "Nuorten digipajat"), book)
    assert said.keys() == {"S99901"}
    assert (said["S99901"].score, said["S99901"].conflicts) == (1.0, ())
    assert said["S99901"].evidence == (
        "name: Nuorten digipajat",
        "dates: 2016-01-01 - 2018-12-31",
        "applicant: Oulun kaupunki",
        f"authority: {ELY}",
    )


def test_a_near_homonym_of_another_region_is_not_linked(book: NameBook) -> None:
    other = record("S99901", "Nuorten digipajat Kainuussa")
    assert not found([other], page(book, "Nuorten digipajat Lapissa"), book)


def test_the_same_name_of_another_applicant_is_not_linked(book: NameBook) -> None:
    other = record("S99901", "Nuorten digipajat", applicant="Kemin kaupunki")
    assert not found([other], page(book, "Nuorten digipajat"), book)


def test_the_next_project_of_a_row_is_another_one(book: NameBook) -> None:
    row = [record("S99901", "Askel töihin"), record("S99902", "Askel töihin II")]
    assert published(row, page(book, "Askel töihin 2"), book) == {"S99902"}
    assert published(row, page(book, "Askel töihin -hanke"), book) == {"S99901"}
    assert published(row, page(book, "Askel töihin 3"), book) == set()


def test_where_a_date_differs_both_are_told(book: NameBook) -> None:
    ours = record("S99901", "Nuorten digipajat", end=date(2019, 3, 31))
    said = found([ours], page(book, "Nuorten digipajat"), book)["S99901"]
    assert said.score >= 0.86
    (conflict,) = said.conflicts
    assert conflict == Conflict(what="end date", ours="2018-12-31", theirs="2019-03-31", line=3)


def disagreed(entries: Sequence[Entry], page: PageRecord, book: NameBook) -> list[Conflict]:
    return [one for said in found(entries, page, book).values() for one in said.conflicts]


def test_another_authority_of_its_kind_is_told(book: NameBook) -> None:
    ours = page(book, "Nuorten digipajat", paid_by="Lapin ELY-keskus")
    told = Conflict(what="funder", ours="Lapin ELY-keskus", theirs=ELY, line=1)
    assert disagreed([record("S99901", "Nuorten digipajat")], ours, book) == [told]


@pytest.mark.parametrize("paid_by", ["Oulun kaupunki", "Pohjois-Pohjanmaan liitto", "ESR", ""])
def test_an_authority_that_a_page_leaves_out_is_no_conflict(book: NameBook, paid_by: str) -> None:
    ours = page(book, "Nuorten digipajat", paid_by=paid_by)
    assert disagreed([record("S99901", "Nuorten digipajat")], ours, book) == []


def test_another_fund_than_that_of_the_code_is_told(book: NameBook) -> None:
    ours = page(book, "Nuorten digipajat", paid_by="EAKR")
    told = Conflict(what="funder", ours="EAKR", theirs="ESF", line=1)
    assert disagreed([record("S99901", "Nuorten digipajat")], ours, book) == [told]


def test_where_the_code_stands_another_name_and_another_applicant_are_told(book: NameBook) -> None:
    theirs = record("S99901", "Nuorten digipajat", applicant="Kemin kaupunki")
    ours = page(book, "Silta", text="Hankkeen koodi on S99901.")
    assert disagreed([theirs], ours, book) == [
        Conflict(what="name", ours="Silta", theirs="Nuorten digipajat", line=1),
        Conflict(what="implementer", ours="Oulun kaupunki", theirs="Kemin kaupunki", line=1),
    ]


def test_a_longer_name_of_the_same_is_no_conflict(book: NameBook) -> None:
    theirs = record("S99901", "Silta - nuorten digipajat")
    assert disagreed([theirs], page(book, "Silta"), book) == []


@pytest.mark.parametrize(
    ("phase", "state", "told"),
    [
        ("running", "Toiminta päättynyt", True),
        ("ended", "Toiminta päättynyt", False),
        ("other", "Toiminnassa", False),
        ("ended", "", False),
    ],
)
def test_another_phase_is_told(book: NameBook, phase: str, state: str, *, told: bool) -> None:
    theirs = msgspec.structs.replace(record("S99901", "Silta"), status=state)
    printed = Phase(concept=phase, as_printed="Vaihe", line=5)
    ours = msgspec.structs.replace(page(book, "Silta"), phase=printed)
    expected = [Conflict(what="phase", ours="Vaihe", theirs=state, line=5)]
    assert disagreed([theirs], ours, book) == (expected if told else [])


def test_one_of_the_same_name_years_later_is_another_one(book: NameBook) -> None:
    old = page(book, "Nuorten digipajat", end=date(2012, 12, 31))
    later = msgspec.structs.replace(
        record("S99901", "Nuorten digipajat"), start=date(2021, 1, 1), end=date(2022, 12, 31)
    )
    assert not found([later], old, book)


def test_a_printed_code_is_enough(book: NameBook) -> None:
    ours = record("S99901", "Kuutoskaupunkien avoin osallisuus")
    said = found([ours], page(book, "Silta", text="Hankkeen koodi on S99901."), book)
    assert said["S99901"].method == "code"


def test_the_code_of_a_forerunner_in_the_text_asks_a_person(book: NameBook) -> None:
    old = msgspec.structs.replace(
        record("S99901", "Silta"), start=date(2011, 1, 1), end=date(2012, 12, 31)
    )
    ours = record("S99902", "Silta 2")
    text = "Hanke jatkaa aiempaa hanketta S99901."
    said = found([old, ours], page(book, "Silta 2", text=text), book)
    assert {code: one.score for code, one in said.items()} == {"S99901": 0.85, "S99902": 1.0}


def test_the_code_of_a_project_beside_it_asks_a_person(book: NameBook) -> None:
    beside = record("S99902", "Silta Kainuussa", applicant="Kajaanin kaupunki")
    text = "Rinnalla toimii Kainuun hanke S99902."
    ours = record("S99901", "Silta Lapissa")
    said = found([ours, beside], page(book, "Silta Lapissa", text=text), book)
    assert {code: one.score for code, one in said.items()} == {"S99901": 1.0, "S99902": 0.85}


def test_a_code_that_no_record_has_is_nothing(book: NameBook) -> None:
    assert not found([record("S99901", "Silta")], page(book, "Muu", text="Koodi S99999."), book)


def test_of_two_records_that_are_alike_a_person_is_asked(book: NameBook) -> None:
    both = [record("S99901", "Nuorten digipajat"), record("S99902", "Nuorten digipajat")]
    said = found(both, page(book, "Nuorten digipajat"), book)
    assert {code: one.score for code, one in said.items()} == {"S99901": 0.85, "S99902": 0.85}


def test_names_with_words_that_the_other_lacks_are_never_sure(book: NameBook) -> None:
    ours = record("S99901", "Kuutoskaupunkien avoin osallisuus ja kumppanuus")
    said = found([ours], page(book, "6Aika: avoin osallisuus ja kumppanuus"), book)
    assert 0.7 <= said["S99901"].score < 0.86


def test_an_authority_is_known_by_the_names_it_had(book: NameBook) -> None:
    ours = record("S99901", "Nuorten digipajat")
    said = found(
        [ours], page(book, "Nuorten digipajat", paid_by="Pohjois-Pohjanmaan TE-keskus"), book
    )
    assert said["S99901"].score == 1.0


def test_the_fund_speaks_for_a_code_of_its_letter(book: NameBook) -> None:
    ours = record("S99901", "Nuorten digipajat")
    social = found([ours], page(book, "Nuorten digipajat", paid_by="ESR"), book)
    regional = found([ours], page(book, "Nuorten digipajat", paid_by="EAKR"), book)
    assert social["S99901"].score > regional["S99901"].score


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        ("Työpolku-projekti", "TYÖPOLKU", 1.0),
        ("Palveluiden uudistus", "Palvelujen uudistus", 1.0),
        ("PISU - Puhdas ilma", "Puhdas ilma (PISU)", 1.0),
        ("Kotoutumisen kaista", "Kotoutumisen kaista - maahanmuuttajat työhön", 0.9),
        ("Hyvä alku Kainuussa", "Hyvä alku Lapissa", 0.0),
        ("Silta 2014-2020", "Silta", 1.0),
        ("Silta", "Tupa", 0.0),
        ("Hanke", "Projekti", 0.0),
    ],
)
def test_names_agree_by_their_words(one: str, other: str, agreed: float) -> None:
    assert agreement(read_name(one), read_name(other)) == agreed


def test_a_page_that_ends_on_another_day_than_its_record_says_both(
    shared: Path, book: NameBook
) -> None:
    place = shared / "registries" / "eura" / "projects.json"
    entries = read([Document(str(place), place.read_bytes())]).entries
    ours = next(entry for entry in entries if eura_code(entry.iri) == "S20469")
    assert ours.start
    told = msgspec.structs.replace(
        page(book, ours.names[0].text, end=date(2018, 9, 30)),
        start=Day(value=ours.start, as_printed="", line=2),
    )
    said = found(entries, told, book)
    assert [one.what for one in said["S20469"].conflicts] == ["end date"]
