"""Pages of subjects, places and links, and the review by keyboard, as a person has them."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.links import linkers
from graph.links.link import Proposal
from graph.links.thresholds import THRESHOLDS
from graph.records import PageRecord
from graph.register import Register
from graph.writes.tokens import Scope, Tokens
from server.app import create_app
from server.settings import read_settings
from tests.graph.made_pages import Made, put
from tests.graph.made_registers import WordLinker, load
from tests.server.browsing import WIDTHS, axe_findings
from tests.server.made_links import write_links
from tests.server.test_subjects import LINKS
from tests.serving import served

pytestmark = pytest.mark.slow

LIMITS = THRESHOLDS["yso", "subject"]
SCORE = round((LIMITS.ask + LIMITS.publish) / 2, 2)
MANY = 17
FIFTY = 50
FIVE_MINUTES = 300
PAUSE = 5_000
"""After so many milliseconds without a decision those that wait are published."""

MORNING, NOON = datetime(2026, 11, 22, 8, tzinfo=UTC), datetime(2026, 11, 22, 12, tzinfo=UTC)
ADDRESSES = (
    "/fi/subjects",
    "/sv/subjects/p1001",
    "/en/places/p94320",
    "/fi/projects/aanekas-kokeilu",
    "/fi/organisations/oulun-kaupunki",
    "/fi/about",
    "/fi/links",
)


class Unsure(WordLinker):
    """Proposes concepts of which no program is sure."""

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        for said in super().propose(record):
            yield msgspec.structs.replace(said, score=SCORE)


@pytest.fixture(scope="module")
def linked(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("linked") / "data"
    shutil.copytree(data, folder)
    write_links(folder, LINKS, DataDirectory.open(folder).generation().iris)
    with served(create_app(read_settings({"data": str(folder)}, {}))) as address:
        yield address


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Path:
    """A data directory with links that wait."""
    return with_links(tmp_path_factory.mktemp("review"), oulu, "Uusi alku")


def with_links(folder: Path, oulu: Register, name: str) -> Path:
    """A data directory of pages of that *name*, each with a number, whose links wait."""
    for number in range(MANY):
        put(folder / "pages", f"page-{number}", Made(name=f"{name} {number}"))
    options = BuildOptions(sources=(folder / "pages",), register=oulu)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linkers, "PROJECTS", (Unsure.of,))
        patch.setattr(linkers, "ORGANISATIONS", ())
        build(folder / "data", options)
        load(folder / "data", "yso")
        build(folder / "data", options)
    return folder / "data"


@pytest.fixture(scope="module")
def desk(waiting: Path) -> Iterator[str]:
    with served(create_app(read_settings({"data": str(waiting)}, {}))) as address:
        yield address


def begin(page: Page, desk: str, waiting: Path) -> None:
    """Show a token, and come to the links that wait."""
    page.goto(f"{desk}/en/links")
    page.get_by_label("Token").fill(Tokens(waiting).make("reviewer", [Scope.UPDATE])[1])
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-link]").first).to_be_visible()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_reaches_beyond_the_side(
    browser: Browser, linked: str, address: str, scheme: str
) -> None:
    width, height = WIDTHS["narrow" if scheme == "light" else "wide"]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two
    )
    page.goto(f"{linked}{address}")
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_links_are_decided_by_keys_and_published_in_batches(
    browser: Browser, desk: str, waiting: Path
) -> None:
    page = browser.new_page()
    page.clock.install(time=MORNING)
    begin(page, desk, waiting)
    assert axe_findings(page) == []
    page.clock.pause_at(NOON)
    for key in ("j", "a", "r", "a", "k", "u"):
        page.keyboard.press(key)
    status = page.locator("[data-status]")
    expect(status).to_have_text("Decided, not published yet: 2")
    page.clock.run_for(PAUSE)
    expect(status).to_have_text("Published in all: 2")
    page.goto(f"{desk}/en/links?state=accepted")
    expect(page.locator("[data-link]")).to_have_count(1)
    page.close()


def test_fifty_links_are_decided_by_keys_in_five_minutes(
    browser: Browser,
    tmp_path: Path,
    oulu: Register,
    record_property: Callable[[str, object], None],
) -> None:
    folder = with_links(tmp_path, oulu, "Uusi kokeilu ja toimintatapa")
    page = browser.new_page()
    with served(create_app(read_settings({"data": str(folder)}, {}))) as desk:
        begin(page, desk, folder)
        started = monotonic()
        page.keyboard.press("j")
        for key in ("a", "r") * (FIFTY // 2):
            page.keyboard.press(key)
        status = page.locator("[data-status]")
        expect(status).to_have_text(f"Published in all: {FIFTY}", timeout=FIVE_MINUTES * 1000)
        record_property("seconds", round(monotonic() - started, 1))
        for state in ("accepted", "rejected"):
            page.goto(f"{desk}/en/links?state={state}")
            expect(page.locator("[data-link]")).to_have_count(FIFTY // 2)
    page.close()


def test_without_a_script_buttons_decide(browser: Browser, desk: str, waiting: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    begin(page, desk, waiting)
    page.locator("[data-link]").last.get_by_role("radio", name="Reject").check()
    page.get_by_role("button", name="Publish the decisions").click()
    expect(page.get_by_text("1 decision is published.")).to_be_visible()
    context.close()


def test_keys_do_nothing_once_they_are_switched_off(
    browser: Browser, desk: str, waiting: Path
) -> None:
    page = browser.new_page()
    begin(page, desk, waiting)
    page.get_by_label("Decide by single keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("[aria-current][data-link]")).to_have_count(0)
    page.close()
