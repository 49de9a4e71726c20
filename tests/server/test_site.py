"""Every link of the site leads somewhere: the whole sample, page by page."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.questions.library import load_library
from tests.server.kinds import KINDS

HOST = "localhost"
FEW = 3
JOINED = {f"/queries/{one.name}" for one in load_library().values() if one.services}


class Links(HTMLParser):
    """The addresses that a page points at, and the places in it that can be pointed at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in {"href", "src", "action"} and value:
                self.addresses.append(value)
            elif name == "id" and value:
                self.places.add(value)


@pytest.fixture(scope="module")
def sample(sample_app: Flask) -> FlaskClient:
    return sample_app.test_client()


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_the_sample_says_that_it_is_one(kind: str, sample: FlaskClient) -> None:
    page = sample.get(f"/fi{KINDS[kind]}", headers={"Accept": "text/html"})
    assert "Esimerkkiaineisto." in page.text


def test_money_that_is_only_named_leads_to_the_question_about_it(sample: FlaskClient) -> None:
    text = sample.get("/en/projects/kirjasto-lainaa-muutakin").text
    assert "/en/queries/project_amounts?project=kirjasto-lainaa-muutakin" in text
    assert "/en/queries/project_funding" not in text


def test_amounts_named_in_one_line_stand_in_its_order(sample: FlaskClient) -> None:
    told = sample.get("/projects/kirjasto-lainaa-muutakin.json").get_json()
    assert [row["amount"] for row in told["amounts"]] == [18000, 12000, 90000, 120000]


def test_an_organisation_leads_to_its_successor_and_back(sample: FlaskClient) -> None:
    former = sample.get("/en/organisations/kiimingin-kunta").text
    assert '<dt>Replaced by</dt><dd><ul class="plain"><li><a href="/en/organisations/oul' in former
    heir = sample.get("/en/organisations/oulun-kaupunki").text
    assert '<a href="/en/organisations/kiimingin-kunta">' in heir.partition("<dt>Replaces</dt>")[2]


class Crawl:
    """A walk over every page that can be reached from the front pages.

    What is chosen by parameters never ends: such links are followed from a few pages of each kind,
    and from pages with parameters it goes on only to pages without them.
    """

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.links: dict[str, Links | None] = {}
        self.broken: list[str] = []
        self.pointed: list[tuple[str, str, str]] = []
        self.silent: list[str] = []
        self.chosen = Counter[str]()

    def walk(self, *starts: str) -> None:
        waiting = list(starts)
        while waiting:
            page = waiting.pop()
            if page not in self.links:
                waiting.extend(self.visit(page))

    def visit(self, page: str) -> Iterator[str]:
        with self.client.get(page, headers={"Accept": "text/html,*/*;q=0.1"}) as answer:
            text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            self.links[page] = Links(text) if text else None
            if answer.status_code >= 400 and not self.is_told(page, answer.status_code):
                self.broken.append(f"{answer.status_code} {page}")
            if text and not answer.location and 'class="sample"' not in text:
                self.silent.append(page)
            yield from self.inside(page, answer.location or "")
        links = self.links[page]
        chooses = self.chooses(page)
        for address in links.addresses if links else ():
            if chooses or "?" not in address:
                yield from self.inside(page, address)

    @staticmethod
    def is_told(page: str, status: int) -> bool:
        """Whether a refusal is what it should be: another endpoint, which is not allowed here."""
        return status == 403 and page.partition(".")[0] in JOINED

    def chooses(self, page: str) -> bool:
        """Whether what can be chosen on *page* is looked at: on few pages of its kind."""
        kind = page.rpartition("/")[0]
        self.chosen[kind] += "?" not in page
        return "?" not in page and self.chosen[kind] <= FEW

    def inside(self, page: str, address: str) -> Iterator[str]:
        whole, place = urldefrag(urljoin(f"//{HOST}{page}", address))
        parts = urlsplit(whole)
        if not address or parts.netloc != HOST or parts.scheme not in {"", "http"}:
            return
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if place:
            self.pointed.append((page, target, place))
        yield target


@pytest.fixture(scope="module")
def crawl(sample: FlaskClient) -> Crawl:
    crawl = Crawl(sample)
    crawl.walk("/", "/fi/")
    return crawl


@pytest.mark.slow
def test_no_link_of_the_site_leads_to_an_error(crawl: Crawl) -> None:
    assert crawl.broken == []
    assert len(crawl.links) > 1000


@pytest.mark.slow
def test_a_link_into_a_page_leads_to_a_place_that_is_there(crawl: Crawl) -> None:
    missing = {
        f"{page} -> {target}#{place}"
        for page, target, place in crawl.pointed
        if (links := crawl.links.get(target)) and place not in links.places
    }
    assert sorted(missing) == []


@pytest.mark.slow
def test_every_page_says_that_it_is_a_sample(crawl: Crawl) -> None:
    assert [page for page, links in crawl.links.items() if links]
    assert crawl.silent == []
