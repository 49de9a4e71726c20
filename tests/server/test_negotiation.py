"""One test a header: what a client asks for, and what it gets (RFC 9110, section 12.5.1)."""

import pytest

from server.http.negotiation import choose

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
HTML = "text/html"
OFFERS = (JSON, XML, CSV, HTML)


def test_no_header_accepts_everything_and_gets_the_first_offer() -> None:
    assert choose("", OFFERS) == JSON


def test_a_plain_wish_is_met() -> None:
    assert choose(CSV, OFFERS) == CSV


def test_case_does_not_count() -> None:
    assert choose("TEXT/CSV", OFFERS) == CSV


def test_any_type_gets_the_first_offer() -> None:
    assert choose("*/*", OFFERS) == JSON


def test_any_subtype_gets_the_first_offer_of_that_type() -> None:
    assert choose("text/*", OFFERS) == CSV


def test_the_higher_quality_wins() -> None:
    assert choose(f"{CSV};q=0.2, {HTML};q=0.9", OFFERS) == HTML


def test_the_order_of_wishes_does_not_count() -> None:
    assert choose(f"{HTML}, {JSON}", OFFERS) == JSON


def test_an_exact_wish_is_stronger_than_a_wildcard_of_the_same_quality() -> None:
    assert choose(f"*/*, {CSV}", OFFERS) == CSV


def test_the_most_specific_range_gives_the_quality_even_when_a_wider_one_is_higher() -> None:
    assert choose(f"text/*;q=0.5, {CSV};q=0.1, */*;q=0.2", OFFERS) == HTML


def test_a_wildcard_of_higher_quality_wins_over_an_exact_wish_of_lower() -> None:
    assert choose(f"{JSON};q=0.8, */*;q=0.9", OFFERS) == XML


def test_quality_zero_excludes() -> None:
    assert choose(f"{JSON};q=0, */*", OFFERS) == XML


def test_everything_excluded_is_not_acceptable() -> None:
    assert choose("*/*;q=0", OFFERS) is None


def test_a_type_that_is_not_offered_is_not_acceptable() -> None:
    assert choose("image/png", OFFERS) is None


def test_a_charset_is_no_obstacle() -> None:
    assert choose("text/csv; charset=utf-8", OFFERS) == CSV


def test_extensions_after_the_quality_are_no_obstacle() -> None:
    assert choose(f"{CSV};q=0.5;ext=1, {HTML};q=0.4", OFFERS) == CSV


def test_spaces_around_separators_do_not_count() -> None:
    assert choose(f"  {CSV} ; q=0.3 ,  {HTML} ; q=0.7 ", OFFERS) == HTML


def test_what_a_browser_sends_means_a_page() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
    assert choose(browser, OFFERS) == HTML


def test_what_sparqlwrapper_sends_for_json_means_json() -> None:
    client = "application/sparql-results+json,application/json,text/javascript"
    assert choose(client, OFFERS) == JSON


def test_what_old_java_clients_send_is_survived() -> None:
    assert choose("text/html, image/gif, *; q=.2, */*; q=.2", OFFERS) == HTML


@pytest.mark.parametrize(
    "nonsense", ["nonsense", ";;;,,", "*/csv", "/", "text/", ",", "q=1", "\x00"]
)
def test_a_header_without_any_media_range_accepts_everything(nonsense: str) -> None:
    assert choose(nonsense, OFFERS) == JSON


@pytest.mark.parametrize("quality", ["abc", "2", "-1", "1e3"])
def test_a_wish_with_an_impossible_quality_does_not_count(quality: str) -> None:
    assert choose(f"{CSV};q={quality}, {HTML};q=0.1", OFFERS) == HTML
