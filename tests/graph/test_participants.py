"""Funders and implementers, line by line."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.lines import numbered
from graph.extract.participants import Participants, read_participants
from graph.names.book import NameBook
from graph.records import Step
from graph.register import Register

DAY = date(2015, 3, 1)


@pytest.fixture(scope="module")
def names(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


def read(names: NameBook, *lines: str, role: str = "implementer") -> Participants:
    return read_participants(role, numbered(lines, 10), names, DAY)


def chains(participants: Participants) -> list[str]:
    return [
        " > ".join(step.name for step in one.organisation) or "-"
        for one in participants.participations
    ]


def printed(participants: Participants) -> list[str]:
    return [one.as_printed for one in participants.participations]


@pytest.mark.parametrize("nameless", ["yritykset", "muut yritykset", "valtio"])
def test_money_of_nobody_in_a_list_stands_apart(names: NameBook, nameless: str) -> None:
    found = read(names, f"Oulun kaupunki, Kempeleen kunta, {nameless}", role="funder")
    assert printed(found) == ["Oulun kaupunki", "Kempeleen kunta", nameless]


def test_a_semicolon_parts_names_whatever_they_are(names: NameBook) -> None:
    found = read(names, "Sivistyspalvelut/Liikuntapalvelut; Pohde")
    assert chains(found) == [
        "Oulun kaupunki > Sivistyspalvelut > Liikuntapalvelut",
        "Pohjois-Pohjanmaan hyvinvointialue",
    ]


def test_a_lead_partner_is_an_implementer(names: NameBook) -> None:
    found = read(names, "City of Oulu (lead partner), Luleå kommun")
    assert [one.role for one in found.participations] == ["implementer"] * 2


@pytest.mark.parametrize("heading", ["Talous:", "Muut rahoittajat:"])
def test_words_before_a_colon_that_name_nobody_head_those_below(
    names: NameBook, heading: str
) -> None:
    found = read(names, heading, "Oulun kaupunki", role="funder")
    assert printed(found) == ["Oulun kaupunki"]


def test_companies_in_brackets_are_those_meant(names: NameBook) -> None:
    found = read(names, "yrityskumppanit (Esimerkki Oy, Malli Oy)")
    assert chains(found) == ["Esimerkki Oy", "Malli Oy"]


def test_one_name_a_line(names: NameBook) -> None:
    found = read(names, "Oulun kaupunki", "Kempele", "Oulun yliopisto, fysiikan yksikkö")
    assert chains(found) == [
        "Oulun kaupunki",
        "Kempeleen kunta",
        "Oulun yliopisto > fysiikan yksikkö",
    ]
    assert [one.line for one in found.participations] == [10, 11, 12]
    assert {one.role for one in found.participations} == {"implementer"}
    assert found.findings == ()


@pytest.mark.parametrize(
    ("line", "names_in_it"),
    [
        ("Oulu, Kempele, Liminka", ["Oulu", "Kempele", "Liminka"]),
        ("Oulu, Kempele ja Liminka", ["Oulu", "Kempele", "Liminka"]),
        ("Oulun kaupunki ja Kempeleen kunta", ["Oulun kaupunki", "Kempeleen kunta"]),
        ("Oulun kaupunki; Iin kunta", ["Oulun kaupunki", "Iin kunta"]),
        ("Oulun kaupunki / Oulun yliopisto", ["Oulun kaupunki", "Oulun yliopisto"]),
        ("Oulun kaupunki + OAMK", ["Oulun kaupunki", "OAMK"]),
        ("Oulun yliopisto, Kempele, Ii", ["Oulun yliopisto", "Kempele", "Ii"]),
        ("Oulun kaupunki, Technopolis, OAMK", ["Oulun kaupunki", "Technopolis", "OAMK"]),
        ("Esimerkki Oy, Oulun kaupunki", ["Esimerkki Oy", "Oulun kaupunki"]),
        ("Esimerkki ry ja Toinen Esimerkki ry", ["Esimerkki ry", "Toinen Esimerkki ry"]),
        ("Oulun kaupunki ja Technopolis", ["Oulun kaupunki", "Technopolis"]),
        ("STM ja muut ministeriöt", ["STM", "muut ministeriöt"]),
        (
            "Oulun kaupunki, nuorisopalvelut, Oulun yliopisto, fysiikan yksikkö",
            ["Oulun kaupunki, nuorisopalvelut", "Oulun yliopisto, fysiikan yksikkö"],
        ),
        (
            "Oulun kaupunki (hallinnoija, 70 %), Iin kunta (30 %)",
            ["Oulun kaupunki (hallinnoija, 70 %)", "Iin kunta (30 %)"],
        ),
        ("Osatoteuttajat: Oulun yliopisto ja VTT", ["Oulun yliopisto", "VTT"]),
        ("Oulu, Kempele. Liminka", ["Oulu", "Kempele", "Liminka"]),
        ("Oulun seudun kunnat: Oulu, Kempele", ["Oulu", "Kempele"]),
        ("Oulun seudun kunnat (Oulu, Kempele ja Ii)", ["Oulu", "Kempele", "Ii"]),
        ("Oulun seudun kunnat (Oulu; Kempele)", ["Oulu", "Kempele"]),
        ("Oulu; Kempele )", ["Oulu", "Kempele )"]),
        ("ESR, Oulun kaupunki", ["ESR", "Oulun kaupunki"]),
        # one name, for all its commas and joints
        ("Pohjois-Pohjanmaan ELY-keskus / ESR", ["Pohjois-Pohjanmaan ELY-keskus / ESR"]),
        ("Oulun kaupunki, sivistyspalvelut", ["Oulun kaupunki, sivistyspalvelut"]),
        ("Oulun kaupunki, BusinessOulu", ["Oulun kaupunki, BusinessOulu"]),
        ("Oulun yliopisto, Oulu", ["Oulun yliopisto, Oulu"]),
        ("Sosiaali- ja terveystoimi, kotihoito", ["Sosiaali- ja terveystoimi, kotihoito"]),
        ("Maa- ja metsätalousministeriö", ["Maa- ja metsätalousministeriö"]),
        ("EAKR- ja valtionrahoitus", ["EAKR- ja valtionrahoitus"]),
        ("STM, Kaste-ohjelma", ["STM, Kaste-ohjelma"]),
        ("Kylien, kyläläisten ja lasten seura ry", ["Kylien, kyläläisten ja lasten seura ry"]),
        ("Maankäyttö ja kaavoitus", ["Maankäyttö ja kaavoitus"]),
        ("yhdistykset, seurakunnat ja yritykset", ["yhdistykset, seurakunnat ja yritykset"]),
    ],
)
def test_a_line_is_parted_where_somebody_else_begins(
    names: NameBook, line: str, names_in_it: list[str]
) -> None:
    assert printed(read(names, line)) == names_in_it


def test_towns_that_share_one_noun_are_each_a_participant(names: NameBook) -> None:
    found = read(names, "Oulun, Kempeleen ja Limingan kunnat")
    assert chains(found) == ["Oulun kaupunki", "Kempeleen kunta", "Limingan kunta"]
    assert set(printed(found)) == {"Oulun, Kempeleen ja Limingan kunnat"}


def test_bullets_and_closing_commas_are_not_printed_names(names: NameBook) -> None:
    found = read(names, "- Oulun kaupunki,", "• Kempele,", "3) Iin kunta;", "*", "", "–")
    assert printed(found) == ["Oulun kaupunki", "Kempele", "Iin kunta"]


def test_amounts_shares_and_roles_stay_in_what_is_printed(names: NameBook) -> None:
    found = read(names, "Oulun kaupunki (hallinnoija), 20 000 €", "ESR 70 %", role="funder")
    assert printed(found) == ["Oulun kaupunki (hallinnoija), 20 000 €", "ESR 70 %"]
    assert chains(found) == ["Oulun kaupunki", "-"]
    assert found.participations[1].instrument == "ESF"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Kainuun sosiaali- ja", "terveydenhuollon kuntayhtymä"], "Kainuun sosiaali- ja ter"),
        (["Kainuun sosiaali-", "ja terveydenhuollon kuntayhtymä"], "Kainuun sosiaali- ja ter"),
        (["Oulun seudun koulutuskun-", "tayhtymä"], "Oulun seudun koulutuskun"),
        (["Pohjois-Pohjanmaan elinkeino-, liikenne-", "ja ympäristökeskus"], "Pohjois-Pohj"),
        (["Pohjois-Pohjanmaan", "liitto"], "Pohjois-Pohjanmaan liitto"),
        (["Oulun yliopisto (hallinnoija,", "70 %)"], "Oulun yliopisto"),
        (["Oulun kaupunki,", "sivistyspalvelut"], "Oulun kaupunki"),
        (["Oulun kaupunki", "/ Tekninen keskus"], "Oulun kaupunki"),
    ],
)
def test_a_name_may_run_over_two_lines(names: NameBook, lines: list[str], name: str) -> None:
    found = read(names, *lines)
    assert len(found.participations) == 1
    assert found.participations[0].organisation[0].name.startswith(name[:12])
    assert found.participations[0].line == 10
    assert found.findings == ()


def test_two_names_below_each_other_stay_two(names: NameBook) -> None:
    found = read(names, "Oulun kaupunki,", "Kempeleen kunta,", "Nuorten Ystävät", "kunnat")
    assert chains(found) == ["Oulun kaupunki", "Kempeleen kunta", "Nuorten Ystävät", "-"]


def test_whoever_is_no_organisation_is_a_finding(names: NameBook) -> None:
    found = read(names, "Oulun kaupunki", "suurin osa seudun kunnista", "ESR", "6Aika")
    assert chains(found) == ["Oulun kaupunki", "-", "-", "-"]
    assert [(one.kind, one.line) for one in found.findings] == [("participant", 11)]
    assert "suurin osa seudun kunnista" in found.findings[0].message


def test_partners_are_told_from_implementers(names: NameBook) -> None:
    found = read(
        names,
        "Oulun kaupunki",
        "Iin kunta (yhteistyökumppani)",
        "Yhteistyökumppanit: VTT, OAMK",
        "Yhteistyökumppanit:",
        "Oulun yliopisto",
        "Osatoteuttajat:",
        "Kempele",
    )
    assert [(one.as_printed, one.role) for one in found.participations] == [
        ("Oulun kaupunki", "implementer"),
        ("Iin kunta (yhteistyökumppani)", "partner"),
        ("VTT", "partner"),
        ("OAMK", "partner"),
        ("Oulun yliopisto", "partner"),
        ("Kempele", "implementer"),
    ]


def test_a_funder_stays_a_funder(names: NameBook) -> None:
    found = read(names, "Oulun kaupunki (kumppani)", "Muut rahoittajat:", "STM", role="funder")
    assert [one.role for one in found.participations] == ["funder", "funder"]
    assert chains(found) == ["Oulun kaupunki", "Sosiaali- ja terveysministeriö"]


def test_a_unit_without_its_body_is_marked_as_inferred(names: NameBook) -> None:
    found = read(names, "Tekninen keskus", "Oulun kaupunki, Tekninen keskus")
    assert chains(found) == ["Oulun kaupunki > Tekninen keskus"] * 2
    assert [one.inferred for one in found.participations] == [True, False]


def test_nothing_is_nobody(names: NameBook) -> None:
    assert read(names) == Participants((), ())
    assert read(names, "", "-", "*", "ei tiedossa") == Participants((), ())


def test_a_sentence_of_funders_names_them(names: NameBook) -> None:
    found = read(names, "Rahoittajina toimivat ESR ja Oulun kaupunki.")
    assert [(one.instrument, one.organisation[:1]) for one in found.participations] == [
        ("ESF", ()),
        ("", (Step("Oulun kaupunki", "municipality"),)),
    ]


@pytest.mark.parametrize("role", ["funder", "implementer"])
def test_the_real_pages_participants_are_those_of_the_gold(
    shared: Path, names: NameBook, role: str
) -> None:
    files = [*(shared / "seeds" / "gold").glob("*.json")]
    assert files
    for file in files:
        gold = json.loads(file.read_text("utf-8"))
        lines = numbered(one["as_printed"] for one in gold[f"{role}s"])
        found = read_participants(role, lines, names, date.fromisoformat(gold["start"]))
        nobody = [one["as_printed"] for one in gold[f"{role}s"] if one.get("description_only")]
        assert len(found.findings) == len(nobody)
        for one, told in zip(found.participations, gold[f"{role}s"], strict=True):
            above = [*reversed(told.get("unit_of", []))]
            chain = [*above, told["organisation"]] if told["organisation"] else []
            assert [step.name for step in one.organisation] == chain
            assert one.as_printed == told["as_printed"]
            assert one.programme == told.get("programme", "")
            assert one.inferred == bool(told.get("inferred"))


@given(st.lists(st.text(max_size=40), max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_line_is_lost_and_none_is_invented(names: NameBook, lines: list[str]) -> None:
    found = read(names, *lines)
    told = {line for line, text in enumerate(lines, 10) if any(map(str.isalnum, text))}
    assert {one.line for one in found.participations} <= told
    for one in found.participations:
        assert one.as_printed


PIECES = ["Oulu", "Kempele", "kunnat", "ESR", "ja", ";", ",", "(", ")", "/", "-", ":", "70%", "€"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_names_are_read_whatever_marks_stand_between_them(names: NameBook, line: str) -> None:
    assert {one.line for one in read(names, line).participations} <= {10}


@given(st.permutations(["Oulu", "Kempele", "Liminka", "Muhos", "Ii"]), st.integers(2, 5))
@settings(deadline=None)
def test_a_list_of_towns_is_read_in_any_order(
    names: NameBook, towns: list[str], count: int
) -> None:
    some = towns[:count]
    assert printed(read(names, ", ".join(some))) == some
    assert printed(read(names, f"{', '.join(some[:-1])} ja {some[-1]}")) == some
