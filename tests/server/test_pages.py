"""What people see."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from server.display.naming import other_names
from server.pages import PAGES

SLUGS = {
    "project": "aanekas-kokeilu",
    "organisation": "oulun-kaupunki",
    "person": "maija-meikalainen",
    "portfolio": "esimerkkisalkku-2021-2027",
    "page": "rich",
}
ADDRESSES = [
    *(
        address.replace("<slug>", SLUGS[view.__name__]) if "<slug>" in address else address
        for address, view in PAGES.items()
        if "<slug>" not in address or view.__name__ in SLUGS
    ),
    "/sparql",
]


class Page(HTMLParser):
    """What a test wants to know of a page: headings, identifiers, what stands in attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.identifiers: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)
        self.identifiers.extend(value for name, value in attrs if name == "id" and value)


def words(text: str) -> str:
    """The text of a page without its markup, each run of blanks one space."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_there_in_every_language(
    client: FlaskClient, language: str, address: str
) -> None:
    answer = client.get(f"/{language}{address}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_well_made(client: FlaskClient, address: str) -> None:
    page = Page(client.get(f"/fi{address}").text)
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    assert len(page.identifiers) == len(set(page.identifiers))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_nothing_inline_and_nothing_of_another_host(
    client: FlaskClient, address: str
) -> None:
    """Data in a page are no script; a frame shows a page of this site."""
    answer = client.get(f"/fi{address}")
    page = Page(answer.text)
    assert "style" not in page.tags
    assert not [name for name, _ in page.attributes if name == "style" or name.startswith("on")]
    loaded = [value or "" for name, value in page.attributes if name == "src"]
    data = answer.text.count('<script type="application/ld+json">')
    frames = page.tags.count("iframe")
    assert page.tags.count("script") - data == len(loaded) - frames
    assert [source for source in loaded if not source.startswith(("/static/", "/fi/embed/"))] == []
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_names_itself_in_the_other_languages(client: FlaskClient, address: str) -> None:
    text = client.get(f"/fi{address}").text
    for language in ("fi", "sv", "en"):
        assert f'hreflang="{language}" href="/{language}{address}"' in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_for_people_is_well_formed_xml_in_its_drawings(
    client: FlaskClient, address: str
) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", client.get(f"/fi{address}").text, re.DOTALL):
        ET.fromstring(drawing)  # noqa: S314 - our own page


def test_the_front_door_leads_to_the_readers_language(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "sv-FI, en;q=0.5"})
    assert answer.location == "/sv/"
    assert "Accept-Language" in answer.vary


@pytest.mark.parametrize("name", ["endpoint", "language", "many", "slug", "_method", "_scheme"])
def test_a_parameter_may_have_any_name(client: FlaskClient, name: str) -> None:
    for address in ("/fi/projects", "/fi/projects/aanekas-kokeilu", "/fi/sparql"):
        answer = client.get(f"{address}?{name}=x&_external=1")
        assert answer.status_code == 200
        assert f'href="/sv{address[3:]}?{name}=x&amp;_external=1"' in answer.text


@pytest.mark.parametrize("many", ["projects", "organisations", "people", "portfolios", "findings"])
def test_a_list_without_language_leads_to_the_readers(client: FlaskClient, many: str) -> None:
    answer = client.get(f"/{many}?q=a%26b&page=2", headers={"Accept-Language": "sv"})
    assert answer.status_code == 302
    assert answer.location == f"/sv/{many}?q=a%26b&page=2"
    assert "Accept-Language" in answer.vary


def test_crawlers_are_kept_out_of_what_is_chosen_by_parameters_alone(client: FlaskClient) -> None:
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert robots.text.splitlines()[:3] == ["User-agent: *", "Disallow: /*?*", "Allow: /static/"]


def test_a_browser_gets_the_mark_of_the_site(client: FlaskClient) -> None:
    with client.get("/favicon.ico") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "image/svg+xml"


def test_a_project_says_who_when_and_with_what_money(client: FlaskClient) -> None:
    said = words(client.get("/fi/projects/aanekas-kokeilu").text)
    assert "Äänekäs kokeilu" in said
    assert "1.1.2025" in said
    assert "170 000 €" in said
    assert "Sosiaali- ja terveysministeriö" in said
    assert "nuorisotyö" in said
    assert "Maija Meikäläinen" in said


def test_a_printed_total_that_is_wrong_is_shown_beside_the_right_one(client: FlaskClient) -> None:
    said = words(client.get("/en/projects/aanekas-kokeilu").text)
    assert "€120,001 the cells add up to €120,000" in said
    assert "ESR 70 %: the page prints 120,001, its parts add up to 120,000." in said


def test_a_participant_that_is_no_organisation_stays_a_description(client: FlaskClient) -> None:
    said = words(client.get("/sv/projects/aanekas-kokeilu").text)
    assert "kaikki kylän väki" in said
    assert "”kaikki kylän väki” är inte namnet på en organisation" in said


def test_names_of_organisations_are_in_the_readers_language(client: FlaskClient) -> None:
    assert "Uleåborgs stad" in words(client.get("/sv/projects/aanekas-kokeilu").text)


def test_words_of_the_register_are_marked_with_their_language(client: FlaskClient) -> None:
    text = client.get("/en/projects/aanekas-kokeilu").text
    assert '<span lang="fi">Äänekäs kokeilu</span>' in text
    assert '<span lang="fi">' not in client.get("/fi/projects/aanekas-kokeilu").text


def test_what_a_page_says_is_text_and_never_markup(client: FlaskClient) -> None:
    text = client.get("/fi/projects").text
    assert "Zeppelin &lt;b&gt;" in text
    assert "Zeppelin <b>" not in text


def test_projects_stand_in_finnish_order(client: FlaskClient) -> None:
    text = client.get("/fi/projects").text
    places = [text.index(name) for name in ("Aurinko", "Zeppelin", "Äänekäs")]
    assert places == sorted(places)


def test_a_search_that_finds_nothing_says_what_to_do(client: FlaskClient) -> None:
    assert "Kokeile vähempiä sanoja" in client.get("/fi/projects?q=xyz").text


def test_a_parameter_that_cannot_be_read_is_a_400_in_the_readers_language(
    client: FlaskClient,
) -> None:
    answer = client.get("/sv/projects?sort=size", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "Begäran går inte att förstå" in answer.text


def test_an_organisation_with_its_units_shows_what_they_do(client: FlaskClient) -> None:
    alone = words(client.get("/en/organisations/oulun-kaupunki").text)
    together = words(client.get("/en/organisations/oulun-kaupunki?with_units=1").text)
    assert "Projects it implements" not in alone
    assert "Projects it implements 3" in together


def test_a_unit_names_those_above_it(client: FlaskClient) -> None:
    text = client.get("/fi/organisations/oulun-kaupunki-sivistyspalvelut-nuorisotyo").text
    crumbs = words(text.split('class="crumbs"')[1].split("</nav>")[0])
    assert crumbs.index("Oulun kaupunki") < crumbs.index("Sivistyspalvelut")


def test_people_are_not_for_search_engines(client: FlaskClient) -> None:
    for address in ("/fi/people", "/fi/people/maija-meikalainen"):
        assert '<meta name="robots" content="noindex' in client.get(address).text


def test_the_source_page_marks_what_was_understood_of_each_line(client: FlaskClient) -> None:
    text = client.get("/en/pages/rich").text
    line = text.split('id="line-1"')[1].split("</li>")[0]
    assert "read" in line
    assert words(line).endswith("Hankkeen nimi Äänekäs kokeilu Name")


def test_an_objective_stands_with_its_mark_and_its_text(client: FlaskClient) -> None:
    said = words(client.get("/en/pages/rich").text)
    assert "a. Kuullaan nuoria. Objective" in said


def test_the_query_page_answers_in_a_table_with_links_to_pages(client: FlaskClient) -> None:
    query = "SELECT ?project WHERE { ?project a <https://w3id.org/salkku/ontology#Project> }"
    text = client.get("/en/sparql", query_string={"query": query}).text
    assert 'href="/en/projects/aanekas-kokeilu"' in text
    assert "3 rows" in words(text)


def test_the_query_page_says_when_it_does_not_show_all(client: FlaskClient) -> None:
    query = "SELECT * WHERE { ?s ?p ?o } LIMIT 7"
    said = words(client.get("/en/sparql", query_string={"query": query}).text)
    assert "7 rows" in said
    assert "Only the first 5 are shown here" in said


def test_a_panel_leads_to_its_question_about_its_subject(client: FlaskClient) -> None:
    text = client.get("/en/projects/aanekas-kokeilu").text
    address = re.search(r'href="(/en/queries/project_funding\?[^"]*)"', text)
    assert address
    asked = client.get(address[1].replace("&amp;", "&")).text
    assert "/id/project/aanekas-kokeilu&gt;" in asked


def test_a_question_that_there_is_not_is_not_found(client: FlaskClient) -> None:
    assert client.get("/en/sparql?question=nope").status_code == 404


def test_the_query_page_shows_graphs_and_truths(client: FlaskClient) -> None:
    assert "Kyllä" in client.get("/fi/sparql?query=ASK {}").text
    graph = client.get("/fi/sparql?query=CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 1")
    assert "@prefix" in graph.text


def test_the_query_page_shows_where_a_query_is_wrong(client: FlaskClient) -> None:
    answer = client.get("/fi/sparql?query=SELECT")
    assert answer.status_code == 400
    assert "error at 1:7" in answer.text


def test_the_query_page_never_links_to_a_script(client: FlaskClient) -> None:
    query = "SELECT (<javascript:alert(1)> AS ?x) WHERE {}"
    assert 'href="javascript' not in client.get("/fi/sparql", query_string={"query": query}).text


def test_a_page_that_is_not_there_is_told_in_the_readers_language(client: FlaskClient) -> None:
    answer = client.get("/nope", headers={"Accept": "text/html", "Accept-Language": "sv"})
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_a_mistake_of_ours_is_told_without_its_details(client: FlaskClient) -> None:
    client.application.testing = False

    def broken() -> str:
        raise ZeroDivisionError("secret")

    known = client.application.view_functions["pages.about"]
    client.application.view_functions["pages.about"] = broken
    try:
        answer = client.get("/fi/about", headers={"Accept": "text/html"})
    finally:
        client.application.view_functions["pages.about"] = known
    assert answer.status_code == 500
    assert "Jokin meni vikaan" in answer.text
    assert "secret" not in answer.text


def test_the_sample_says_on_every_page_that_it_is_one(client: FlaskClient) -> None:
    assert 'class="sample"' not in client.get("/fi/").text


@pytest.mark.parametrize(
    ("language", "sentence"), [("fi", "Tällaista sivua"), ("sv", "sida"), ("en", "no such page")]
)
def test_what_is_not_there_is_told_in_our_own_words(
    client: FlaskClient, language: str, sentence: str
) -> None:
    answer = client.get(f"/{language}/nowhere", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert sentence in answer.text
    assert "entered the URL" not in answer.text
    assert "entered the URL" not in client.get(f"/{language}/nowhere").text


def test_an_organisation_is_not_its_own_other_name() -> None:
    row = {"name": "Brahestads stad", "other_names": "BRAHESTADS STAD | Brahestad | brahestad"}
    assert other_names(row) == ["Brahestad"]
    assert other_names({"name": "Brahestads stad", "other_names": None}) == []


def test_a_name_in_another_language_than_its_page_is_marked(client: FlaskClient) -> None:
    assert '<h1 lang="fi">' in client.get("/sv/organisations/oulun-kaupunki-sivistyspalvelut").text
    assert "<h1>" in client.get("/fi/organisations/oulun-kaupunki-sivistyspalvelut").text
    assert '<a class="name" href="/sv/organisations/oulun-kaupunki">' in (
        client.get("/sv/organisations?q=uleåborgs").text
    )
