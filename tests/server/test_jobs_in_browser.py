"""What users come for, done as they do it: with a browser, in Finnish and in English.

Without JavaScript where it must work, on a phone's width, and by keyboard alone.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
from babel.support import Translations
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.server.browsing import ROOT, WIDTHS
from tests.serving import served

pytestmark = pytest.mark.slow

WIDE, HIGH = WIDTHS["narrow"]


@pytest.fixture(scope="module")
def site(sample_app: Flask) -> Iterator[str]:
    with served(sample_app) as address:
        yield address


@pytest.fixture(params=["fi", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def told(language: str) -> Callable[[str], str]:
    """The words of the site in the language of the reader."""
    if language == "en":
        return str
    return Translations.load(ROOT / "server/translations", [language]).gettext


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A phone whose browser runs no scripts."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": WIDE, "height": HIGH}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser as most people have it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def link(page: Page | Locator, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("link", name=name).first


def downloaded(page: Page, way: Locator) -> bytes:
    with page.expect_download() as waiting:
        way.click()
    return waiting.value.path().read_bytes()


def test_a_citizen_finds_a_project_and_who_paid_for_it(
    plain: Page, site: str, language: str, told: Callable[[str], str]
) -> None:
    plain.goto(f"{site}/{language}/")
    field = plain.locator("main").get_by_role("searchbox")
    field.fill("nuoret")
    field.press("Enter")
    link(plain.locator("main"), "Nuorten oma talo").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Nuorten oma talo")
    funder = plain.locator("main a[href*='/organisations/']").first
    name = funder.inner_text()
    funder.click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text(name)
    expect(plain.locator("main")).to_contain_text(told("Projects it funds"))
    other = plain.locator("main a[href*='/projects/']").first
    other.click()
    expect(plain).to_have_url(re.compile(f"/{language}/projects/[^?]+$"))


def test_a_journalist_narrows_a_list_and_takes_it_away(
    plain: Page, site: str, language: str, told: Callable[[str], str]
) -> None:
    plain.goto(f"{site}/{language}/projects")
    plain.locator("summary", has_text=told("Narrow down")).click()
    year = plain.locator("a.option", has_text="2015")
    number = int(re.sub(r"\D", "", year.locator(".count").inner_text()))
    year.click()
    expect(plain.locator("[role=status]").first).to_contain_text(str(number))
    expect(plain.locator("ul.entries > li")).to_have_count(min(number, 25))
    body = downloaded(plain, link(plain.locator("main"), "CSV"))
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert len(rows) == number
    link(plain, told("Funders")).click()
    expect(plain.locator("table.behind tbody tr").first).to_be_visible()
    assert b"organisation" in downloaded(plain, link(plain.locator("main"), "CSV"))
    link(plain, told("Remove all")).click()
    expect(plain.locator(".chip")).to_have_count(0)


def test_a_civil_servant_sees_the_money_of_a_year_by_source(
    plain: Page, site: str, language: str, told: Callable[[str], str]
) -> None:
    plain.goto(f"{site}/{language}/funding?year=2019")
    expect(plain.get_by_role("heading", name=told("By fund"), exact=True)).to_be_visible()
    fund = plain.locator("section[aria-labelledby=by-instrument] th a").first
    fund.click()
    expect(plain).to_have_url(re.compile("year=2019&instrument="))
    expect(plain.locator("ul.entries > li").first).to_be_visible()


def test_a_researcher_asks_a_ready_question_without_a_script(
    plain: Page, site: str, language: str
) -> None:
    plain.goto(f"{site}/{language}/queries/")
    plain.locator("a[href$='/queries/funding_by_year']").first.click()
    plain.locator("main [name=instrument]").select_option("ESF")
    plain.locator("main form button").first.click()
    rows = plain.locator("table.answer tbody tr")
    expect(rows.first).to_be_visible()
    body = downloaded(plain, link(plain.locator("main"), "CSV"))
    found = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert {row["instrument"].rpartition("/")[2] for row in found} == {"ESF"}


def test_a_researcher_takes_a_question_into_the_query_page(
    page: Page, site: str, language: str, told: Callable[[str], str]
) -> None:
    page.goto(f"{site}/{language}/queries/funding_by_year?instrument=ESF")
    page.get_by_role("button", name=told("Open in the query page")).or_(
        page.get_by_role("link", name=told("Open in the query page"))
    ).first.click()
    expect(page.locator(".CodeMirror")).to_be_visible()
    page.get_by_role("textbox").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.answer tbody tr").first).to_be_visible()


def test_a_researcher_cites_a_project(plain: Page, site: str, language: str) -> None:
    plain.goto(f"{site}/{language}/projects/nuorten-oma-talo")
    body = downloaded(plain, link(plain, "BibTeX")).decode()
    assert "nuorten-oma-talo" in body
    assert re.search(r"\d{8}T\d{6}", body)


def test_a_keeper_goes_from_a_finding_to_the_line_where_it_stands(
    plain: Page, site: str, language: str
) -> None:
    plain.goto(f"{site}/{language}/findings?kind=sum")
    plain.locator("a.where").first.click()
    expect(plain).to_have_url(re.compile(r"/pages/[^#]+#line-\d+$"))
    line = plain.url.partition("#")[2]
    expect(plain.locator(f"#{line}")).to_be_visible()


def test_a_keyboard_alone_finds_a_project(
    page: Page, site: str, language: str, told: Callable[[str], str]
) -> None:
    page.goto(f"{site}/{language}/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(told("Skip to content"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_attribute("name", "q")
    with page.expect_response(re.compile("[?]q=Nuorten.oma&")):
        page.keyboard.type("Nuorten oma")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nuorten oma talo")


def test_a_keyboard_alone_chooses_a_facet(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/projects")
    option = page.locator("a.option", has_text="2015")
    option.focus()
    outline = option.evaluate("element => getComputedStyle(element).outlineStyle")
    page.keyboard.press("Enter")
    expect(page.locator(".chip").first).to_be_visible()
    assert outline != "none"


def test_a_reader_reports_an_error_without_a_script(
    plain: Page, site: str, language: str, told: Callable[[str], str]
) -> None:
    plain.goto(f"{site}/{language}/projects/nuorten-oma-talo")
    link(plain, told("Report an error in this record")).click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text(
        told("Report an error in this record")
    )


def test_a_printed_page_is_clean(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/{language}/projects/nuorten-oma-talo")
    page.emulate_media(media="print")
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
