from decimal import Decimal

from graph.extract.sums import slack, sum_finding


def test_a_sum_that_adds_up_is_no_finding() -> None:
    assert sum_finding("row total", Decimal("664655.00"), Decimal(664655), 7) is None


def test_a_sum_off_by_one_says_what_is_printed_and_what_it_should_be() -> None:
    finding = sum_finding("row total", Decimal(664655), Decimal(664654), 7, source="ESR 70%")
    assert finding is not None
    assert (finding.kind, finding.what, finding.line) == ("sum", "row total", 7)
    assert (finding.source_as_printed, finding.printed) == ("ESR 70%", Decimal(664655))
    assert finding.message == (
        "the row total of 'ESR 70%' is printed as 664655, but its parts add up to 664654:"
        " a difference of 1"
    )


def test_large_sums_are_written_out_in_the_message() -> None:
    finding = sum_finding("grand total", Decimal("1E+6"), Decimal(5), 1)
    assert finding is not None
    assert "printed as 1000000," in finding.message


def test_a_shortened_sum_may_be_off_by_half_its_last_digit() -> None:
    room = slack(Decimal(1_200_000), Decimal(100_000), approximate=False)
    assert sum_finding("joint total", Decimal(1_200_000), Decimal(1_160_000), 1, slack=room) is None
    assert sum_finding("joint total", Decimal(1_200_000), Decimal(1_140_000), 1, slack=room)


def test_a_hedged_sum_may_be_off_by_a_twentieth() -> None:
    room = slack(Decimal(100_000), Decimal(0), approximate=True)
    assert room == Decimal(5000)


def test_an_exact_sum_may_not_be_off() -> None:
    assert slack(Decimal(100_000), Decimal(0), approximate=False) == 0
