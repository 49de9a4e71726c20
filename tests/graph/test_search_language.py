"""What is typed, as a question."""

from hypothesis import given
from hypothesis import strategies as st

from graph.search.asking.language import Question, Term, question


def term(*words: str, wanted: bool = True) -> Term:
    return Term(words, wanted=wanted)


def without(*words: str) -> Term:
    return term(*words, wanted=False)


def all_of(*terms: Term) -> Question:
    return (terms,)


def test_words_side_by_side_must_all_fit() -> None:
    assert question("nuorten Työpaja") == all_of(term("nuorten"), term("työpaja"))


def test_and_may_be_said_in_three_languages() -> None:
    assert question("a AND b") == question("a JA b") == question("a OCH b") == question("a b")


def test_or_stands_between_alternatives_and_binds_less() -> None:
    assert question("a b OR c") == ((term("a"), term("b")), (term("c"),))
    assert question("a TAI c") == question("a ELLER c") == question("a | c") == question("a OR c")


def test_a_minus_or_not_leaves_out_the_next_term_alone() -> None:
    assert question("a -b c") == all_of(term("a"), without("b"), term("c"))
    assert question("a NOT b c") == question("a EI b c") == question("a -b c")


def test_quotes_of_every_kind_make_a_phrase() -> None:
    assert question('"oulun kaupunki"') == all_of(term("oulun", "kaupunki"))
    assert (
        question("”oulun kaupunki”") == question("«oulun kaupunki»") == question('"oulun kaupunki"')
    )


def test_a_phrase_may_be_left_out() -> None:
    assert question('-"oulun kaupunki" a') == all_of(without("oulun", "kaupunki"), term("a"))
    assert question('NOT "oulun kaupunki"') == question('-"oulun kaupunki"')


def test_a_quote_that_is_not_closed_ends_with_the_question() -> None:
    assert question('a "b c') == all_of(term("a"), term("b", "c"))


def test_small_or_is_a_word() -> None:
    assert question("or not") == all_of(term("or"), term("not"))


def test_a_hyphen_inside_a_word_is_no_minus() -> None:
    assert question("esr-hanke") == all_of(term("esr-hanke"))


def test_signs_between_words_part_them() -> None:
    assert question("Oulu,Kempele (kunta)") == all_of(term("oulu"), term("kempele"), term("kunta"))


def test_signs_alone_ask_nothing() -> None:
    assert question("") == question(' - "" OR ( * ') == ()


def test_the_same_sign_twice_is_one() -> None:
    assert question("OR OR a OR OR b OR") == ((term("a"),), (term("b"),))


def test_of_a_long_question_the_beginning_is_heard() -> None:
    assert sum(len(terms) for terms in question("sana " * 1000)) == 80


SIGNS = st.sampled_from(
    ['"', "-", " ", "OR ", "NOT ", "AND ", "(", ")", ":", "*", "~", "ä", "sana"]
)


@given(text=st.one_of(st.text(), st.lists(SIGNS, max_size=20).map("".join)))
def test_everything_typed_is_a_question_of_words(text: str) -> None:
    for terms in question(text):
        assert terms
        assert all(one.words and all(one.words) for one in terms)


@given(words=st.lists(st.text(alphabet="abcäö", min_size=1), max_size=8))
def test_words_without_signs_are_heard_as_they_are(words: list[str]) -> None:
    heard = [word for terms in question(" ".join(words)) for one in terms for word in one.words]
    assert heard == words
