"""Business identities are gathered from whoever says them, and the pseudo ones are marked."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, Triple

from graph.errors import RegisterError
from graph.registers.document import Document, checked
from graph.registers.entry import Entry, Name, Party
from graph.registers.keeping import Found, keep
from graph.registers.kept import Registers
from graph.registers.readable import Reading, reading_of
from graph.registers.ytunnus import PSEUDO, gather, in_official_form, is_sound, read
from ontology.registers import EUPL, RegisterName, ytunnus
from ontology.terms import Org, Sk

CITY = "0187690-1"
COMPANY = {
    "businessId": {"value": "2170029-2", "registrationDate": "2007-11-21", "source": "3"},
    "names": [
        {"name": "Mallipaja", "type": "3", "registrationDate": "2008-01-01"},
        {"name": "Vanha Malli Oy", "type": "1", "endDate": "2010-01-01"},
        {"name": "Malli Oy", "type": "1", "registrationDate": "2010-01-02"},
    ],
    "companyForms": [
        {
            "type": "16",
            "descriptions": [
                {"languageCode": "3", "description": "Limited company"},
                {"languageCode": "1", "description": "Osakeyhtiö"},
            ],
        }
    ],
    "addresses": [{"type": 1, "postOffices": [{"city": "MALLILA", "languageCode": "1"}]}],
    "tradeRegisterStatus": "1",
    "registrationDate": "2007-11-21",
}


def answer(*companies: Any) -> Document:
    told = {"totalResults": len(companies), "companies": companies}
    return Document("made.json", json.dumps(told).encode())


def providers(*rows: tuple[str, str]) -> Document:
    lines = [f"{name}\t{numbers}" for name, numbers in rows]
    return Document("all.tsv", "\n".join(["nimi_fi\tkoulutustoimija_ytunnus", *lines, ""]).encode())


def kept(folder: Path, name: RegisterName, entries: Sequence[Entry]) -> str:
    found = Found(name, reading_of("", entries), "made", "", datetime(2026, 1, 1, tzinfo=UTC))
    return keep(folder, found).digest


def project(*parties: tuple[str, str]) -> Entry:
    return Entry(
        kind="project",
        names=(),
        partners=tuple(Party(name=name, ytunnus=number) for name, number in parties),
    )


@pytest.mark.parametrize(
    "text", ["0245895-5", "02458955", "FI02458955", "FI0245895-5", " 245895-5 "]
)
def test_a_number_in_the_wild_gets_its_official_form(text: str) -> None:
    assert in_official_form(text) == "0245895-5"


@pytest.mark.parametrize("text", ["", "12", "0245895-55", "SE0245895-5", "Oulu", "0245-8955"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert in_official_form(text) == ""


def test_the_check_digit_tells_a_pseudo_identifier() -> None:
    assert is_sound("0245895-5")
    assert not is_sound("0245895-4")
    assert not is_sound("02458955")


def test_education_providers_are_numbers_at_a_place() -> None:
    [first, second] = read(
        [providers(("Mallila", f"{CITY}|INVALID:06230012"), ("Vanhala", ""))]
    ).entries
    assert (first.identifier("ytunnus"), first.place, first.names) == (CITY, "Mallila", ())
    assert first.said_by == ("koski",)
    assert (second.identifier("ytunnus"), second.iri) == ("06230012", "")
    assert PSEUDO in second.types
    assert PSEUDO not in first.types


def test_the_trade_register_tells_names_form_and_place() -> None:
    [entry] = read([answer(COMPANY)]).entries
    assert entry.names == (
        Name("Malli Oy", since=date(2010, 1, 2)),
        Name("Mallipaja", preferred=False, since=date(2008, 1, 1)),
        Name("Vanha Malli Oy", until=date(2010, 1, 1)),
    )
    assert (entry.types, entry.place, entry.status) == (("Osakeyhtiö",), "MALLILA", "1")
    assert (entry.start, entry.said_by) == (date(2007, 11, 21), ("ytj",))
    number = Literal("2170029-2", datatype=Sk.ytunnus)
    assert Triple(ytunnus("2170029-2"), Org.identifier, number) in read([answer(COMPANY)]).triples


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (answer(), "the trade register knows nobody by it; check the number"),
        (answer({**COMPANY, "names": "Malli Oy"}), r"at `\$.companies\[0\].names`"),
        (answer({**COMPANY, "businessId": {"value": "x"}}), "'x' is no Y-tunnus"),
        (providers(("Mallila", "Oulu")), "line 2: 'Oulu' is no Y-tunnus"),
        (Document("x.csv", b"a,b\n1,2\n"), "no column koulutustoimija_ytunnus"),
    ],
)
def test_another_form_is_refused(document: Document, says: str) -> None:
    with pytest.raises(RegisterError, match=says):
        read([document])


def test_numbers_are_gathered_from_eura_under_the_name_used_most(tmp_path: Path) -> None:
    uses = [("Malli Liikelaitos", CITY), ("Mallilan kaupunki", CITY), ("Nimetön", "")]
    digest = kept(tmp_path, "eura", [project(*uses), project(("Mallilan kaupunki", CITY))])
    gathered = gather(Registers.open(tmp_path, {"eura": digest}), Reading("", [], []))
    [entry] = gathered.entries
    assert entry.names == (
        Name("Mallilan kaupunki"),
        Name("Malli Liikelaitos", preferred=False),
    )
    assert entry.said_by == ("eura",)


def test_what_was_known_before_stays_and_the_trade_register_goes_first(tmp_path: Path) -> None:
    number = "2170029-2"
    digests = {
        "eura": kept(tmp_path, "eura", [project(("MALLI", number))]),
        "ytunnus": kept(tmp_path, "ytunnus", read([providers(("Mallila", CITY))]).entries),
    }
    gathered = gather(Registers.open(tmp_path, digests), read([answer(COMPANY)]))
    before, company = gathered.entries
    assert before.identifier("ytunnus") == CITY
    assert company.names[0].text == "Malli Oy"
    assert company.names[-1] == Name("MALLI", preferred=False)
    assert company.said_by == ("ytj", "eura")
    assert gathered.licence == EUPL


def test_gathering_twice_gives_the_same(tmp_path: Path) -> None:
    digests = {"eura": kept(tmp_path, "eura", [project(("A", CITY), ("B", CITY))])}
    first = gather(Registers.open(tmp_path, digests), Reading("", [], []))
    digests["ytunnus"] = kept(tmp_path, "ytunnus", first.entries)
    again = gather(Registers.open(tmp_path, digests), Reading("", [], []))
    assert kept(tmp_path, "ytunnus", again.entries) == digests["ytunnus"]


def test_nothing_to_gather_from_is_told() -> None:
    with pytest.raises(RegisterError, match="no loaded register names a business identity"):
        gather(Registers(), Reading("", [], []))


def test_real_education_providers_and_pseudo_identifiers_are_told_apart(shared: Path) -> None:
    path = shared / "registries/municipalities/municipality-codes-all-time.tsv"
    entries = read([checked(path.name, path.read_bytes())]).entries
    pseudo = [entry for entry in entries if PSEUDO in entry.types]
    assert len(pseudo) == 78
    assert len(entries) - len(pseudo) == 1137
