"""The sample register holds what a newcomer shall see, and is wrong only where it means to be."""

from collections import defaultdict
from pathlib import Path

import phonenumbers
import pytest
from phonenumbers import carrier

from graph.extract.page import Reading, read_page
from graph.names.book import NameBook
from graph.records import Finding, OrganisationPath, PageRecord
from graph.register import load_register
from graph.sample import sample_pages

SURNAMES = (
    "Meikäläinen",
    "Teikäläinen",
    "Heikäläinen",
    "Esimerkki",
    "Esimerkkilä",
    "Testaaja",
    "Keksitty",
    "Kuvitteellinen",
)

WRONG_SUMS = {
    "006-kiertoon": "row total",
    "011-hyva-alku": "column total",
    "020-valofestivaali": "grand total",
    "027-jatevedet-haja": "joint total",
    "041-hautomo": "row total",
}

OTHER_FLAWS = {
    "006-kiertoon": ["duplicate"],
    "013-liikkuva-lahio": ["participant"],
    "029-lumi-kuriin": ["other"],
    "036-apuri-neuvonta": ["unread"],
    "038-palveluseteli": ["period"] * 5,
    "046-kutsubussi": ["participant"],
    "053-harrastus-jokaiselle": ["other"],
    "055-isat-mukaan": ["dates"],
    "057-poissaolot": ["contact"],
    "062-jatkopolut": ["participant"],
    "064-kylatalot": ["participant"],
    "071-polyttajat": ["dates"],
}


@pytest.fixture(scope="module")
def records() -> dict[str, PageRecord]:
    register = load_register("sample")
    reading = Reading(register, NameBook.load(register))
    pages = (read_page(data, name, reading) for name, data in sample_pages())
    return {record.key: record for record in pages}


def organisations(records: dict[str, PageRecord], role: str) -> set[OrganisationPath]:
    return {
        one.organisation
        for record in records.values()
        for one in record.participations
        if one.role == role and one.organisation
    }


def findings(records: dict[str, PageRecord]) -> dict[str, list[Finding]]:
    return {key: list(record.findings) for key, record in records.items() if record.findings}


def test_there_are_at_least_sixty_projects(records: dict[str, PageRecord]) -> None:
    assert len(records) >= 60


def test_every_page_says_first_and_last_that_it_is_a_sample() -> None:
    for _, data in sample_pages():
        lines = data.decode().split("\n")
        assert lines[0].startswith("Esimerkkirekisteri")
        assert "keksitty" in lines[-1]


def test_there_are_ten_portfolios_with_their_years(records: dict[str, PageRecord]) -> None:
    portfolios = {
        (one.name, one.start_year, one.end_year)
        for record in records.values()
        if (one := record.portfolio)
    }
    assert len(portfolios) == 10
    assert all(first and last and first < last for _, first, last in portfolios)


def test_every_phase_is_there(records: dict[str, PageRecord]) -> None:
    phases = {record.phase.concept for record in records.values() if record.phase}
    assert phases == {"planned", "running", "ended", "cancelled", "other"}


def test_projects_begin_in_every_year_from_2009_to_2026(records: dict[str, PageRecord]) -> None:
    years = {record.start.value.year for record in records.values() if record.start}
    assert set(range(2009, 2027)) <= years


def test_fifty_organisations_stand_in_both_roles(records: dict[str, PageRecord]) -> None:
    both = organisations(records, "funder") & organisations(records, "implementer")
    assert len(both) >= 50


def test_an_organisation_and_its_successor_are_both_there(records: dict[str, PageRecord]) -> None:
    names = {path[0].name for path in organisations(records, "funder")}
    assert {"Pohjois-Pohjanmaan TE-keskus", "Pohjois-Pohjanmaan ELY-keskus"} <= names


def test_money_comes_in_every_shape(records: dict[str, PageRecord]) -> None:
    allocations = [one for record in records.values() for one in record.allocations]
    amounts = [one for record in records.values() for one in record.amounts]
    assert len(allocations) > 400
    assert {one.kind for one in amounts} >= {"estimate", "total", "partner"}
    assert any(one.approximate for one in amounts)
    assert any(one.mixed for one in allocations)
    assert any(one.programme for one in allocations)
    assert {one.instrument for one in allocations} >= {"ESF", "ERDF", "EAFRD", "AMIF", "JTF"}
    assert any(one.share_percent == 70 for one in allocations)


def test_a_person_of_several_projects_has_one_number(records: dict[str, PageRecord]) -> None:
    numbers = defaultdict(set)
    for record in records.values():
        for one in record.contacts:
            numbers[one.phone].add(one.name)
    assert all(len(names) == 1 for number, names in numbers.items() if number)
    assert sum(len(names) for names in numbers.values()) > 60


def test_people_are_placeholders(records: dict[str, PageRecord]) -> None:
    names = {one.name for record in records.values() for one in record.contacts}
    assert len(names) > 40
    assert all(name.rpartition(" ")[2].rpartition("-")[2] in SURNAMES for name in names)


def test_nobody_answers_the_phones(records: dict[str, PageRecord]) -> None:
    phones = {one.phone for record in records.values() for one in record.contacts} - {""}
    for phone in phones:
        number = phonenumbers.parse(phone)
        assert phonenumbers.is_valid_number(number)
        assert carrier.name_for_number(number, "en") == ""


def test_addresses_lead_nowhere(records: dict[str, PageRecord]) -> None:
    emails = {one.email for record in records.values() for one in record.contacts} - {""}
    assert {email.rpartition("@")[2] for email in emails} == {"example.fi", "example.org"}


def test_sums_are_wrong_only_where_it_is_meant(records: dict[str, PageRecord]) -> None:
    wrong = {
        key: finding.what
        for key, found in findings(records).items()
        for finding in found
        if finding.kind == "sum"
    }
    assert wrong == WRONG_SUMS


def test_other_flaws_are_found_only_where_they_are_meant(records: dict[str, PageRecord]) -> None:
    found = {
        key: kinds
        for key, several in findings(records).items()
        if (kinds := sorted(one.kind for one in several if one.kind != "sum"))
    }
    assert found == OTHER_FLAWS


def test_no_line_of_the_real_pages_is_in_the_sample(shared: Path) -> None:
    real = {
        line.strip()
        for page in (shared / "seeds").glob("*.txt")
        for line in page.read_text("utf-8").splitlines()
        if len(line) > 45
    }
    assert real
    for name, data in sample_pages():
        assert not real & set(map(str.strip, data.decode().splitlines())), name
