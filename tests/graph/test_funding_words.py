"""The words around money: a text asked word by word says what it says as a whole."""

from hypothesis import given
from hypothesis import strategies as st

from graph.extract.funding.words import FUNDING, VERB, has_verb, is_about_money

WORDS = st.sampled_from(
    (
        *("myöntää", "Rahoitetaan", "rahoitetaan", "tuli", "tulio", "on", "TUKEE", "käytettiin"),
        *("rahoittaja", "omarahoitus", "kustannusarvio", "costs", "costly", "cofunded", "funded"),
        *("hanke", "1000", "_on_", "e", "kaupunki", "järjestetään", "Budjetti"),
    )
)
MARKS = st.sampled_from((" ", ", ", "-", ": ", "_", "", "(", "\n", "€", "/"))


@given(st.lists(st.tuples(WORDS, MARKS), max_size=6))
def test_a_text_asked_word_by_word_answers_as_the_whole_does(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + mark for word, mark in pieces)
    assert has_verb(text) == (VERB.search(text) is not None)
    assert is_about_money(text) == (FUNDING.search(text) is not None)
