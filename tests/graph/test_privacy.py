"""What is withheld of people is in no field and in no text, however it is printed."""

from datetime import date

import msgspec
import pytest

from graph.identity.people import evidence, keyed
from graph.names.keys import key as name_key
from graph.pages import Shown
from graph.privacy.forgetting import EVERYBODY, Forgetting, name_signs, page_sign
from graph.privacy.masks import MASK
from graph.privacy.names import without_names
from graph.privacy.policy import Contacts, hides_more, shown, stricter
from graph.privacy.withholding import withhold, without_contact_details
from graph.records import Contact, Finding, PageRecord, Section
from tests.graph.made_records import bare, day, phase

TODAY = date(2026, 11, 21)
SECRET = b"s" * 32
NAME = "Maija Meikäläinen"
PHONED = Contact(name=NAME, line=1, phone="+358400000000")


def reachable(**more: object) -> PageRecord:
    lines = (
        "Hankkeen nimi   Kokeilu",
        "Yhteyshenkilöt   Maija Meikäläinen, 040 000 0000, maija.meikalainen (at) example.fi",
        "Ota yhteyttä Maija Meikäläiseen.",
    )
    contact = Contact(
        name=NAME,
        line=2,
        role="projektipäällikkö",
        phone="+358400000000",
        email="maija.meikalainen@example.fi",
    )
    section = Section(position=0, heading="", text="Soita 0400000000 tai +358 40 0000000.", line=3)
    finding = Finding(
        kind="contact", what="phone", message="unread: 000 0000 (maija@example.fi)", line=2
    )
    return bare(
        "1",
        **(
            {"lines": lines, "contacts": (contact,), "sections": (section,), "findings": (finding,)}
            | more
        ),
    )


def words(record: PageRecord) -> str:
    return msgspec.json.encode(record).decode()


@pytest.mark.parametrize(
    "printed",
    [
        "040 000 0000",
        "0400000000",
        "040-000 0000",
        "040-0000000",
        "040.000.0000",
        "(040) 000 0000",
        "+358 40 000 0000",
        "+358 (0)40 000 0000",
        "+358(0)400000000",
        "00358 40 000 0000",
        "040\u00a0000\u00a00000",
        "040\u2011000\u20110000",
        "040_000_0000",
        "040\u202f000\u202f0000",
        "040 000\n0000",
        "p.040 000 0000",
        "puh. (08) 000 0000",
        "puh. 000 0000",
        "gsm 40 000 0000",
        "+46 70 000 00 00",
        "maija@example.fi",
        "maija.meikalainen@sub.example.fi",
        "maija.meikalainen (at) example.fi",
        "maija.meikalainen-at-example.fi",
        "maija.meikalainen*at*example.fi",
        "maija.meikalainen\uff20example.fi",
        "maija.meikalainen&#64;example.fi",
        "maija.meikalainen(at)example.fi",
        "maija.meikalainen [at] example.fi",
        "maija.meikalainen at example.fi",
        "maija.meikalainen (ät) example.fi",
        "maija.meikalainen @ example.fi",
        "maija.meikalainen(at)example(piste)fi",
        "etunimi.sukunimi (at) example.fi",
        "040,000,0000",
        "040/000 0000",
        "040 - 000 00 00",
        "(040) - 000 0000",
        "+ 358 40 000 0000",
        "358 (0) 40 000 0000",
        "puh: 0400000000.",
        "tel:+358400000000",
        "040 000 0000 / 050 000 0000",
        "\uff10\uff14\uff10 \uff10\uff10\uff10 \uff10\uff10\uff10\uff10",
        "040\u200b000\u00ad0000",
        "040&nbsp;000&#32;0000",
        "maija et example.fi",
        "maija \\at example.fi",
        "'maija'@example.fi",
        "maija[at]example[dot]fi",
        "maija @ example . fi",
        "maija AT example PISTE fi",
        "maija_at_example.fi",
        "maija miukumauku example.fi",
        "maija%40example.fi",
        "maija(at)example",
        "mailto:maija@example.fi",
        "maija@example.fi;matti@example.fi",
    ],
)
def test_a_printed_phone_or_address_is_masked(printed: str) -> None:
    masked = without_contact_details([])(f"Yhteys: {printed}, kiitos")
    assert MASK in masked
    assert not any(character.isdigit() or character == "@" for character in masked)
    assert "example" not in masked
    assert masked.startswith("Yhteys: ")
    assert masked.endswith(", kiitos")


