import pytest

from server.http.formats import (
    ENTITY,
    GRAPHS,
    JSON_LD,
    N_TRIPLES,
    PLAIN,
    RESULTS,
    TURTLE,
    accepted,
    named,
)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/xml", "xml"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("text/tab-separated-values", "tsv"),
    ],
)
def test_results_are_written_in_the_format_the_client_accepts(accept: str, name: str) -> None:
    found = accepted(accept, RESULTS)
    assert found
    assert found.name == name


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("text/plain", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("application/json", "application/json"),
    ],
)
def test_graphs_are_written_in_the_format_the_client_accepts(accept: str, media_type: str) -> None:
    found = accepted(accept, GRAPHS)
    assert found
    assert found.media_type == media_type


def test_a_client_that_takes_no_format_of_ours_gets_none() -> None:
    assert accepted("image/png", RESULTS) is None


def test_a_wildcard_prefers_the_proper_name_of_the_first_format_to_aliases_of_it() -> None:
    assert accepted("text/*", GRAPHS) is TURTLE


@pytest.mark.parametrize("name", ["ttl", "turtle", "TTL", "text/turtle"])
def test_a_format_is_known_by_its_short_names_and_its_media_type(name: str) -> None:
    assert named(name, GRAPHS) is TURTLE


def test_an_unknown_name_is_no_format() -> None:
    assert named("docx", GRAPHS) is None


def test_an_entity_as_json_is_plain_and_as_json_ld_is_json_ld() -> None:
    assert accepted("application/json", ENTITY) is PLAIN
    assert accepted("application/ld+json", ENTITY) is JSON_LD


def test_text_says_that_it_is_utf_8() -> None:
    assert TURTLE.content_type == "text/turtle; charset=utf-8"
    assert N_TRIPLES.content_type == "application/n-triples"
