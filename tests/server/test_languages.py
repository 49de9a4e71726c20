import pytest

from server.display.languages import language_of


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fi"),
        ("sv-FI,sv;q=0.9,en;q=0.5", "sv"),
        ("en-US", "en"),
        ("sv-FI, en;q=0.5", "sv"),
        ("de,en;q=0.3", "en"),
        ("de", "fi"),
        ("*", "fi"),
        ("fi;q=0, en;q=0.1", "en"),
        (";;q=,x", "fi"),
    ],
)
def test_the_reader_gets_the_language_they_like_best(header: str, language: str) -> None:
    assert language_of("/", header) == language


def test_the_language_of_the_address_is_stronger_than_the_readers() -> None:
    assert language_of("/sv/projects", "en") == "sv"


def test_an_address_that_only_begins_like_a_language_is_none() -> None:
    assert language_of("/svenska", "en") == "en"
