"""Tables that become charts: drawn by a script, in place of the bars that need none."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.server.browsing import axe_findings, wait_until_painted
from tests.serving import served

pytestmark = pytest.mark.slow

PROJECT = "/fi/projects/aanekas-kokeilu"
TABLE = "figure.charted table[data-chart]"


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def test_the_money_of_a_project_is_a_chart_and_stays_a_table(page: Page) -> None:
    page.goto(PROJECT)
    page.locator(TABLE).scroll_into_view_if_needed()
    canvas = page.locator("figure.charted canvas")
    expect(canvas).to_be_visible()
    wait_until_painted(page, "figure.charted canvas")
    expect(page.get_by_role("img", name="Rahoitus jaksoittain")).to_be_visible()
    expect(page.locator(TABLE)).to_be_visible()
    expect(page.locator(".until-drawn")).to_be_hidden()
    assert axe_findings(page) == []


def test_what_is_drawn_is_what_the_table_holds_and_no_sum(page: Page) -> None:
    page.goto(PROJECT)
    values = page.locator(f"{TABLE} td[data-value]")
    amounts = [float(value.get_attribute("data-value") or "") for value in values.all()]
    assert sorted(amounts) == [20_000, 30_000, 50_000, 70_000]


def test_a_chart_is_drawn_anew_in_the_colours_of_the_dark(page: Page) -> None:
    page.goto(PROJECT)
    page.locator(TABLE).scroll_into_view_if_needed()
    canvas = page.locator("figure.charted canvas")
    expect(canvas).to_be_visible()
    light = canvas.screenshot()
    page.emulate_media(color_scheme="dark")
    expect(canvas).to_be_visible()
    assert canvas.screenshot() != light


def test_without_a_script_there_are_bars(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(PROJECT)
    expect(page.locator(".until-drawn")).to_be_visible()
    expect(page.locator("figure.charted canvas")).to_have_count(0)
    context.close()


def test_chart_js_comes_only_with_a_chart(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/fi/projects/zeppelin-b")
    page.wait_for_load_state("networkidle")
    assert [address for address in asked if "drawing" in address] == []
