"""Trying the interface in a browser: by keyboard, in place with a script, and without one."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.server.browsing import WIDTHS, axe_findings
from tests.serving import served

pytestmark = pytest.mark.slow

TRIED = {
    "json": "/fi/api/list_projects?extension=json&year=2025&try=1",
    "workbook": "/sv/api/list_projects?extension=xlsx&try=1",
    "problem": "/en/api/list_projects?extension=csv&phase=no-such&try=1",
    "query": "/en/api/sparql",
    "write": "/fi/api/update?try=1",
}


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", TRIED)
def test_axe_finds_nothing_and_nothing_reaches_beyond_the_side(
    browser: Browser, site: str, kind: str, width: str
) -> None:
    wide, high = WIDTHS[width]
    found = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport={"width": wide, "height": high})
        page.goto(site + TRIED[kind])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        found += axe_findings(page)
        page.close()
    assert found == []


def test_the_keyboard_alone_asks_and_the_answer_comes_to_the_page(
    browser: Browser, site: str
) -> None:
    page = browser.new_page()
    page.goto(f"{site}/en/api/list_projects")
    page.get_by_label("year").focus()
    page.keyboard.type("2025")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("year=2025"))
    outcome = page.locator("#outcome")
    expect(outcome.get_by_role("status")).to_have_text("200 OK")
    expect(outcome.locator("dl")).to_contain_text("application/sparql-results+json")
    expect(outcome.locator("code")).to_contain_text("aanekas-kokeilu")
    page.close()


def test_a_problem_is_shown_as_an_answer(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + TRIED["problem"])
    outcome = page.locator("#outcome")
    expect(outcome.get_by_role("status")).to_have_text(re.compile("^400"))
    expect(outcome.locator("code")).to_contain_text("The parameter phase cannot be")
    page.close()


def test_a_file_is_told_by_its_size(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site + TRIED["workbook"])
    expect(page.locator("#outcome")).to_contain_text(re.compile(r"Svaret är en fil på \d+ byte\."))
    page.close()


def test_without_a_script_a_link_leads_to_the_answer(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/en/api/suggest")
    page.get_by_label("q", exact=True).fill("kok")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#outcome")).to_be_hidden()
    page.get_by_role("link", name="Open the answer").click()
    expect(page).to_have_url(f"{site}/suggest.json?q=kok")
    expect(page.locator("body")).to_contain_text("aanekas-kokeilu")
    page.close()
