"""The query page in a browser: editor, answers in place, charts; and without any script."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from server.app import create_app
from server.evaluation import Answer, PublicQuery, QueryStopped
from server.settings import read_settings
from server.snapshot import Snapshot
from tests.server.browsing import WIDTHS, axe_findings, wait_until_painted
from tests.serving import served

pytestmark = pytest.mark.slow

YEARS = "SELECT ?year ?amount WHERE { VALUES (?year ?amount) { (2024 10) (2025 20) } }"
BROKEN = "SELECT * WHERE {\n  ?s a sk:\n}"


PASTE = """(element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", options));
}"""


class Visit:
    """The query page in a browser, and whatever was wrong while it was open."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        """Note all but that an answer has a status of its own, which the page tells."""
        if message.type in {"error", "warning"} and "responded with a status" not in message.text:
            self.complaints.append(message.text)

    def _request(self, address: str) -> None:
        if not address.startswith(self.site):
            self.complaints.append(f"asked {address}")

    def open(self, language: str = "en", **parameters: str) -> None:
        self.page.goto(f"{self.site}/{language}/sparql?{urlencode(parameters)}")
        expect(self.page.locator(".CodeMirror")).to_be_visible()

    @property
    def editor(self) -> Locator:
        return self.page.get_by_role("textbox")

    @property
    def answer(self) -> Locator:
        return self.page.locator("table.answer tbody tr")

    @property
    def parameters(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    def write(self, query: str) -> None:
        """Paste a query in the place of what is written."""
        self.editor.focus()
        expect(self.page.locator(".CodeMirror-focused")).to_be_visible()
        self.page.keyboard.press("Control+A")
        self.editor.evaluate(PASTE, query)

    def run(self) -> None:
        self.page.keyboard.press("Control+Enter")


Opening = Callable[..., Visit]


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def visiting(browser: Browser, site: str) -> Iterator[Opening]:
    """Opens visits; at the end there was nothing to complain of in any of them."""
    visits: list[Visit] = []

    def visit(at: str = site, **settings: object) -> Visit:
        context = browser.new_context(**settings)  # type: ignore[arg-type]  # as Playwright names them
        visits.append(Visit(context.new_page(), at))
        return visits[-1]

    yield visit
    for done in visits:
        done.page.context.close()
    assert [complaint for done in visits for complaint in done.complaints] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_before_and_after_a_query_ran(
    visiting: Opening, language: str, scheme: str, width: str
) -> None:
    wide, high = WIDTHS[width]
    visit = visiting(color_scheme=scheme, viewport={"width": wide, "height": high})
    visit.open(language, question="funding_by_year")
    before = axe_findings(visit.page)
    visit.editor.focus()
    visit.run()
    expect(visit.page.locator("figure.chart canvas")).to_be_visible()
    after = axe_findings(visit.page)
    visit.write(BROKEN)
    visit.run()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    assert (before, after, axe_findings(visit.page)) == ([], [], [])


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_reaches_beyond_the_side_of_the_page(visiting: Opening, width: str) -> None:
    wide, high = WIDTHS[width]
    visit = visiting(viewport={"width": wide, "height": high})
    visit.open(query="SELECT * WHERE { ?s ?p ?o } LIMIT 5")
    expect(visit.answer).to_have_count(5)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= wide


def test_the_keyboard_alone_asks_and_leaves_the_editor(visiting: Opening) -> None:
    visit = visiting()
    visit.open()
    visit.write(YEARS)
    visit.run()
    expect(visit.answer).to_have_count(2)
    expect(visit.page.get_by_role("status")).to_contain_text("2 rows")
    assert visit.parameters["query"] == [YEARS]
    visit.editor.focus()
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_role("button", name="Run the query")).to_be_focused()
    visit.page.keyboard.press("Shift+Tab")
    visit.page.keyboard.press("Shift+Tab")
    expect(visit.editor).not_to_be_focused()


def test_the_way_back_leads_to_the_last_answer(visiting: Opening) -> None:
    visit = visiting()
    visit.open(query="SELECT * WHERE { ?s ?p ?o } LIMIT 3")
    expect(visit.answer).to_have_count(3)
    visit.write(YEARS)
    visit.run()
    expect(visit.answer).to_have_count(2)
    visit.page.go_back()
    expect(visit.answer).to_have_count(3)
    expect(visit.editor).to_contain_text("LIMIT 3")


def test_a_chart_and_its_choices_stand_in_the_address(visiting: Opening) -> None:
    visit = visiting()
    visit.open(query=YEARS)
    chart = visit.page.locator("figure.chart canvas")
    expect(chart).to_be_hidden()
    visit.page.get_by_role("button", name="Chart").click()
    expect(chart).to_be_visible()
    visit.page.get_by_label("Kind of chart").select_option("line")
    assert visit.parameters["kind"] == ["line"]
    assert (visit.parameters["x"], visit.parameters["y"]) == (["year"], ["amount"])
    permanent = visit.page.get_by_role("link", name="Permanent link").get_attribute("href")
    assert permanent
    visit.page.goto(visit.site + permanent)
    expect(chart).to_be_visible()
    expect(chart).to_have_attribute("aria-label", "amount / year")
    expect(visit.page.get_by_label("Kind of chart")).to_have_value("line")


def test_a_chart_shows_what_the_table_holds(visiting: Opening) -> None:
    visit = visiting()
    visit.open(query=YEARS, y="amount", kind="bar")
    expect(visit.page.locator("figure.chart canvas")).to_be_visible()
    wait_until_painted(visit.page, "figure.chart canvas")


def test_on_paper_there_is_the_query_with_its_answer_in_dark_on_light(visiting: Opening) -> None:
    visit = visiting(color_scheme="dark")
    visit.open(query=YEARS, y="amount")
    expect(visit.page.locator("figure.chart canvas")).to_be_visible()
    visit.page.emulate_media(media="print")
    for hidden in ("#ask .actions", "figure.chart .choices", "aside", "nav", "#keys"):
        expect(visit.page.locator(hidden).first).to_be_hidden()
    for shown in (".CodeMirror-line", "figure.chart canvas", "table.answer"):
        expect(visit.page.locator(shown).first).to_be_visible()
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--pine')"
    assert visit.page.evaluate(paper).strip() == "#0f4f47"


def test_a_wrong_query_is_marked_at_its_place(visiting: Opening) -> None:
    visit = visiting()
    visit.open()
    visit.write(BROKEN)
    visit.run()
    expect(visit.page.get_by_role("alert")).to_contain_text("error at 2:8")
    expect(visit.page.locator(".wrong")).to_have_text("s")
    expect(visit.editor).to_be_focused()
    visit.page.keyboard.insert_text("!")
    expect(visit.editor).to_contain_text("a !sk:")


def test_what_the_grammar_does_not_allow_is_told_in_words_while_writing(visiting: Opening) -> None:
    visit = visiting()
    visit.open()
    visit.write("SELECT * WHERE {\n  ) }")
    told = visit.page.locator("#syntax")
    expect(told).to_have_text("Line 2 cannot be read from here on.")
    visit.page.hover(".parseErrorIcon")
    visit.write(YEARS)
    expect(told).to_be_hidden()


def test_a_term_is_completed_from_its_name_in_the_readers_language(visiting: Opening) -> None:
    visit = visiting()
    visit.open("fi")
    visit.write("SELECT * WHERE { ?hanke a sk:Pro")
    visit.page.keyboard.press("Control+Space")
    offered = visit.page.get_by_role("option")
    expect(offered.first).to_contain_text("sk:Project")
    expect(offered.first).to_contain_text("hanke")
    assert axe_findings(visit.page) == []
    visit.page.keyboard.press("Enter")
    expect(visit.editor).to_contain_text("?hanke a sk:Project")


def test_an_entity_is_completed_from_its_name(visiting: Opening) -> None:
    visit = visiting()
    visit.open("fi")
    visit.write("SELECT * WHERE { ?hanke sk:funder oulun")
    visit.page.get_by_role("option", name="Oulun kaupunki").first.click()
    expect(visit.editor).to_contain_text("sk:funder <http://localhost:8000/id/organisation/oulun-")


def test_a_prefix_is_declared_when_it_is_used(visiting: Opening) -> None:
    visit = visiting()
    visit.open()
    visit.write("SELECT * WHERE { ?s a ")
    visit.page.keyboard.type("sk:")
    expect(visit.editor).to_contain_text("PREFIX sk: <https://w3id.org/salkku/ontology#>")


def test_without_a_script_a_form_asks_and_the_answer_is_a_table(visiting: Opening) -> None:
    visit = visiting(java_script_enabled=False)
    visit.page.goto(f"{visit.site}/en/sparql")
    visit.page.get_by_label("Query").fill(YEARS)
    visit.page.get_by_role("button", name="Run the query").click()
    expect(visit.answer).to_have_count(2)
    expect(visit.page.get_by_role("button", name="Chart")).to_be_hidden()
    expect(visit.page.get_by_role("button", name="Cancel")).to_be_hidden()


class Endless:
    """An evaluator whose queries run until they are cancelled."""

    def __init__(self) -> None:
        self.asked = ""
        self.cancelled = Event()

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        del snapshot
        self.asked = query.id
        self.cancelled.wait(30)
        raise QueryStopped("cancelled", "The query was cancelled.")

    def cancel(self, query: str) -> bool:
        self.cancelled.set()
        return query == self.asked


def test_a_query_that_runs_is_cancelled_at_the_server(data: Path, visiting: Opening) -> None:
    endless = Endless()
    settings = read_settings({"data": str(data)}, {})
    with served(create_app(settings, endless)) as site:
        visit = visiting(site)
        visit.open()
        visit.write(YEARS)
        visit.run()
        status = visit.page.get_by_role("status")
        expect(status).to_have_text("The query is running …")
        visit.page.get_by_role("button", name="Cancel").click()
        expect(status).to_have_text("The query was cancelled.")
        expect(visit.page.get_by_role("button", name="Cancel")).to_be_hidden()
        assert endless.cancelled.wait(5)
        assert endless.asked
