"""People are told from organisations, titles and places; what is said of them is theirs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.contacts import Contacts, read_contacts
from graph.extract.contacts.reach import derived, find_reach
from graph.extract.lines import numbered
from graph.names.book import NameBook
from graph.records import Contact
from graph.register import Register


@pytest.fixture(scope="module")
def names(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


def read(names: NameBook, text: str) -> Contacts:
    return read_contacts(numbered(text.split("\n")), names)


def one(names: NameBook, text: str) -> Contact:
    (contact,) = read(names, text).contacts
    return contact


BLANKS = st.sampled_from(["", " ", "-", " - ", "\u00a0", "‑"])
SHAPES = st.sampled_from(
    [
        "0{0}{1}{2}",
        "(0{0}){1}{2}",
        "+358{1}{0}{1}{2}",
        "+358 (0){0}{1}{2}",
        "00358{1}{0}{1}{2}",
        "0{0}/{2}",
    ]
)


@given(SHAPES, BLANKS, st.integers(0, 9_999_999), st.sampled_from([" ", ", p. ", "\u00a0gsm "]))
def test_a_phone_is_read_in_every_shape(shape: str, blank: str, number: int, before: str) -> None:
    digits = f"{number:07}"
    printed = shape.format("43", blank, f"{digits[:3]}{blank}{digits[3:]}")
    (found,) = find_reach(f"Maija Meikäläinen{before}{printed}.", "FI")
    assert (found.kind, found.value) == ("phone", f"+35843{digits}")


@given(
    st.sampled_from(["@", " @ ", "(at)", " (at) ", "[at]", " [at] ", " at ", "(a)", " (ät) "]),
    st.from_regex(r"[a-z]{2,9}(?:[.-][a-z]{2,9}){0,2}", fullmatch=True),
    st.sampled_from(["example.fi", "posti.example.org"]),
    st.sampled_from([".", ",", "", ". Toinen", ")"]),
)
def test_an_address_is_read_in_every_shape(at: str, local: str, domain: str, after: str) -> None:
    (found,) = find_reach(f"Meikäläinen, {local}{at}{domain}{after}", "FI")
    assert (found.kind, found.value) == ("email", f"{local}@{domain}")


@pytest.mark.parametrize(
    "text",
    [
        "31.12.2012",
        "1.10.-31.12.2012",
        "90015 OULU",
        "0187690-1",
        "vuosina 2010-2013",
        "150 000 euroa",
        "PL 27",
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert [reach for reach in find_reach(text, "FI") if reach.kind == "phone"] == []


@pytest.mark.parametrize(
    ("given_name", "surname", "address"),
    [
        ("Maija", "Meikäläinen", "maija.meikalainen@example.fi"),
        ("Anna-Liisa", "Öhman-Åkerö", "anna-liisa.ohman-akero@example.fi"),
        ("Gerd", "Müller", "gerd.muller@example.fi"),
        ("Conor", "O'Brien", "conor.obrien@example.fi"),
        ("Søren", "van der Berg", "soren.vanderberg@example.fi"),
    ],
)
def test_an_address_is_derived_in_ascii(given_name: str, surname: str, address: str) -> None:
    assert derived("{given}.{surname}@example.fi", given_name, surname) == address


@pytest.mark.parametrize(
    ("text", "role", "title"),
    [
        ("Projektipäällikkö Maija Meikäläinen", "Projektipäällikkö", ""),
        ("Maija Meikäläinen, hankekoordinaattori", "hankekoordinaattori", ""),
        ("Yhteyshenkilö: Maija Meikäläinen", "Yhteyshenkilö", ""),
        ("Kehityspäällikkö Maija Meikäläinen", "", "Kehityspäällikkö"),
        ("vastuullinen johtaja, rehtori Maija Meikäläinen", "vastuullinen johtaja", "rehtori"),
        ("vastuullinen johtaja rehtori Maija Meikäläinen", "vastuullinen johtaja", "rehtori"),
        (
            "Yhteyshenkilö: projektipäällikkö Maija Meikäläinen",
            "Yhteyshenkilö",
            "projektipäällikkö",
        ),
        ("Rehtori Maija Meikäläinen (hankkeen vastuuhenkilö)", "hankkeen vastuuhenkilö", "Rehtori"),
        ("Opintojen ohjaaja: lehtori Maija Meikäläinen", "Opintojen ohjaaja", "lehtori"),
        ("Vs. projektipäällikkö Maija Meikäläinen", "Vs. projektipäällikkö", ""),
        (
            "Mielenterveys- ja sosiaalijohtaja Maija Meikäläinen",
            "",
            "Mielenterveys- ja sosiaalijohtaja",
        ),
        ("palvelujen päällikkö Maija Meikäläinen", "", "palvelujen päällikkö"),
        ("Oulun kaupungin sivistysjohtaja Maija Meikäläinen", "", "sivistysjohtaja"),
        ("projektipäällikkönä toimii Maija Meikäläinen", "projektipäällikkö", ""),
        ("Vastaava ohjaaja Maija Meikäläinen", "", "Vastaava ohjaaja"),
        ("agrologi Maija Meikäläinen", "", "agrologi"),
        ("TkT Maija Meikäläinen", "", "TkT"),
        ("Maija Meikäläinen", "", ""),
    ],
)
def test_a_role_is_told_from_a_title(names: NameBook, text: str, role: str, title: str) -> None:
    contact = one(names, text)
    assert (contact.name, contact.role, contact.title) == ("Maija Meikäläinen", role, title)


@pytest.mark.parametrize(
    "name",
    [
        "Maija Meikäläinen",
        "Meikäläinen Maija",
        "MAIJA MEIKÄLÄINEN",
        "Anna-Maija Meikäläinen-Testaaja",
        "Maija Liisa Meikäläinen",
        "Matti J. Meikäläinen",
        "M. Meikäläinen",
        "Gerd Müller",
        "Conor O'Brien",
        "Vincent van der Berg",
        "Nguyen Thi Lan",
        "Xqara Ytobe",
    ],
)
def test_a_name_is_kept_letter_for_letter(names: NameBook, name: str) -> None:
    assert one(names, f"{name}, projektityöntekijä, p. 043 000 0001").name == name
    assert one(names, f"Projektityöntekijä {name}, p. 043 000 0001").name == name


@pytest.mark.parametrize(
    "text",
    [
        "Oulun kaupunki, Torikatu 10, p. 043 000 0001",
        "Pohjois-Pohjanmaan Liitto",
        "Suomen Punainen Risti",
        "Hankkeen Vetäjä",
        "ELY KESKUS",
        "Business Oulu, p. 043 000 0001",
        "Projektipäällikkö: avoinna",
        "Kulttuuritalo Valve",
        "Lisätietoja: www.example.fi",
        "(Matti Meikäläisen sijainen)",
    ],
)
def test_nobody_is_invented(names: NameBook, text: str) -> None:
    assert read(names, text).contacts == ()


def test_titles_in_the_plural_are_shared_in_the_singular(names: NameBook) -> None:
    found = read(
        names, "Projektisuunnittelijat: Maija Meikäläinen ja Matti Meikäläinen. Ville Testaaja"
    )
    assert [contact.role for contact in found.contacts] == ["projektisuunnittelija"] * 2 + [""]


def test_a_plural_on_its_own_line_heads_the_names_below(names: NameBook) -> None:
    found = read(
        names, "Projektipäälliköt:\nMaija Meikäläinen\nMatti Meikäläinen\n\nVille Testaaja"
    )
    assert [contact.role for contact in found.contacts] == ["projektipäällikkö"] * 2 + [""]


def test_a_singular_role_is_one_persons(names: NameBook) -> None:
    found = read(
        names, "Yhteyshenkilö: Maija Meikäläinen, 043 000 0001\nMatti Meikäläinen, 043 000 0002"
    )
    assert [contact.role for contact in found.contacts] == ["Yhteyshenkilö", ""]


def test_an_address_goes_to_the_name_in_it(names: NameBook) -> None:
    found = read(
        names,
        "Maija Meikäläinen, Ville Testaaja: maija.meikalainen@example.fi, v.testaaja@example.fi",
    )
    assert [contact.email for contact in found.contacts] == [
        "maija.meikalainen@example.fi",
        "v.testaaja@example.fi",
    ]
    assert not any(contact.email_derived for contact in found.contacts)


def test_a_pattern_before_the_names_covers_those_behind_it(names: NameBook) -> None:
    found = read(
        names, "Sähköpostit: etunimi.sukunimi@example.fi\nMaija Meikäläinen\nVille Testaaja"
    )
    assert [contact.email for contact in found.contacts] == [
        "maija.meikalainen@example.fi",
        "ville.testaaja@example.fi",
    ]


def test_findings_name_nobody(names: NameBook) -> None:
    text = (
        "Maija Meikäläinen, 043 000 0001, 043 000 0002, maija@example.fi\nVilla X, outo@example.fi"
    )
    found = read(names, text)
    assert len(found.findings) >= 2
    said = " ".join(finding.message for finding in found.findings)
    assert not any(word in said for word in ("Maija", "Meik", "043", "example", "Villa"))


def test_an_endless_line_is_not_searched(names: NameBook) -> None:
    began = time.process_time()
    found = read(names, "Maija Meikäläinen\n" + "043 000 0001 " * 100_000)
    assert time.process_time() - began < 2
    assert [contact.name for contact in found.contacts] == ["Maija Meikäläinen"]
    assert "unread" in {finding.what for finding in found.findings}


WORDS = st.sampled_from(
    [
        *(
            "Maija",
            "Meikäläinen",
            "Matti",
            "projektipäällikkö",
            "johtajat",
            "Oulun",
            "kaupunki",
            "ja",
        ),
        *(
            ",",
            ".",
            ":",
            "(",
            ")",
            "/",
            "-",
            "p.",
            "043 000 0001",
            "etunimi.sukunimi@example.fi",
            "\n",
        ),
        *("van", "J.", "FT", "a.b@example.fi", "\n\n", "•", "Yhteyshenkilöt:", "toimii", "1)"),
    ]
)


@given(st.lists(WORDS, max_size=25))
def test_no_text_ends_in_an_error(names: NameBook, words: list[str]) -> None:
    text = " ".join(words)
    for contact in read(names, text).contacts:
        assert " ".join(contact.name.split()) == contact.name
        assert all(part in text for part in contact.name.split())


def test_whose_street_it_is_is_no_contact(names: NameBook) -> None:
    text = "Intendentti Liisa Esimerkki, Oulu Sinfonia, Leevi Esimerkin katu 1-3, p. 043 000 0001"
    found = one(names, text)
    assert found.organisation[-1].name == "Oulu Sinfonia"
    assert found.phone == "+358430000001"


def test_a_verb_before_a_title_is_no_part_of_it(names: NameBook) -> None:
    found = one(names, "Hankkeesta vastaa ympäristösuunnittelija Maija Meikäläinen.")
    assert found.title == "ympäristösuunnittelija"