@pytest.mark.parametrize(
    "printed", ["40 000 0000", "400000000", "358 40 000 0000", "40/0000000", "numero 40-000-0000"]
)
def test_a_known_number_is_masked_in_any_shape(printed: str) -> None:
    assert "000" not in without_contact_details([PHONED])(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "1.10.2015 - 30.9.2018",
        "01.10.2015-30.09.2018",
        "05/2012-08/2013",
        "klo 08.30-16.00",
        "Y-tunnus 0000000-0",
        "72 460\n314 615\n0\n949 505",
        "150.000 €",
        "1 000 000 euroa",
        "40 000 000 €",
        "1.000.000 €",
        "1,2 milj. euroa",
        "ESR 70%",
        "vuosina 2014-2020",
        "kokeilu at home",
        "more at www.example.fi",
        "kohta (a) toteutus",
        "5 kpl @ 3,50 €",
        "Seuraa @example",
        "S20469",
        "S02046",
        "Dnro 0123/05.02.09/2012",
        "070/2012",
        "EURA 2014/1234/09 02 01 01/2014",
        "hankekoodi 012345",
        "ISSN 0000-0000",
        "00100 Helsinki",
        "01-04-2014",
        "01/04/2014",
        "0,00 0,00 0,00",
        "358 404\n120 000",
        "01, 02, 03, 04",
    ],
)
def test_what_is_no_phone_and_no_address_stays(printed: str) -> None:
    assert without_contact_details([PHONED])(printed) == printed


def test_a_mask_leaves_the_lines_where_they_are() -> None:
    text = "040\n000\n0000\nloppu"
    assert without_contact_details([])(text) == f"{MASK}\n{MASK}\n{MASK}\nloppu"


def test_with_names_shown_nothing_reaches_a_person() -> None:
    left = withhold(reachable(), Shown.NAMES)
    (contact,) = left.contacts
    assert (contact.name, contact.role) == (NAME, "projektipäällikkö")
    assert (contact.phone, contact.email, contact.email_derived) == ("", "", False)
    assert "0000" not in words(left).replace("0" * 64, "")
    assert "example" not in words(left)
    assert len(left.lines) == len(reachable().lines)


def test_with_nobody_shown_no_name_stays() -> None:
    left = withhold(reachable(), Shown.NOBODY)
    assert left.contacts == ()
    assert "Maija" not in words(left)
    assert "Meikäläi" not in words(left)


def test_what_nobody_understood_of_the_contacts_is_withheld_too() -> None:
    lines = (
        "Hankkeen nimi   Kokeilu",
        "Käsittelyvaihe   Päättynyt",
        "Yhteyshenkilöt   Liisa Esimerkki",
        "vaihde 000 0000, myös 12 34 56",
        "Liitteet",
    )
    names, nobody = (withhold(bare(lines=lines), shown) for shown in (Shown.NAMES, Shown.NOBODY))
    assert names.lines[2:] == (lines[2], f"vaihde {MASK}, myös {MASK}", "Liitteet")
    assert nobody.lines[2:] == (f"Yhteyshenkilöt   {MASK}", MASK, "Liitteet")
    assert withhold(nobody, Shown.NOBODY) == nobody


def test_all_that_is_shown_stays_as_it_is() -> None:
    assert withhold(reachable(), Shown.FULL) == reachable()


