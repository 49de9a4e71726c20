"""The lists as files, as a feed, and as completions; and the network."""

from collections.abc import Iterator
from typing import Final

from graph.values import concept_words
from server.addresses import KINDS
from server.api.answers import ASKING, READING, answered, contents, in_json, moved, problems
from server.api.basis import Basis
from server.api.fields import TYPES, extension_of, filters_of, language_parameter, words_parameter
from server.api.operation import Operation, Parameter
from server.api.schemas import TEXT, named, several, table_schema
from server.display.texts import gettext
from server.lists.files import FILES
from server.lists.labels import many_name, view_heading
from server.lists.selection import CHOICES, ProjectChoice
from server.lists.tables import STANDING
from server.network import files as network
from server.network.wish import ALL, MOST_STARTS, SIZE_RANGE, STARTS

SECTION = "lists"
ATOM: Final = {"application/atom+xml": {"schema": TEXT}}


def operations(basis: Basis) -> Iterator[Operation]:
    """Each list, the feed of projects, completions, and the network."""
    for many in CHOICES:
        yield list_of(many, basis)
    yield Operation(
        id="projects_feed",
        path="/projects.atom",
        section=SECTION,
        summary=gettext("The projects that changed last, as a feed (Atom)"),
        parameters=tuple(filters_of(ProjectChoice)),
        answers={**answered(ATOM), **problems(*READING)},
    )
    yield Operation(
        id="suggest",
        path="/suggest.json",
        section=SECTION,
        summary=gettext("What completes words that are being typed"),
        parameters=(words_parameter(), language_parameter()),
        answers={**in_json(named("Completions")), **problems(*READING)},
    )
    yield the_network(basis)


def list_of(many: str, basis: Basis) -> Operation:
    """The operation that gives the list of *many*."""
    meanings = basis.meanings(columns_of(many, basis))
    content = contents(FILES, table_schema(meanings))
    return Operation(
        id=f"list_{many}",
        path=f"/{many}.{{extension}}",
        section=SECTION,
        summary=name_of_list(many),
        about=gettext(
            "The whole list, or what the parameters leave of it; several values of one are"
            " alternatives."
        ),
        parameters=(extension_of(FILES), *filters_of(CHOICES[many])),
        answers={**answered(content), **problems(*READING)},
    )


def columns_of(many: str, basis: Basis) -> tuple[str, ...]:
    """The columns of the list of *many*: those of its named question."""
    if many in {"funders", "implementers"}:
        return STANDING
    return basis.library["project_funding" if many == "allocations" else many].columns


def name_of_list(many: str) -> str:
    """What the list of *many* holds."""
    if many == "findings":
        return gettext("Findings")
    return many_name(KINDS[many]) if many in KINDS else view_heading(many)


def the_network(basis: Basis) -> Operation:
    """The operation that gives a network."""
    return Operation(
        id="network",
        path="/network.{extension}",
        section=SECTION,
        summary=gettext("Who works with whom: the network of the register, or of some of it"),
        parameters=(extension_of(network.FILES), *_wishes(basis), language_parameter()),
        answers={
            **answered(contents(network.FILES, named("Network"))),
            **moved(),
            **problems(*ASKING, 410),
        },
    )


def _wishes(basis: Basis) -> Iterator[Parameter]:
    yield _start(basis)
    yield Parameter(
        name="role",
        about=gettext("The one role that counts: funder, implementer or partner."),
        schema={"type": "string", "enum": [*concept_words("role")]},
    )
    yield Parameter(
        name="year",
        about=gettext("A year in which the projects run. Several years are alternatives."),
        schema=several({"type": "integer", "minimum": 1900, "maximum": 2200}),
    )
    yield Parameter(
        name="size",
        about=gettext("How many nodes there are at most, up to 300."),
        schema={"type": "integer", "minimum": SIZE_RANGE[0], "maximum": SIZE_RANGE[1]},
    )
    yield Parameter(
        name="ties",
        about=gettext("How many of its strongest ties each node shows; all for all of them."),
        schema={"anyOf": [{"const": ALL}, {**TYPES["integer"], "minimum": 1, "maximum": 300}]},
    )


def _start(basis: Basis) -> Parameter:
    example = basis.examples.get("organisation")
    entity = {"type": "string", "pattern": f"^({'|'.join(STARTS)})/[^/]+$"}
    return Parameter(
        name="start",
        about=gettext("Where it starts: organisation/…, project/…, portfolio/… or person/…."),
        schema={**several(entity), "maxItems": MOST_STARTS},
        example=f"organisation/{example}" if example else None,
    )
