"""What is served beside the data: this document, changes, health, metrics, sitemaps."""

from collections.abc import Iterator
from typing import Any, Final

from graph.register import LANGUAGES
from server.api.answers import JSON, READING, answered, in_json, problems, to_page
from server.api.basis import Basis
from server.api.fields import language_parameter
from server.api.operation import Operation, Parameter
from server.api.schemas import HEALTH, LIVE, TEXT, named
from server.discovery.sitemap import LISTED
from server.display.texts import gettext

SECTION = "service"
ANY_OBJECT: Final = {"type": "object"}
ATOM: Final = "application/atom+xml"
XML: Final = "application/xml"


def operations(basis: Basis) -> Iterator[Operation]:
    """All of it, whatever the *basis* holds."""
    del basis
    yield from documents()
    yield from of_pages()
    yield from monitoring()
    yield from sitemaps()


def documents() -> Iterator[Operation]:
    """This very document."""
    content: dict[str, Any] = {JSON: {"schema": ANY_OBJECT}}
    yield Operation(
        id="api",
        path="/api",
        section=SECTION,
        summary=gettext("This document for programs, its page for people"),
        parameters=(language_parameter(),),
        answers={
            **answered(content),
            **to_page(302),
            **problems(*READING),
        },
    )
    yield Operation(
        id="api_document",
        path="/api/openapi.json",
        section=SECTION,
        summary=gettext("This document"),
        parameters=(language_parameter(),),
        answers={**answered(content), **problems(*READING)},
    )


def of_pages() -> Iterator[Operation]:
    """What pages have for programs, in the language of the page."""
    yield Operation(
        id="changes_feed",
        path="/{language}/changes.atom",
        section=SECTION,
        summary=gettext("What changed from generation to generation, as a feed (Atom)"),
        parameters=(_language(),),
        answers={**answered({ATOM: {"schema": TEXT}}), **problems(*READING)},
    )
    yield Operation(
        id="query_words",
        path="/{language}/sparql/words.json",
        section=SECTION,
        summary=gettext("Prefixes and terms of the vocabulary, for an editor of queries"),
        parameters=(_language(),),
        answers={**in_json(named("Words")), **problems(*READING)},
    )


def _language() -> Parameter:
    return Parameter(
        name="language",
        where="path",
        about=gettext("The language."),
        schema={"type": "string", "enum": [*LANGUAGES]},
        example="en",
    )


def monitoring() -> Iterator[Operation]:
    """Health and metrics; nobody keeps these answers."""
    for id_, path in (("health", "/healthz"), ("ready", "/healthz/ready")):
        yield Operation(
            id=id_,
            path=path,
            section=SECTION,
            summary=gettext("Whether there is a generation to answer from"),
            answers={"200": _fresh({JSON: {"schema": HEALTH}}), **problems(400, 503)},
        )
    yield Operation(
        id="live",
        path="/healthz/live",
        section=SECTION,
        summary=gettext("Whether the process runs"),
        answers={"200": _fresh({JSON: {"schema": LIVE}}), **problems(400)},
    )
    yield Operation(
        id="metrics",
        path="/metrics",
        section=SECTION,
        summary=gettext("Figures for Prometheus"),
        answers={"200": _fresh({"text/plain": {"schema": TEXT}}), **problems(400)},
    )


def _fresh(content: dict[str, Any]) -> dict[str, Any]:
    return {"description": gettext("The answer."), "content": content}


def sitemaps() -> Iterator[Operation]:
    """The sitemap, file by file."""
    content: dict[str, Any] = {XML: {"schema": TEXT}}
    yield Operation(
        id="sitemap",
        path="/sitemap.xml",
        section=SECTION,
        summary=gettext("The index of the sitemap"),
        answers={**answered(content), **problems(*READING)},
    )
    yield Operation(
        id="sitemap_pages",
        path="/sitemap-pages.xml",
        section=SECTION,
        summary=gettext("The sitemap of the pages that are no entity's"),
        answers={**answered(content), **problems(*READING)},
    )
    yield Operation(
        id="sitemap_entities",
        path="/sitemap-{kind}-{number}.xml",
        section=SECTION,
        summary=gettext("The sitemap of entities, file by file"),
        parameters=tuple(_file()),
        answers={**answered(content), **problems(*READING)},
    )


def _file() -> Iterator[Parameter]:
    yield Parameter(
        name="kind",
        where="path",
        about=gettext("What kind of entities."),
        schema={"type": "string", "enum": [*LISTED]},
        example="project",
    )
    yield Parameter(
        name="number",
        where="path",
        about=gettext("Which file, from 1."),
        schema={"type": "integer", "minimum": 1, "maximum": 100_000},
        example=1,
    )