def test_withholding_twice_is_withholding_once() -> None:
    once = withhold(reachable(), Shown.NAMES)
    assert withhold(once, Shown.NAMES) == once


def test_key_and_source_are_never_masked() -> None:
    record = msgspec.structs.replace(reachable(), key="0400000000")
    assert withhold(record, Shown.NOBODY).key == "0400000000"
    assert withhold(record, Shown.NOBODY).source == record.source


@pytest.mark.parametrize(
    "printed",
    [
        "Maija Meikäläinen",
        "Maija Meikäläisen",
        "Maija Meikäläiselle",
        "MAIJA MEIKÄLÄINEN",
        "Meikäläinen Maija",
        "Meikäläinen, Maija",
        "M. Meikäläinen",
        "Maija\u00a0Meikäläinen",
        "maija.meikalainen",
        "maija_meikalainen_esite.pdf",
    ],
)
def test_a_name_is_masked_in_its_cases_and_spellings(printed: str) -> None:
    masked = without_names([NAME])(f"- {printed} -")
    assert MASK in masked
    assert "eik" not in masked.casefold()


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Pekka Koski", "Kosken Pekan Koskella KOSKEA P.Koski koski.pekka@ Koski-hanke"),
        ("Antti Mäki", "Antin Mäen Mäellä Maki Maella"),
        ("Liisa Lehto", "Lehdon Lehtoon Liisalle liisalehto"),
        ("Matti Lampi", "Lammen Lammelle Matin Lampi,M."),
        ("Sven Nygård", "Nygårds Nygårdin Svens nygard_sven"),
        ("Anna-Maija Virtanen-Kangas", "Virtasen Kankaan Kankaalle A.-M.Virtanen Virtanen-Kangas"),
        ("Eeva Helenius", "Heleniuksen Heleniukselta eevahelenius eheleniuksen"),
        ("Minh Vu", "Vu_Minh minh.vu"),
    ],
)
def test_a_part_of_a_name_is_masked_in_every_case(name: str, printed: str) -> None:
    mask = without_names([name])
    assert [mask(f"Kun {word} tuli")[4:7] for word in printed.split()] == [MASK] * len(
        printed.split()
    )


@pytest.mark.parametrize(
    "printed",
    [
        "joki, lampi ja koski",
        "kosken rannalla",
        "koski-inventointi",
        "Koskikeskus",
        "Koskinen ja Koskela",
        "Kosken kaupunki",
        "Koski Group Oyj",
        "Pekka Esimerkki",
        "PK",
    ],
)
def test_what_only_looks_like_part_of_a_name_stays(printed: str) -> None:
    assert without_names(["Pekka Koski"])(printed) == printed


def test_the_name_of_somebody_else_stays_where_a_relative_is_withheld() -> None:
    mask = without_names([NAME], ["Matti Meikäläinen"])
    assert mask("Matti Meikäläisen sisar Maija, Meikäläinen") == f"Matti Meikäläisen sisar {MASK}"


def test_another_name_stays() -> None:
    assert without_names([NAME])("Maija Esimerkki ja Matti Meri") == "Maija Esimerkki ja Matti Meri"


@pytest.mark.parametrize(
    ("record", "level"),
    [
        (bare(), Shown.FULL),
        (bare(phase=phase("running")), Shown.FULL),
        (bare(phase=phase("planned")), Shown.FULL),
        (bare(phase=phase("ended")), Shown.NAMES),
        (bare(phase=phase("cancelled")), Shown.NAMES),
        (bare(end=day(2026, 11, 21)), Shown.FULL),
        (bare(end=day(2026, 11, 20)), Shown.NAMES),
        (bare(phase=phase("ended"), end=day(2030)), Shown.NAMES),
    ],
)
def test_people_are_reachable_while_a_project_is_ongoing(record: PageRecord, level: Shown) -> None:
    assert shown(record, Contacts.ONGOING, TODAY) is level


