"""The sample register holds what a newcomer shall see, and is wrong only where it means to be."""

import re
from collections import defaultdict
from collections.abc import Iterator
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


FEWEST_WORDS = 5

SHAPES = {
    "a year as heading": r"^(?:19|20)\d\d$",
    "a range of days as heading": r"^\d\d?\.\d\d?\.\s?[-–]\s?\d\d?\.\d\d?\.\d{4}$",
    "a total called Yhteensä": r"^Yhteensä$",
    "a total called Yht.": r"^Yht\.$",
    "a total called YHTEENSÄ": r"^YHTEENSÄ$",
    "a total with a colon": r"^Yhteensä:$",
    "a source that is called a sum": r"^Kuntarahoitus yhteensä \(.*$",
    "a share behind a source": r"^[^\W\d][^,(]* \d\d ?%$",
    "a share without a blank": r"^[^\W\d].* \d\d%$",
    "a share in brackets": r"^[^\W\d].* \(\d\d ?%\)$",
    "a share behind a comma": r"^[^\W\d].*, \d\d ?%$",
    "brackets in a name": r"^[^\W\d].* \([^\W\d].*\)$",
    "a comma in a name": r"^[^\W\d].*, [^\W\d].*\n+\d{1,3}[ \u00a0]\d{3}$",
    "thousands behind a blank": r"^\d{1,3} \d{3}$",
    "thousands behind a no-break space": r"^\d{1,3}\u00a0\d{3}",
    "thousands behind a narrow space": r"^\d{1,3}\u202f\d{3}",
    "thousands behind a point": r"^\d{1,3}\.\d{3} €$",
    "digits alone": r"^\d{5,6}$",
    "euros in words": r"\d \d{3} euroa",
    "a hedged amount": r"\bn\. \d{2,3} \d{3}",
    "millions": r"\d,\d milj\. euroa",
    "two styles in one row": r"^\d{1,3}[ \u00a0]\d{3}$\n+^(?:\d{1,3}\.\d{3} €|\d{5,6})$",
    "a sentence": r"^Rahoitus: .* euroa, .* ja .* euroa\.",
    "an estimate": r"[Kk]ustannusarvio\w* .*\d",
    "a partner's own budget and a joint one": r"oma budjetti on .* yhteinen budjetti",
}
"""How money is printed on the pages of a register."""


@pytest.fixture(scope="module")
def pages() -> Iterator[list[Path]]:
    with sample_pages() as folder:
        yield sorted(folder.iterdir())


@pytest.fixture(scope="module")
def records(pages: list[Path]) -> dict[str, PageRecord]:
    register = load_register("sample")
    reading = Reading(register, NameBook.load(register))
    records = (read_page(page.read_bytes(), page.name, reading) for page in pages)
    return {record.key: record for record in records}


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


def test_every_page_says_first_and_last_that_it_is_a_sample(pages: list[Path]) -> None:
    for page in pages:
        lines = page.read_text("utf-8").split("\n")
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


@pytest.mark.parametrize("shape", SHAPES)
def test_money_is_printed_in_every_shape(shape: str, pages: list[Path]) -> None:
    pattern = re.compile(SHAPES[shape], re.MULTILINE)
    assert any(pattern.search(page.read_text("utf-8")) for page in pages)


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
    assert phones
    for phone in phones:
        number = phonenumbers.parse(phone)
        assert phonenumbers.is_valid_number(number)
        assert carrier.name_for_number(number, "en") == ""


def test_every_number_on_a_page_that_could_be_called_is_a_contacts(
    pages: list[Path], records: dict[str, PageRecord]
) -> None:
    for page in pages:
        text = page.read_text("utf-8")
        found = {
            phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            for match in phonenumbers.PhoneNumberMatcher(text, "FI")
        }
        assert found <= {one.phone for one in records[page.stem].contacts}, page.name


def test_addresses_lead_nowhere(pages: list[Path]) -> None:
    texts = [page.read_text("utf-8") for page in pages]
    hosts = {host for text in texts for host in re.findall(r"(?:@|\(at\))\s?([\w-]+\.\w+)", text)}
    assert hosts == {"example.fi", "example.org"}
    assert not any(re.search(r"https?:|www\.", text) for text in texts)


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


def sentences(page: Path) -> set[str]:
    """The sentences of *page*, and its lines, as words without marks; short ones are anybody's."""
    pieces = re.split(r"\n|(?<=[.!?:;])\s", page.read_text("utf-8"))
    told = (tuple(re.findall(r"\w+", piece.casefold())) for piece in pieces)
    return {" ".join(words) for words in told if len(words) >= FEWEST_WORDS}


def test_no_sentence_of_the_real_pages_is_in_the_sample(shared: Path, pages: list[Path]) -> None:
    real = {told for page in (shared / "seeds").glob("*.txt") for told in sentences(page)}
    assert real
    for page in pages:
        assert not real & sentences(page), page.name
