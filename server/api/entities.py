"""Linked data: what an IRI leads to, the data of an entity in every format, citations, profiles."""

from collections.abc import Iterator
from typing import Any, Final

from server.addresses import CONCEPTS, KINDS, MANY
from server.api.answers import (
    ASKING,
    JSON,
    READING,
    Answers,
    answered,
    contents,
    leading,
    moved,
    problems,
    to_page,
)
from server.api.basis import Basis
from server.api.fields import extension_of, format_parameter, language_parameter, slug_of
from server.api.operation import Operation, Parameter
from server.api.schemas import JSON_LD, TEXT, entity_schema, named
from server.citations.blueprint import FORMATS as CITATIONS
from server.data.entity_data import PARTS
from server.data.identifiers import SCHEMES
from server.display.texts import gettext
from server.http.formats import ENTITY, VOCABULARY
from server.lists.labels import kind_name
from server.questions.profiles import FORMATS as PROFILES
from server.questions.profiles import PANELS

SECTION = "entities"
COLUMNS: Final = {**MANY, "page": "projects"}
"""The question that tells of an entity, by kinds: a source page is told by its project."""


def operations(basis: Basis) -> Iterator[Operation]:
    """Everything that is said of one thing."""
    for many, kind in KINDS.items():
        if kind not in CONCEPTS:
            yield identity_of(kind, basis)
        yield data_of(many, kind, basis)
    for scheme, kind_of in SCHEMES.items():
        yield identified_by(scheme, kind_of.example)
    yield from of_the_register()
    yield from of_the_vocabulary()
    for extension, format_ in CITATIONS.items():
        yield citation(extension, format_.title, format_.media_type, basis)
    for many in PANELS:
        yield profile(many, basis)


def identity_of(kind: str, basis: Basis) -> Operation:
    """What the IRI of an entity leads to."""
    return Operation(
        id=f"identity_{kind}",
        path=f"/id/{kind}/{{slug}}",
        section=SECTION,
        summary=gettext("What the IRI leads to: %(kind)s", kind=_named(kind)),
        about=gettext(
            "People are led to the page, programs to the data in the format they accept."
        ),
        parameters=(slug_of(basis.examples.get(kind)), _format()),
        answers={**_identified(), **problems(*READING, 410)},
    )


def identified_by(scheme: str, example: str) -> Operation:
    """Who bears an identifier that others gave, which looks like that *example*."""
    several = {
        "description": gettext("Several bear it."),
        "content": {JSON: {"schema": named("Bearers")}},
    }
    return Operation(
        id=f"identifier_{scheme}",
        path=f"/id/{scheme}/{{identifier}}",
        section=SECTION,
        summary=gettext("Who bears the identifier: %(scheme)s", scheme=scheme),
        about=gettext(
            "It looks like this: %(example)s. Other forms of it lead there.", example=example
        ),
        parameters=(slug_of(None, gettext("The identifier."), "identifier"),),
        answers={
            **leading(303, gettext("To the one that bears it.")),
            **moved(),
            "300": several,
            **problems(*READING),
        },
    )


def _identified() -> Answers:
    return {**leading(303, gettext("To the page or to the data.")), **moved()}


def _format() -> Parameter:
    return format_parameter([*(format_.name for format_ in ENTITY), "html"])


def data_of(many: str, kind: str, basis: Basis) -> Operation:
    """The data of an entity."""
    columns = basis.library[COLUMNS[kind]].columns
    json = entity_schema(columns, PARTS.get(kind, {}))
    return Operation(
        id=f"data_{kind}",
        path=f"/{many}/{{slug}}.{{extension}}",
        section=SECTION,
        summary=gettext("All that is known of one: %(kind)s", kind=_named(kind)),
        parameters=(slug_of(basis.examples.get(kind)), extension_of(ENTITY)),
        answers={**answered(contents(ENTITY, json)), **moved(), **problems(*READING, 410)},
    )


def _named(kind: str) -> str:
    return gettext("Source page") if kind == "page" else kind_name(kind)


def of_the_register() -> Iterator[Operation]:
    """The register itself."""
    summary = gettext("The register itself")
    yield Operation(
        id="identity_register",
        path="/id/register",
        section=SECTION,
        summary=gettext("What the IRI leads to: %(kind)s", kind=summary),
        parameters=(_format(),),
        answers={**_identified(), **problems(*READING)},
    )
    yield Operation(
        id="data_register",
        path="/register.{extension}",
        section=SECTION,
        summary=summary,
        parameters=(extension_of(ENTITY),),
        answers={
            **answered(contents(ENTITY, entity_schema(("register",), ()))),
            **problems(*READING),
        },
    )


def of_the_vocabulary() -> Iterator[Operation]:
    """The vocabulary."""
    content: dict[str, Any] = contents(VOCABULARY, JSON_LD)
    yield Operation(
        id="vocabulary",
        path="/ontology",
        section=SECTION,
        summary=gettext("The vocabulary, in the format that is accepted"),
        answers={
            **answered(content),
            **to_page(),
            **problems(*READING),
        },
    )
    yield Operation(
        id="vocabulary_file",
        path="/ontology.{extension}",
        section=SECTION,
        summary=gettext("The vocabulary as a file"),
        parameters=(extension_of(VOCABULARY, "ttl"),),
        answers={**answered(content), **problems(*READING)},
    )


def citation(extension: str, title: str, media_type: str, basis: Basis) -> Operation:
    """The citation of a project in one format."""
    return Operation(
        id=f"citation_{extension}",
        path=f"/projects/{{slug}}.{extension}",
        section=SECTION,
        summary=gettext("The citation of a project: %(format)s", format=title),
        parameters=(slug_of(basis.examples.get("project")), language_parameter()),
        answers={
            **answered({media_type: {"schema": TEXT}}),
            **moved(),
            **problems(*READING, 410),
        },
    )


def profile(many: str, basis: Basis) -> Operation:
    """Everything that the page of one of *many* shows."""
    kind = KINDS[many]
    return Operation(
        id=f"profile_{kind}",
        path=f"/{many}/{{slug}}/profile.{{extension}}",
        section=SECTION,
        summary=gettext("All panels of its page in one file: %(kind)s", kind=_named(kind)),
        parameters=(
            slug_of(basis.examples.get(kind)),
            extension_of(PROFILES),
            *_with_units(),
            language_parameter(),
        ),
        answers={
            **answered(contents(PROFILES, named("Profile"))),
            **moved(),
            **problems(*ASKING, 410),
        },
    )


def _with_units() -> Iterator[Parameter]:
    yield Parameter(
        name="with_units",
        about=gettext("Include the units of the organisation."),
        schema={"type": "boolean"},
    )
