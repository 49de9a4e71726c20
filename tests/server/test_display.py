from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from babel.support import NullTranslations
from flask import Flask, g, render_template_string

from server.display import values
from server.display.languages import LOCALES
from server.display.money import Segment
from server.display.texts import gettext


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "1.10.2015"), ("sv", "1 okt. 2015"), ("en", "1 Oct 2015")],
)
def test_a_day_is_written_as_the_language_does(language: str, words: str) -> None:
    assert values.day(date(2015, 10, 1), LOCALES[language]) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "949\u202f505\u202f€"), ("sv", "949\u202f505\u202f€"), ("en", "€949,505")],
)
def test_money_is_grouped_by_thin_spaces_in_finnish_and_swedish(language: str, words: str) -> None:
    assert values.money(Decimal(949505), "EUR", LOCALES[language]) == words


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "1\u202f200,50\u202f€"), ("en", "€1,200.50")]
)
def test_cents_are_shown_where_there_are_some(language: str, words: str) -> None:
    assert values.money(Decimal("1200.5"), "EUR", LOCALES[language]) == words


def test_another_currency_shows_its_sign() -> None:
    assert values.money(Decimal(10), "SEK", LOCALES["sv"]) == "10\u202fkr"


def test_a_large_number_is_grouped() -> None:
    assert values.number(1234567, LOCALES["fi"]) == "1\u202f234\u202f567"


def test_nothing_is_shown_for_what_is_unknown() -> None:
    fi = LOCALES["fi"]
    assert values.day(None, fi) == values.number(None, fi) == values.money(None, "EUR", fi) == ""
    assert values.span(None, None, fi) == ""


def test_a_whole_year_is_shown_as_the_year() -> None:
    assert values.span(date(2015, 1, 1), date(2015, 12, 31), LOCALES["fi"]) == "2015"


def test_a_part_of_a_year_is_shown_by_its_days() -> None:
    shown = values.span(date(2012, 10, 1), date(2012, 12, 31), LOCALES["fi"])
    assert shown == "1.10.2012–31.12.2012"


def test_a_span_without_end_stays_open() -> None:
    assert values.span(date(2012, 10, 1), None, LOCALES["fi"]) == "1.10.2012–"


def test_a_moment_is_shown_to_the_minute_in_universal_time() -> None:
    moment = datetime(2026, 11, 21, 6, 5, 6, tzinfo=timezone(timedelta(hours=2)))
    assert values.moment(moment, LOCALES["fi"]) == "21.11.2026 4.05 UTC"


def test_a_phone_number_is_grouped() -> None:
    assert values.phone("+358400000000") == "+358 40 0000000"


def test_a_lifespan_is_a_piece_of_the_years_of_the_register() -> None:
    piece = values.piece_of(date(2011, 1, 1), date(2011, 12, 31), range(2010, 2014))
    assert piece
    assert (piece.x, piece.width) == pytest.approx((25, 25), abs=0.1)


def test_an_open_lifespan_reaches_the_edge() -> None:
    piece = values.piece_of(date(2012, 1, 1), None, range(2010, 2014))
    assert piece
    assert piece.x + piece.width == pytest.approx(100, abs=0.1)


def test_a_single_day_is_still_seen() -> None:
    piece = values.piece_of(date(2013, 12, 31), date(2013, 12, 31), range(2010, 2014))
    assert piece == Segment(1, 98.5, 1.5)


def test_without_dates_there_is_nothing_to_draw() -> None:
    assert values.piece_of(None, None, range(2010, 2014)) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "100\u202f000\xa0hanketta"),
        ("sv", "100\u202f000\xa0projekt"),
        ("en", "100,000 projects"),
    ],
)
def test_counts_in_texts_are_grouped_as_well(app: Flask, language: str, words: str) -> None:
    text = "{{ ngettext('%(num)s project', '%(num)s projects', 100000) }}"
    with app.test_request_context(f"/{language}/"):
        g.language = language
        assert render_template_string(text) == words


class Older(NullTranslations):
    """Translations as Python 3.11.2 has them: what has a plural is not looked for alone."""

    def ugettext(self, message: str) -> str:
        return message

    def ungettext(self, one: str, many: str, number: int) -> str:
        found = {"Implementer": "Genomförare"}.get(one)
        return found or (one if number == 1 else many)


def test_a_text_that_has_a_plural_is_translated_alone_as_well(app: Flask) -> None:
    with app.test_request_context("/sv/"):
        g.language = "sv"
        assert gettext("Implementer") == "Genomförare"
        g.translations = {"sv": Older()}
        assert gettext("Implementer") == render_template_string("{{ _('Implementer') }}")
        assert (gettext("Implementer"), gettext("Nothing")) == ("Genomförare", "Nothing")


def test_what_a_counted_text_names_is_escaped_in_pages(app: Flask) -> None:
    text = "{{ ngettext('%(what)s: %(num)s', '%(what)s: %(num)s', 2, what='<b>') }}"
    with app.test_request_context("/en/"):
        g.language = "en"
        assert render_template_string(text) == "&lt;b&gt;: 2"
