"""Searching as a person does: by keyboard, with completions, and without a script."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.server.browsing import WIDTHS, axe_findings
from tests.serving import served

pytestmark = pytest.mark.slow

PAGES = (
    "projects",
    "projects?q=kokeilun&phase=running",
    "projects?view=funders",
    "projects?view=allocations",
    "projects?view=timeline",
    "projects?facet=funder",
    "organisations?kind=ministry",
    "people",
    "portfolios",
    "search?q=oulu",
)


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_what_is_typed_is_completed_and_opened_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/en/people")
    page.focus("#site-words")
    with page.expect_response(re.compile("[?]q=kemp&")):
        page.keyboard.type("kemp", delay=20)
    option = page.wait_for_selector("#site-words-list [role=option]")
    assert option is not None
    assert page.get_attribute("#site-words", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#site-words", "aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert axe_findings(page) == []
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{site}/en/organisations/kempeleen-kunta"


def test_escape_closes_the_completions_and_enter_searches(page: Page, site: str) -> None:
    page.goto(f"{site}/fi/people")
    page.focus("#site-words")
    page.keyboard.type("ou", delay=20)
    page.wait_for_selector("#site-words-list [role=option]")
    page.keyboard.press("Escape")
    assert page.locator("#site-words-list").is_hidden()
    page.keyboard.type("lu")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{site}/fi/search?q=oulu"


def test_without_a_script_a_list_is_searched_narrowed_and_taken_away(
    browser: Browser, site: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/en/projects")
    page.fill("#words", "kokeilun")
    page.click("main button")
    page.click(".options a.option:has-text('running')")
    assert page.url == f"{site}/en/projects?q=kokeilun&phase=running"
    page.click("text=Funders")
    assert page.locator("table.behind tbody tr").count() == 2
    with page.expect_download() as download:
        page.click("text=CSV")
    assert download.value.suggested_filename == "funders.csv"
    page.close()


def test_on_a_phone_the_facets_unfold(browser: Browser, site: str) -> None:
    width, height = WIDTHS["narrow"]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{site}/en/projects")
    assert page.locator("a.option").first.is_hidden()
    page.click(".facets-summary")
    page.click("a.option:has-text('planned')")
    assert page.url == f"{site}/en/projects?phase=planned"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_lists_are_for_everyone(browser: Browser, site: str, width: str, scheme: str) -> None:
    wide, high = WIDTHS[width]
    viewport = {"width": wide, "height": high}
    page = browser.new_page(
        viewport=viewport,  # type: ignore[arg-type]  # width and height are there
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the schemes there are
    )
    for address in PAGES:
        page.goto(f"{site}/sv/{address}")
        assert axe_findings(page) == [], address
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow == 0, address
    page.close()
