"""The pages of the library as a browser shows them: for every eye, width and hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from server.app import create_app
from server.settings import read_settings
from tests.server.browsing import WIDTHS, axe_findings
from tests.serving import served

pytestmark = pytest.mark.slow

PAGES = {
    "list": "/fi/queries/",
    "bars": "/sv/queries/funding_by_year",
    "lines": "/en/queries/newcomers_by_year",
    "wrong": "/fi/queries/organisation_projects?organisation=oulu",
}


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[str]:
    with served(create_app(read_settings({"data": str(data)}, {}))) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_and_nothing_reaches_beyond_the_side(
    browser: Browser, site: str, kind: str, width: str
) -> None:
    wide, high = WIDTHS[width]
    found = []
    for scheme in ("light", "dark"):
        page = browser.new_page(
            color_scheme=scheme,
            viewport={"width": wide, "height": high},
        )
        page.goto(site + PAGES[kind])
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        found += axe_findings(page)
        page.close()
    assert found == []


def test_the_keyboard_alone_asks_and_opens_the_query(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/en/queries/project_funding")
    page.get_by_label("Year").focus()
    page.keyboard.type("2025")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("year=2025"))
    expect(page.locator("table.answer tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Open in the query page").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#query")).to_contain_text("VALUES ?asked_year")
    page.close()
