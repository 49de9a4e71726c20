"""Networks and frames in a browser: by mouse, by keyboard, without script; what pages weigh."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.server.browsing import WIDTHS, axe_findings
from tests.serving import served

pytestmark = pytest.mark.slow

OULU = "organisation/oulun-kaupunki"
TEXT, DRAWN, QUERY = 60_000, 250_000, 350_000
"""How many bytes come with a page of text, with a chart or network, and of queries at most."""

Opening = Callable[..., Page]


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def opening(browser: Browser, site: str) -> Iterator[Opening]:
    """Opens pages of the site; at the end there was nothing to complain of on any of them."""
    pages: list[Page] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    def ask(address: str) -> None:
        if not address.startswith(site):
            complaints.append(f"asked {address}")

    def open_page(path: str, **settings: object) -> Page:
        page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]  # as Playwright names them
        pages.append(page)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: ask(request.url))
        page.goto(site + path)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert complaints == []


def drawn(page: Page) -> Page:
    expect(page.locator("#told")).not_to_be_empty()
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        f"/fi/network?start={OULU}",
        "/sv/embed/network",
        "/en/embed/",
        "/fi/embed/chart/funding_by_year",
    ],
)
def test_axe_finds_nothing_and_nothing_reaches_beyond_the_side(
    opening: Opening, path: str, scheme: str, width: str
) -> None:
    wide, high = WIDTHS[width]
    page = opening(path, color_scheme=scheme, viewport={"width": wide, "height": high})
    if "network" in path:
        drawn(page)
        page.locator("#graph").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#chosen")).to_be_visible()
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_the_keyboard_walks_expands_and_opens(opening: Opening) -> None:
    page = drawn(opening("/en/network?start=organisation/kempeleen-kunta"))
    page.locator("#graph").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator("#chosen .name")
    expect(chosen).to_have_text("Municipality of Kempele")
    walk_to(page, "City of Oulu")
    expect(page.locator("#told")).to_contain_text("City of Oulu. ")
    before = page.locator("#network-table").inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        f"{page.url.partition('?')[0]}?start=organisation%2Fkempeleen-kunta&start=organisation%2Foulun-kaupunki"
    )
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Network of Municipality of Kempele and 1 other"
    )
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Network of Municipality of Kempele")
    assert page.locator("#network-table").inner_text() == before
    page.locator("#graph").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_be_hidden()


def walk_to(page: Page, name: str) -> None:
    """Walk along the arrows until the node of that *name* is chosen."""
    keys = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")
    for turn in range(200):
        if page.locator("#chosen .name").text_content() == name:
            return
        page.keyboard.press(keys[turn % 4 if turn % 7 else (turn // 7) % 4])
    pytest.fail(f"no walk leads to {name}")


def test_the_mouse_zooms_only_what_it_was_asked_to(opening: Opening) -> None:
    page = drawn(opening(f"/en/network?start={OULU}"))
    zoom = "document.querySelector('#graph')._cyreg.cy.zoom()"
    begun = page.evaluate(zoom)
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(zoom) > begun
    page.get_by_role("button", name="Whole").click()
    assert page.evaluate(zoom) == pytest.approx(begun)
    page.locator("#graph").hover()
    page.mouse.wheel(0, 200)
    assert page.evaluate(zoom) == pytest.approx(begun)


def test_without_a_script_there_is_the_table_and_all_ways_on(opening: Opening) -> None:
    page = opening(f"/en/network?start={OULU}", java_script_enabled=False)
    expect(page.locator("#network")).to_be_hidden()
    page.get_by_role("link", name="Expand Municipality of Kempele").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Network of City of Oulu and 1 other")
    page.get_by_label("Role").select_option("implementer")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("table.ties")).to_contain_text("implementer")
    expect(page.locator("table.ties")).to_be_visible()


def test_another_site_shows_a_frame_and_no_other_page(browser: Browser, site: str) -> None:
    stranger = Flask("stranger")

    @stranger.get("/")
    def frames() -> Response:
        address = site.replace("127.0.0.1", "localhost")
        shown = ("/en/embed/chart/funding_by_year", "/en/embed/network", "/en/projects")
        made = "".join(f"<iframe src='{address}{path}'></iframe>" for path in shown)
        return Response(f"<!doctype html><title>x</title>{made}")

    with served(stranger) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        chart, network, refused = (page.frame_locator(f"iframe >> nth={n}") for n in range(3))
        expect(chart.get_by_role("heading", level=1)).to_be_visible()
        expect(network.locator("#told")).not_to_be_empty()
        expect(refused.get_by_role("heading", level=1)).to_have_count(0)
        assert context.cookies() == []
        context.close()


def weight(page: Page) -> int:
    """How many bytes came over the wire for what *page* is made of."""
    return sum(
        page.evaluate(
            "performance.getEntries().filter(e => e.transferSize).map(e => e.transferSize)"
        )
    )


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/fi/", TEXT),
        ("/fi/projects", TEXT),
        ("/fi/projects/aanekas-kokeilu", DRAWN),
        ("/fi/queries/projects", TEXT),
        ("/fi/about", TEXT),
        (f"/fi/network?start={OULU}", DRAWN),
        ("/fi/embed/network", DRAWN),
        ("/fi/embed/chart/funding_by_year", TEXT),
        ("/fi/sparql", QUERY),
    ],
)
def test_a_page_is_light(opening: Opening, path: str, most: int) -> None:
    page = opening(path)
    page.wait_for_load_state("networkidle")
    assert 1000 < weight(page) <= most
