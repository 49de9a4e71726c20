"""The passages of a page, each with what it is about: a subject weighs more in a project's name."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from graph.extract.heading_words import kind_of
from graph.links.text.tokens import Token, tokens
from graph.records import PageRecord

PassageKind = Literal["name", "objectives", "results", "text", "money"]
"""What a passage is; *text* is all that is none of the others."""

SECTIONS: Final[dict[str, PassageKind]] = {
    "objectives": "objectives",
    "results": "results",
    "money": "money",
}
"""Which kinds of headings make passages of their own kind."""


class Passage(NamedTuple):
    """A piece of a page's text."""

    kind: PassageKind
    text: str


class ReadPassage(NamedTuple):
    """A passage cut into tokens."""

    kind: PassageKind
    tokens: tuple[Token, ...]


def read_passages(record: PageRecord) -> list[ReadPassage]:
    """The passages of a page, cut into tokens."""
    return [ReadPassage(one.kind, tokens(one.text)) for one in passages(record)]


def passages(record: PageRecord) -> Iterator[Passage]:
    """Yield the project's name and the sections of its abstract, in the order of the page."""
    yield Passage("name", record.name.text)
    for section in record.sections:
        yield Passage(SECTIONS.get(kind_of(section.heading), "text"), section.text)
