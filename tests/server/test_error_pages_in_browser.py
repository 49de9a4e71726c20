"""The pages that say what went wrong, as a person has them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Never

import pytest
from flask import abort
from playwright.sync_api import Browser, expect

from server.app import create_app
from server.settings import read_settings
from tests.server.browsing import WIDTHS, axe_findings
from tests.serving import served

pytestmark = pytest.mark.slow

WITHDRAWN = "projects/poistuva-hanke"
FAILING = ("400", "403", "429", "500", "503", "504")


def fail(language: str, status: int) -> Never:
    abort(status, description=f"as the {language} page wanted it")


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[str]:
    """A server with a project that was withdrawn, of which some addresses always fail."""
    app = create_app(read_settings({"data": str(data)}, {}))
    app.add_url_rule("/<language>/fails/<int:status>", view_func=fail)
    with served(app) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_on_a_page_about_an_error(
    browser: Browser, site: str, language: str, width: str, scheme: str
) -> None:
    wide, high = WIDTHS[width]
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]  # one of its own words
        viewport={"width": wide, "height": high},
    )
    page, found = context.new_page(), {}
    for address in (WITHDRAWN, *(f"fails/{status}" for status in FAILING)):
        answer = page.goto(f"{site}/{language}/{address}")
        assert answer is not None
        assert answer.status == (410 if address == WITHDRAWN else int(address[-3:]))
        expect(page.locator("html")).to_have_attribute("lang", language)
        findings = axe_findings(page)
        if page.evaluate("document.documentElement.scrollWidth") > wide:
            findings.append("wider than its window")
        if findings:
            found[address] = findings
    context.close()
    assert found == {}
