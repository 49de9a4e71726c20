"""Headings, lists and work packages are told from running text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.abstract import read_abstract
from graph.extract.heading_words import kind_of
from graph.extract.items import read_items
from graph.extract.lines import numbered
from graph.extract.packages import read_work_packages

NOTHING: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Tavoitteet", "objectives"),
        ("HANKKEEN TAVOITTEET", "objectives"),
        ("1. Päätavoite", "objectives"),
        ("Määrälliset ja laadulliset tavoitteet", "objectives"),
        ("Tavoitteet ja toimenpiteet", "objectives"),
        ("Odotettavissa olevat tulokset", "results"),
        ("Yhteiskunnalliset vaikutukset", "results"),
        ("Kustannusarvio ja rahoitus", "money"),
        ("Kustannukset (euroa)", "money"),
        ("Hankkeen kokonaisbudjetti", "money"),
        ("Sisältö/Toimenpiteet", "content"),
        ("Aikataulu ja organisointi", "schedule"),
        ("Kohderyhmät", "other"),
        ("Tausta ja tarve", "other"),
        ("Liittymät muihin hankkeisiin", "other"),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Palveluntuotanto",
        "Työllistävät vaikutukset, välityömarkkinat",
        "Hankkeen tavoitteena",
        "Kustannusarvio 62 000 €",
        "Tavoitteet saavutettiin.",
        "Aluehallintovirasto",
        "Oulun kaupunki",
        "Rahoituksesta",
        "",
    ],
)
def test_other_words_are_no_known_heading(text: str) -> None:
    assert kind_of(text) == ""


@pytest.mark.parametrize("mark", [" | ", "; ", " / "])
def test_the_head_of_a_table_with_marks_is_no_heading(mark: str) -> None:
    text = ["Rahoitus", "Näin.", f"Rahoituslähde{mark}k€", f"ESR{mark}12", f"Kunta{mark}3"]
    found = read_abstract(numbered(text), frozenset({3, 4, 5}))
    assert [section.heading for section in found.sections] == ["Rahoitus"]


def test_a_cell_of_a_table_is_no_heading() -> None:
    lines = numbered(["Rahoitus", "", "Rahoittaja", "", "2015", "", "Kustannukset", "", "100"])
    found = read_abstract(lines, frozenset((3, 5, 7, 9)))
    assert [section.heading for section in found.sections] == ["Rahoitus"]


def test_a_section_holds_its_text_and_its_line() -> None:
    lines = numbered(["", "Alku.", "", "", "Lisää.", "Tulokset:", "Malli.", ""], 10)
    sections = read_abstract(lines, NOTHING).sections
    assert [(s.position, s.heading, s.text, s.line) for s in sections] == [
        (0, "", "Alku.\n\nLisää.", 11),
        (1, "Tulokset", "Malli.", 15),
    ]


@given(
    st.lists(
        st.sampled_from(["avata piste", "kuulla käyttäjiä", "mitata"]), min_size=1, max_size=12
    )
)
@pytest.mark.parametrize("shape", ["{}. ", "{}) ", "({}) ", "{}.) ", "- ", "• ", "* "])
def test_marked_lines_are_items(shape: str, texts: list[str]) -> None:
    marks = [shape.format(rank) for rank in range(1, len(texts) + 1)]
    lines = numbered(mark + text for mark, text in zip(marks, texts, strict=True))
    found = read_items(lines, "objectives")
    assert [item.text for item in found] == texts
    assert [item.label for item in found] == [mark.strip() for mark in marks]
    assert [item.position for item in found] == [item.line for item in found]


@pytest.mark.parametrize("marks", [["a.", "b.", "c."], ["i)", "ii)", "iii)"], ["A)", "B)"]])
def test_letters_and_roman_numerals_count_too(marks: list[str]) -> None:
    found = read_items(numbered(f"{mark} asia" for mark in marks), "results")
    assert [item.label for item in found] == marks


@pytest.mark.parametrize("marks", [["I", "II", "III"], ["I:", "II:"], ["I -", "II -"], ["1", "2"]])
def test_numbers_without_a_stop_count_where_they_count_up(marks: list[str]) -> None:
    found = read_items(numbered(f"{mark} Avata piste." for mark in marks), "objectives")
    assert [(item.label, item.text) for item in found] == [(mark, "Avata piste.") for mark in marks]


@pytest.mark.parametrize("texts", [["I Vaihe alkaa."], ["V Aalto.", "X Aalto."], ["3 Aaltoa."]])
def test_a_number_that_counts_nothing_is_no_mark(texts: list[str]) -> None:
    assert read_items(numbered(texts), "objectives") == ()


def test_roman_numerals_count_within_a_paragraph() -> None:
    text = "Syntyy i) malli, ii) verkosto ja iii) opas."
    found = read_items(numbered([text]), "results")
    assert [(item.label, item.text) for item in found] == [
        ("i)", "malli"),
        ("ii)", "verkosto"),
        ("iii)", "opas."),
    ]


def test_a_number_may_stand_close_to_its_item() -> None:
    found = read_items(numbered(["1.Avata piste", "2.Kuulla käyttäjiä"]), "objectives")
    assert [item.label for item in found] == ["1.", "2."]


def test_the_letter_i_goes_on_from_h() -> None:
    marks = [f"{letter}." for letter in "abcdefghij"]
    assert len(read_items(numbered(f"{mark} asia" for mark in marks), "results")) == 10


@pytest.mark.parametrize(
    "text",
    [
        "3. sektorin toimijat tulevat mukaan.",
        "M. Meikäläinen johtaa työtä.",
        "-15 astetta",
        "1.5.2009 alkaen",
    ],
)
def test_words_that_look_like_marks_are_text(text: str) -> None:
    assert read_items(numbered([text]), "objectives") == ()


def test_an_indented_item_belongs_to_the_one_above() -> None:
    lines = numbered(["  * kylät", "      * Kello", "      * Kiviniemi", "  * keskusta"])
    found = read_items(lines, "objectives")
    assert [item.text for item in found] == ["kylät * Kello * Kiviniemi", "keskusta"]


@pytest.mark.parametrize(
    "text",
    [
        "Työpaketti 2 toteutetaan yhdessä yliopiston kanssa.",
        "TP1:n tulokset kootaan keväällä.",
        "Työpaketissa 1 kartoitetaan kylät.",
        "TP1-TP3 ovat yhteisiä.",
    ],
)
def test_a_sentence_about_a_work_package_begins_none(text: str) -> None:
    assert read_work_packages(numbered([text]), ()) == ()


@pytest.mark.parametrize(
    ("text", "label", "title"),
    [
        ("Työpaketti 1.Kartoitus", "Työpaketti 1.", "Kartoitus"),
        ("Työpaketti IV: Arviointi", "Työpaketti IV:", "Arviointi"),
        ("TP 2 – Kokeilut", "TP 2", "Kokeilut"),
        ("WP3 Dissemination", "WP3", "Dissemination"),
        ("1. työpaketti: Kartoitus", "1. työpaketti:", "Kartoitus"),
        ("- Osahanke 2: Kempele", "Osahanke 2:", "Kempele"),
        ("Työpaketti 1.1 Haastattelut", "Työpaketti 1.1", "Haastattelut"),
    ],
)
def test_a_work_package_has_its_mark_and_its_title(text: str, label: str, title: str) -> None:
    (found,) = read_work_packages(numbered([text]), ())
    assert (found.label, found.title) == (label, title)


def test_a_title_may_stand_below_its_mark_and_ends_with_its_sentence() -> None:
    lines = numbered(
        ["Työpaketti 1", "", "Kartoitus", "Käydään kylissä.", "TP2: Kokeilu. Avataan piste."]
    )
    first, second = read_work_packages(lines, ())
    assert (first.title, first.description) == ("Kartoitus", "Käydään kylissä.")
    assert (second.title, second.description) == ("Kokeilu", "Avataan piste.")


@pytest.mark.parametrize(
    "line",
    ["Tavoitteet", "- asia", "Työpaketti 1. Asia", "Tavoitteena on:", "1) a 2) b", "Lyhyt rivi:"],
)
def test_twenty_thousand_lines_take_no_minutes(line: str) -> None:
    lines = numbered([line, ""] * 10_000)
    began = time.process_time()
    read_abstract(lines, NOTHING)
    assert time.process_time() - began < 2
