"""Labels are told from the same words in running text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from graph.extract.layout import FIELDS, lay_out_blocks

LABELS = (
    ("name", "Hankkeen nimi"),
    ("type", "Hanketyyppi"),
    ("portfolio", "Salkku"),
    ("abstract", "Tiivistelmä"),
    ("phase", "Käsittelyvaihe"),
    ("start", "Aloittamispvm"),
    ("end", "Päättymispvm"),
    ("funders", "Rahoittajat"),
    ("implementers", "Toteuttajat"),
    ("contacts", "Yhteyshenkilöt"),
    ("attachments", "Liitteet"),
    ("logos", "Logot"),
)
SEPARATORS = st.sampled_from([" \u00a0 ", "\t", "   ", ": ", "\u00a0\u00a0", " : ", " \u202f "])
TEXT = st.sampled_from(
    [
        "Rahoittajat hyväksyvät suunnitelman.",
        "Salkku on osa ohjelmaa",
        "Toteuttajat",
        "Liitteet:",
        "Käsittelyvaihe etenee",
        "2015",
        "",
        "Hanke alkaa.",
    ]
)


@given(SEPARATORS, st.lists(TEXT, max_size=12))
def test_every_label_is_found_whatever_the_abstract_says(gap: str, abstract: list[str]) -> None:
    lines = []
    for field, label in LABELS:
        lines.append(f"{label}{gap}arvo {field}")
        lines += abstract if field == "abstract" else []
    layout = lay_out_blocks(lines)
    found = {field: layout.filled(field)[0].text for field, _ in LABELS}
    assert found == {field: f"arvo {field}" for field, _ in LABELS}
    texts = [line.text for line in layout.lines("abstract")][1:]
    assert texts == abstract


def test_a_block_knows_the_lines_of_its_value() -> None:
    layout = lay_out_blocks(
        ["*", "Rahoittajat \u00a0 ", "Oulu", "", " Kempele ", "Toteuttajat   Muhos"]
    )
    assert [(line.number, line.text) for line in layout.filled("funders")] == [
        (3, "Oulu"),
        (5, "Kempele"),
    ]
    assert layout.lines("funders")[-1].raw == " Kempele "
    assert layout.blocks["implementers"].lines[0].number == 6


def test_a_label_may_stick_to_its_value() -> None:
    layout = lay_out_blocks(
        ["Hankkeen nimiKokeilu", "Aloittamispvm1.5.2009", "Rahoittajat", "Oulu"]
    )
    assert layout.filled("name")[0].text == "Kokeilu"
    assert layout.filled("start")[0].text == "1.5.2009"


def test_a_longer_word_is_no_label() -> None:
    assert not lay_out_blocks(["Salkkujen   määrä", "Rahoittajatahojen kanta", "Liitteettä"]).blocks


def test_an_attachment_may_have_a_labels_word_for_its_title() -> None:
    files = ["Tiivistelmä   tiivistelma.pdf   12 kt", "Logo   Linkki", "Logot   logot.zip   2 Mt"]
    layout = lay_out_blocks(
        ["Hankkeen nimi   A", "Tiivistelmä   B", "Liitteet   ", *files, "Logot   "]
    )
    assert len(layout.filled("attachments")) == 3
    assert layout.filled("abstract")[0].text == "B"


def test_one_label_may_have_lost_its_blanks() -> None:
    lines = ["Hankkeen nimi   A", "Hanketyyppi   B", "Salkku C", "Tiivistelmä   ", "Salkku kasvaa."]
    layout = lay_out_blocks([*lines, "Käsittelyvaihe Päättynyt", "Aloittamispvm   2015"])
    assert layout.filled("portfolio")[0].text == "C"
    assert layout.filled("phase")[0].text == "Päättynyt"


def test_the_foot_of_the_page_belongs_to_no_label() -> None:
    layout = lay_out_blocks(["Logot   ", "   ESR", "*", "© Oulu", "Etusivu"])
    assert [line.text for line in layout.filled("logos")] == ["ESR"]


def test_what_is_missing_is_told_with_the_line_before_it() -> None:
    layout = lay_out_blocks(["Hankkeen nimi   A", "x", "Salkku   B", "Tiivistelmä   ", "C"])
    assert layout.missing[:2] == (("type", 1), ("phase", 4))
    assert {field for field, _ in layout.missing} == set(FIELDS) - {
        *("name", "portfolio", "abstract"),
        *("partners", "logos"),
    }


def test_thirty_thousand_labels_take_no_minutes() -> None:
    lines = ["Liitteet   a", "Rahoittajat", "Salkku B"] * 10_000
    began = time.process_time()
    layout = lay_out_blocks(lines)
    assert time.process_time() - began < 2
    assert layout.repeated
