from server.display.prose import Block, Line, blocks


def test_each_line_of_running_text_is_a_paragraph() -> None:
    assert blocks("Ensin tämä.\n\nSitten tuo.") == (
        Block("paragraph", (Line("paragraph", "", "Ensin tämä."),)),
        Block("paragraph", (Line("paragraph", "", "Sitten tuo."),)),
    )


def test_neighbouring_marked_lines_are_one_list_with_their_marks() -> None:
    (block,) = blocks("a. Kartoitetaan tilat.\nb. Koulutetaan väki.")
    assert block.kind == "item"
    assert [(line.mark, line.text) for line in block.lines] == [
        ("a.", "Kartoitetaan tilat."),
        ("b.", "Koulutetaan väki."),
    ]


def test_hyphens_numbers_and_brackets_are_marks_too() -> None:
    (block,) = blocks("- yksi\n2) kaksi\n3. kolme\n(c) neljä")
    assert [line.mark for line in block.lines] == ["-", "2)", "3.", "(c)"]


def test_a_word_a_year_and_a_minus_sum_are_no_marks() -> None:
    text = "Oulu. Sitten muuta\n2015 alkoi hanke\n-5 astetta"
    assert {block.kind for block in blocks(text)} == {"paragraph"}


def test_a_line_that_is_a_known_heading_is_a_heading_whatever_its_spaces() -> None:
    first, second = blocks("Työpaketti 1.Alku\nTekstiä.", ["Työpaketti 1. Alku"])
    assert first == Block("heading", (Line("heading", "", "Työpaketti 1.Alku"),))
    assert second.kind == "paragraph"


def test_empty_text_has_no_blocks() -> None:
    assert blocks(" \n\n") == ()
