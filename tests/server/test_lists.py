"""Lists of what was found: facets, what is chosen, views, the words as they were understood."""

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graph.generations.directory import DataDirectory
from graph.identity.redirects import Redirects
from server.app import create_app
from server.settings import read_settings

ATOM = "{http://www.w3.org/2005/Atom}"


def words(text: str) -> str:
    """The text of a page without its markup, each run of blanks one space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def names(client: FlaskClient, address: str) -> list[str]:
    found = re.findall(r'class="name"[^>]*>(.*?)</a>', client.get(address).text)
    return [words(name) for name in found]


def addresses(text: str) -> list[str]:
    return [unquote(unescape(address)) for address in re.findall(r'href="([^"]*)"', text)]


def facet(text: str, heading: str) -> str:
    return text.partition(f"<h3>{heading}</h3>")[2].partition("</details>")[0]


def test_a_list_tells_how_long_it_is_and_counts_by_facet(client: FlaskClient) -> None:
    text = client.get("/en/projects").text
    assert "3 projects" in words(text)
    assert "ended 1" in words(facet(text, "Phase"))
    assert "running 1" in words(facet(text, "Phase"))


def test_years_stand_in_time_order(client: FlaskClient) -> None:
    told = words(facet(client.get("/en/projects").text, "Year"))
    years = re.findall(r"\b20\d\d\b", told)
    assert years == sorted(years)
    assert {"2015", "2016", "2027"} <= {*years}


def test_the_rule_of_what_runs_now_is_told_with_its_day(client: FlaskClient) -> None:
    said = words(client.get("/en/projects").text)
    assert "Running now 1 Has begun, has not ended by 21 Nov 2026" in said


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ("phase=planned&phase=ended", ["Aurinko", "Zeppelin <b>"]),
        ("year=2015", ["Zeppelin <b>"]),
        ("year=2015&year=2016", ["Zeppelin <b>"]),
        ("running=1", ["Äänekäs kokeilu"]),
        ("amount=100k-250k", ["Äänekäs kokeilu"]),
        ("instrument=ESF", ["Äänekäs kokeilu"]),
        ("funder=sosiaali-ja-terveysministerio", ["Äänekäs kokeilu"]),
        ("municipality=kempeleen-kunta", ["Äänekäs kokeilu"]),
        ("funder=nobody", []),
        ("sort=start", ["Aurinko", "Äänekäs kokeilu", "Zeppelin <b>"]),
        ("sort=amount&phase=ended&phase=running", ["Äänekäs kokeilu", "Zeppelin <b>"]),
        ("page=99", ["Aurinko", "Zeppelin <b>", "Äänekäs kokeilu"]),
    ],
)
def test_projects_are_chosen_by_facets_and_stand_as_wished(
    client: FlaskClient, parameters: str, found: list[str]
) -> None:
    assert names(client, f"/fi/projects?{parameters}") == found


def test_the_counts_of_a_facet_take_the_choice_in_the_others_and_not_in_itself(
    client: FlaskClient,
) -> None:
    phases = words(facet(client.get("/en/projects?phase=ended&year=2015").text, "Phase"))
    assert "ended (chosen; choose again to remove) 1" in phases
    assert "running" not in phases
    assert "running 1" in words(facet(client.get("/en/projects?phase=ended").text, "Phase"))


def test_what_is_chosen_can_be_let_go_one_by_one(client: FlaskClient) -> None:
    text = client.get("/en/projects?funder=oulun-kaupunki&year=2025&sort=end&q=kokeilu").text
    chips = text.partition('class="chips"')[2].partition("</ul>")[0]
    said = words(chips)
    assert "“kokeilu”" in said
    assert "Year: 2025" in said
    assert "Funder: City of Oulu" in said
    assert "/en/projects?q=kokeilu&funder=oulun-kaupunki&sort=end" in addresses(chips)
    assert "/en/projects" in addresses(chips)


def test_the_facet_space_is_not_for_crawlers(client: FlaskClient) -> None:
    text = client.get("/en/projects").text
    options = re.findall(r'<a class="option"[^>]*>', text)
    assert options
    assert all('rel="nofollow"' in option for option in options)


def test_the_words_of_a_search_go_along_with_what_is_chosen(client: FlaskClient) -> None:
    text = client.get("/en/projects?phase=ended&phase=running&view=funders").text
    form = text.partition('<form class="search finder-search"')[2].partition("</form>")[0]
    assert form.count('name="phase"') == 2
    assert '<input type="hidden" name="view" value="funders">' in form


def test_how_words_were_understood_is_told_and_can_be_switched_off(client: FlaskClient) -> None:
    text = client.get("/en/projects?q=kokeilun").text
    assert "“kokeilun” was also found as: kokeilu" in words(text)
    assert "/en/projects?q=kokeilun&exact=1" in addresses(text)
    exact = client.get("/en/projects?q=kokeilun&exact=1").text
    assert "Only the words just as you wrote them." in words(exact)
    assert "No project fits" in words(exact)


def test_a_typing_error_is_told(client: FlaskClient) -> None:
    said = words(client.get("/en/projects?q=kokeliu").text)
    assert "No text has “kokeliu”. Found instead: kokeilu" in said


@pytest.mark.parametrize("view", ["list", "funders", "implementers", "allocations", "timeline"])
@pytest.mark.parametrize("parameters", ["", "q=kokeilu", "phase=planned", "q=xyz"])
def test_every_view_shows_what_was_found_and_its_query(
    client: FlaskClient, view: str, parameters: str
) -> None:
    answer = client.get(f"/sv/projects?view={view}&{parameters}")
    assert answer.status_code == 200
    assert "SELECT" in answer.text


def test_an_unknown_view_is_refused(client: FlaskClient) -> None:
    answer = client.get("/en/projects?view=map")
    assert answer.status_code == 400


def test_the_network_is_that_of_the_projects_that_were_found(client: FlaskClient) -> None:
    answer = client.get("/en/projects?view=network&q=kokeilu&sort=start")
    assert answer.status_code == 302
    assert answer.location == "/en/network?q=kokeilu"
    said = words(client.get(answer.location).text)
    assert "Who works with whom in the chosen projects" in said
    assert "Made of 1 project." in said
    assert "The list of these projects" in said
    assert client.get("/network.json?q=kokeilu&year=2015").get_json()["nodes"] == []


def test_what_was_renamed_is_found_by_its_old_slug(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    folder = DataDirectory.open(tmp_path / "data").generation().folder
    Redirects([("organisation", "uleaborg", "oulun-kaupunki")]).write(folder)
    client = create_app(read_settings({"data": str(tmp_path / "data")}, {})).test_client()
    answer = client.get("/en/projects?funder=uleaborg&page=1&year=2025")
    assert answer.status_code == 301
    assert answer.location == "/en/projects?year=2025&funder=oulun-kaupunki&page=1"
    today = client.get("/projects.csv?funder=oulun-kaupunki").data
    assert client.get("/projects.csv?funder=uleaborg").data == today
    network = client.get("/network.json?funder=uleaborg").get_json()
    assert (
        network["nodes"]
        == client.get("/network.json?funder=oulun-kaupunki").get_json()["nodes"]
        != []
    )
    assert client.get("/projects.csv?funder=nobody").status_code == 400


def test_funders_show_their_own_money_apart_from_that_of_their_projects(
    client: FlaskClient,
) -> None:
    said = words(client.get("/en/projects?view=funders").text)
    assert "2 organisations in 3 projects" in said
    assert "City of Oulu municipality 3 projects €50,000 €170,000" in said
    assert "€170,000 all money of these projects (4 allocations)" in said


def test_the_money_of_the_projects_stands_row_by_row(client: FlaskClient) -> None:
    said = words(client.get("/en/projects?view=allocations&q=kokeilu").text)
    assert "€170,000 all money of these projects (4 allocations)" in said
    assert "ESR 70 %" in said
    assert "2025 €50,000" in said


def test_all_values_of_a_facet_can_be_searched_without_a_script(client: FlaskClient) -> None:
    text = client.get("/en/projects?facet=funder&find=minist&year=2025").text
    assert "Ministry of Social Affairs and Health" in words(text)
    options = text.partition('<ul class="options all"')[2].partition("</ul>")[0]
    assert "City of Oulu" not in words(options)
    assert "/en/projects?year=2025&funder=sosiaali-ja-terveysministerio" in addresses(text)
    assert client.get("/en/projects?facet=colour").status_code == 400
    assert client.get("/en/organisations?facet=kind").status_code == 200


def test_a_unit_is_told_with_the_organisation_it_belongs_to(client: FlaskClient) -> None:
    said = words(facet(client.get("/sv/projects").text, "Genomförare"))
    assert "nuorisotyö Sivistyspalvelut, Uleåborgs stad 1" in said
    chosen = "implementer=oulun-kaupunki-sivistyspalvelut-nuorisotyo"
    text = client.get(f"/sv/projects?{chosen}").text
    chips = text.partition('class="chips"')[2]
    assert "nuorisotyö , Sivistyspalvelut, Uleåborgs stad" in words(chips)


def test_words_that_were_found_are_named_in_the_query(client: FlaskClient) -> None:
    text = client.get("/en/projects?q=kokeilun").text
    assert "named in the query one by one" in words(text)
    assert "/id/project/aanekas-kokeilu&gt; }" in text
    assert "left" not in client.get("/en/projects").text.partition("as-query")[2][:300]


def test_the_query_of_a_list_gives_the_list(client: FlaskClient) -> None:
    page = client.get("/en/projects?year=2015&year=2016&phase=ended&kind=municipality").text
    query = unescape(page.partition('name="query" value="')[2].partition('"')[0])
    answer = client.get("/sparql", query_string={"query": query, "format": "json"}).get_json()
    assert [row["name"]["value"] for row in answer["results"]["bindings"]] == ["Zeppelin <b>"]


def test_organisations_are_chosen_by_kind_and_role(client: FlaskClient) -> None:
    assert names(client, "/fi/organisations?kind=ministry") == ["Sosiaali- ja terveysministeriö"]
    assert "Kempeleen kunta" in names(client, "/fi/organisations?role=implementer")
    assert names(client, "/fi/organisations?q=uleåborgs&role=funder") == ["Oulun kaupunki"]
    said = words(client.get("/en/organisations?q=stm").text)
    assert "Ministry of Social Affairs and Health" in said
    assert "Funder: 1 project" in said


def test_people_and_portfolios_are_found_by_name(client: FlaskClient) -> None:
    assert {*names(client, "/fi/people?q=maija")} == {"Maija Meikäläinen"}
    assert names(client, "/fi/people?q=xyz") == []
    assert len(names(client, "/fi/portfolios?q=esimerkkisalkku")) == 1


def test_the_search_finds_every_kind_and_leads_to_all_of_it(client: FlaskClient) -> None:
    text = client.get("/en/search?q=oulu").text
    assert "City of Oulu" in words(text)
    assert "/en/organisations?q=oulu" in addresses(text)
    said = words(client.get("/en/search?q=maija").text)
    assert "hits in all" in said
    assert "Maija Meikäläinen" in said
    assert "Nothing was found" in words(client.get("/en/search?q=xyzzy").text)
    assert client.get("/en/search").status_code == 200


@pytest.mark.parametrize(
    "q", ['"', "-", "OR", 'a" OR -', "<b>", "%", "(", "a" * 500, "\x00", "\ud7ff", "🦆", "AND AND"]
)
def test_no_words_are_refused(client: FlaskClient, q: str) -> None:
    for page in ("projects", "search", "organisations", "people"):
        assert client.get(f"/en/{page}", query_string={"q": q}).status_code == 200
    assert client.get("/suggest.json", query_string={"q": q}).status_code == 200


def test_a_kept_page_is_the_same_and_goes_with_its_generation(client: FlaskClient) -> None:
    first, second = client.get("/en/projects?year=2015"), client.get("/en/projects?year=2015")
    assert first.data == second.data
    other = client.get("/en/projects?year=2015", base_url="http://other.example.fi")
    assert "other.example.fi" in other.text
    assert "other.example.fi" not in first.text


def test_suggestions_tell_kinds_apart_and_lead_to_pages(client: FlaskClient) -> None:
    found = client.get("/suggest.json?q=ou&lang=en").get_json()
    assert {"kind", "kind_name", "name", "address", "projects"} == set(found[0])
    city = next(one for one in found if one["address"] == "/en/organisations/oulun-kaupunki")
    assert city["kind_name"] == "Organisation"
    assert client.get("/suggest.json?q=").get_json() == []
    assert client.get("/suggest.json?q=maij&lang=sv").get_json()[0]["kind_name"] == "Person"


def test_a_filter_has_a_feed_of_its_changes(client: FlaskClient) -> None:
    page = client.get("/en/projects?phase=ended&q=zeppelin").text
    link = next(one for one in addresses(page) if one.startswith("/projects.atom"))
    answer = client.get(link)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own feed
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Zeppelin <b>"
    assert str(entry.findtext(f"{ATOM}id")).endswith("/id/project/zeppelin-b")
    assert str(entry.findtext(f"{ATOM}updated")).startswith("20")
    assert "Phase ended" in str(feed.findtext(f"{ATOM}title"))
    empty = ET.fromstring(client.get("/projects.atom?q=xyz").data)  # noqa: S314 - our own feed
    assert empty.findall(f"{ATOM}entry") == []
    assert empty.findtext(f"{ATOM}updated")
    assert client.get("/projects.atom?portfolio=zzz").status_code == 400