def test_other_settings_ask_no_date() -> None:
    over = bare(phase=phase("ended"))
    assert [
        shown(over, contacts, TODAY) for contacts in (Contacts.FULL, Contacts.NAMES, Contacts.NONE)
    ] == [
        Shown.FULL,
        Shown.NAMES,
        Shown.NOBODY,
    ]


def test_what_shows_less_hides_more() -> None:
    assert stricter(Shown.FULL, Shown.NAMES) is Shown.NAMES
    assert hides_more(Shown.NOBODY, Shown.NAMES)
    assert not hides_more(Shown.NAMES, Shown.NAMES)


def forgetting(*signs: bytes) -> Forgetting:
    return Forgetting({name: frozenset(signs) for name in name_signs(NAME, SECRET)}, SECRET)


def signs_of(record: PageRecord) -> list[tuple[bytes, ...]]:
    return [evidence(contact, record.key, SECRET) for contact in record.contacts]


def test_everybody_of_a_forgotten_name_is_gone() -> None:
    left, signs = forgetting(EVERYBODY).scrub(reachable(), signs_of(reachable()))
    assert (left.contacts, signs) == ((), ())
    assert "eik" not in words(left)
    assert "0000 " not in words(left)
    assert "example.fi" not in "".join(left.lines)


def test_a_forgotten_name_is_found_in_running_text_where_nobody_is_a_contact() -> None:
    text = "Hankkeen veti Maija Meikäläisen tiimi; lisätietoja: maija.meikalainen@example.fi."
    left, _ = forgetting(EVERYBODY).scrub(bare(lines=(text,)), ())
    assert "eik" not in "".join(left.lines)
    assert left.lines[0].startswith("Hankkeen veti […] tiimi")


@pytest.mark.parametrize(
    "printed", ["Maija Meikäläisellekin", "Meikäläisten Maija", "MAIJA MEIKÄLÄISTÄ"]
)
def test_a_forgotten_name_is_known_again_in_every_case(printed: str) -> None:
    cleaned = forgetting(EVERYBODY).clean(f"Sen teki {printed}, ja Meikäläiselle kiitos")
    assert cleaned == f"Sen teki {MASK}, ja {MASK} kiitos"


def test_relatives_of_the_forgotten_keep_their_names() -> None:
    gone = reachable().contacts[0]
    other = msgspec.structs.replace(gone, name="Matti Meikäläinen", phone="+358410000000", email="")
    record = reachable(contacts=(gone, other), lines=("a", "b", "c"), sections=(), findings=())
    left, _ = forgetting(EVERYBODY).scrub(record, signs_of(record))
    assert [contact.name for contact in left.contacts] == ["Matti Meikäläinen"]


def test_a_namesake_with_other_evidence_stays() -> None:
    gone = reachable().contacts[0]
    other = msgspec.structs.replace(gone, phone="+358410000000", email="")
    record = reachable(contacts=(gone, other), lines=("a", "b", "c"), sections=(), findings=())
    left, signs = forgetting(*signs_of(record)[0]).scrub(record, signs_of(record))
    assert [contact.phone for contact in left.contacts] == ["+358410000000"]
    assert len(signs) == 1


def test_a_mention_that_brings_no_evidence_is_forgotten_on_the_page_of_the_forgotten() -> None:
    record = bare("1", contacts=(Contact(name=NAME, line=1),))
    here = forgetting(page_sign(NAME, "1", SECRET))
    assert here.is_forgotten(record.contacts[0], signs_of(record)[0], "1")
    assert not here.is_forgotten(record.contacts[0], (keyed("x", SECRET),), "2")


def test_nobody_is_forgotten_by_chance() -> None:
    record = reachable()
    left, signs = Forgetting({}, SECRET).scrub(record, signs_of(record))
    assert (left, list(signs)) == (record, signs_of(record))
    others = Forgetting(
        {keyed(name_key("Matti Meikäläinen"), SECRET): frozenset({EVERYBODY})}, SECRET
    )
    assert others.scrub(record, signs_of(record))[0] == record
