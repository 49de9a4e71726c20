"""Every kind of page in a browser: accessible, light, of this host alone, and pictured."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server.browsing import ROOT, WIDTHS, axe_findings
from tests.server.kinds import KINDS, SCRIPTED
from tests.serving import served

pytestmark = pytest.mark.slow

LANGUAGES = ("fi", "sv", "en")
SCHEMES = ("light", "dark")
PICTURES = Path(os.environ.get("SALKKU_PICTURES", ROOT / "screenshots"))
TEXT_WEIGHT, SCRIPTED_WEIGHT = 60_000, 250_000
WEIGHTS = {**dict.fromkeys(SCRIPTED, SCRIPTED_WEIGHT), "query": 350_000}


@pytest.fixture(scope="module")
def site(sample_app: Flask) -> Iterator[str]:
    with served(sample_app) as address:
        yield address


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[tuple[str, str], BrowserContext]]:
    """A window of each width in each colour scheme."""
    opened = {
        (scheme, name): browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]  # one of its own words
            viewport={"width": wide, "height": high},
        )
        for scheme in SCHEMES
        for name, (wide, high) in WIDTHS.items()
    }
    yield opened
    for context in opened.values():
        context.close()


def visit(context: BrowserContext, address: str, kind: str) -> Page:
    """The page of that *kind*, drawn: what loads later is waited for where there is some."""
    page = context.new_page()
    page.goto(address)
    if kind in SCRIPTED:
        page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_a_page_which_fits_a_phone_and_is_pictured(
    contexts: dict[tuple[str, str], BrowserContext], site: str, kind: str, language: str
) -> None:
    found = []
    for (scheme, width), context in contexts.items():
        page = visit(context, f"{site}/{language}{KINDS[kind]}", kind)
        findings = [*axe_findings(page), *(beyond(page) if width == "narrow" else ())]
        found += [f"{scheme} {width}: {finding}" for finding in findings]
        if language == "fi":
            page.screenshot(path=PICTURES / f"{kind}-{width}-{scheme}.png", full_page=True)
        page.close()
    assert found == []


def beyond(page: Page) -> list[str]:
    """How wide *page* is, if it is wider than a phone."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide"] if wide > WIDTHS["narrow"][0] else []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light_and_asks_no_other_host(browser: Browser, site: str, kind: str) -> None:
    """What goes over the wire for a first visit, compressed."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[int] = []
    asked: list[str] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/fi{KINDS[kind]}")
    page.wait_for_load_state("networkidle")
    context.close()
    assert [address for address in asked if not address.startswith(site)] == []
    assert sum(weights) <= WEIGHTS.get(kind, TEXT_WEIGHT)


@pytest.mark.parametrize("kind", KINDS)
def test_no_script_complains(browser: Browser, site: str, kind: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type in {"error", "warning"}
            and "responded with a status" not in message.text
            else None
        ),
    )
    page.goto(f"{site}/en{KINDS[kind]}")
    page.wait_for_load_state("networkidle")
    context.close()
    assert complaints == []
