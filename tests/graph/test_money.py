from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.money import find_amounts, is_range, read_amount

SPACES = (" ", "\u00a0", "\u202f", "\u2009")
MARKS = ("", " €", "€", " euroa", " eur", " e", ",-", " EUR")
HEDGES = ("", "n. ", "noin ", "~", "arviolta ", "arviolta noin ")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("50 722", "50722"),
        ("150.000 €", "150000"),
        ("120500", "120500"),
        ("40 000 euroa", "40000"),
        ("85 000,50", "85000.50"),
        ("85 000,00", "85000"),
        ("1.500,5 €", "1500.5"),
        ("25 000,-", "25000"),
        ("25 000,– €", "25000"),
        ("EUR 40 000", "40000"),
        ("€ 40 000", "40000"),
        ("(12 000)", "12000"),
        ("12 000*", "12000"),
        ("0", "0"),
        ("1 234 567 890", "1234567890"),
        ("150,000 €", "150000"),
        ("112 500 euron", "112500"),
        ("45 000 eurolla", "45000"),
        ("45'000 €", "45000"),
        ("1’250’000,50 €", "1250000.50"),
    ],
)
def test_an_amount_is_read_in_every_style(printed: str, value: str) -> None:
    amount = read_amount(printed)
    assert amount is not None
    assert (str(amount.value), amount.currency) == (value, "EUR")


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("1,2 milj. euroa", "1200000", "100000"),
        ("1,25 miljoonaa euroa", "1250000", "10000"),
        ("1,2 M€", "1200000", "100000"),
        ("3 Meur", "3000000", "1000000"),
        ("1,250 milj. €", "1250000", "1000"),
        ("85 t€", "85000", "1000"),
        ("85 te", "85000", "1000"),
        ("85,5 tuhatta euroa", "85500", "100"),
        ("0,36 milj. euroa", "360000", "10000"),
    ],
)
def test_a_shortened_amount_knows_what_its_last_digit_is_worth(
    printed: str, value: str, step: str
) -> None:
    amount = read_amount(printed)
    assert amount is not None
    assert (str(amount.value), str(amount.step)) == (value, step)


@pytest.mark.parametrize("hedge", ["n. ", "noin ", "~", "ca. ", "vajaa ", "enintään ", "yli "])
def test_a_hedged_amount_is_approximate(hedge: str) -> None:
    amount = read_amount(f"{hedge}85 000 €")
    assert amount is not None
    assert (amount.value, amount.approximate) == (Decimal(85000), True)


@pytest.mark.parametrize(
    ("printed", "currency"),
    [("5 000 SEK", "SEK"), ("5 000 kr", "SEK"), ("NOK 5 000", "NOK"), ("5 000 mk", "FIM")],
)
def test_another_currency_is_told(printed: str, currency: str) -> None:
    amount = read_amount(printed)
    assert amount is not None
    assert amount.currency == currency


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "70 %",
        "70 prosenttia",
        "1.10.2012",
        "1.10.-31.12.2012",
        "10/2012",
        "044 000 0000",
        "+358 44 000 0000",
        "007",
        "50 722 220 23",
        "25 henkilöä",
        "20 000 - 30 000 €",
        "500 €/kk",
        "25 euroa/h",
        "50 € per henkilö",
        "á 500 €",
        "3 x 500 €",
        "ESR",
        "2 e-kirjaa",
        "5 Euroopan maata",
        "1" * 40,
        "²",
    ],
)
def test_what_is_no_single_sum_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    "text",
    ["50 000–60 000 €", "50–60 t€", "80 - 100 000", "50 000 € − noin 60 000 €", "1 - 2 milj. €"],
)
def test_two_amounts_with_a_dash_between_them_are_a_range(text: str) -> None:
    assert is_range(text)


@pytest.mark.parametrize("text", ["50 000 €", "2012–2014", "1.10.–31.12.2012", "50 000 60 000"])
def test_one_amount_and_a_time_are_no_range(text: str) -> None:
    assert not is_range(text)


def test_a_number_without_a_currency_is_found_and_not_marked() -> None:
    (found,) = find_amounts("Budjetti 45 000 vuonna")
    assert (found.amount.value, found.amount.marked) == (Decimal(45000), False)


def test_a_list_keeps_a_year_apart_from_the_amount_behind_it() -> None:
    found = find_amounts("vuonna 2012 20 000 euroa, 31.12.2013 15 000 euroa")
    assert [one.amount.value for one in found if one.amount.marked] == [20000, 15000]


def test_a_dash_after_a_name_or_a_year_makes_no_range() -> None:
    texts = ["Kaste 2 - 100 000 €", "ESR 2007-2013 - 100 000 €", "ESR 70 % - 100 000 €"]
    assert [find_amounts(text)[-1].use for text in texts] == ["sum", "sum", "sum"]


@given(
    value=st.integers(0, 999_999_999),
    space=st.sampled_from(SPACES),
    mark=st.sampled_from(MARKS),
    hedge=st.sampled_from(HEDGES),
)
def test_whole_euros_come_back_from_every_style(
    value: int, space: str, mark: str, hedge: str
) -> None:
    grouped = f"{value:,}".replace(",", space)
    pointed = f"{value:,}".replace(",", ".")
    for digits in (str(value), grouped, pointed):
        amount = read_amount(f"{hedge}{digits}{mark}")
        assert amount is not None
        assert (amount.value, amount.approximate) == (Decimal(value), bool(hedge))
        assert amount.marked == bool(mark)


@given(cents=st.integers(0, 99_999_999_999), space=st.sampled_from(SPACES))
def test_cents_come_back(cents: int, space: str) -> None:
    value = Decimal(cents) / 100
    printed = f"{value:,.2f}".replace(",", space).replace(".", ",")
    amount = read_amount(f"{printed} €")
    assert amount is not None
    assert amount.value == value


@given(st.text())
def test_no_text_makes_it_stumble(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in find_amounts(text))


@given(st.text(alphabet="0123456789 .,-€emkt%/nMlj\u00a0"))
def test_no_mix_of_digits_and_marks_makes_it_stumble(text: str) -> None:
    amount = read_amount(text)
    assert amount is None or amount.value >= 0
