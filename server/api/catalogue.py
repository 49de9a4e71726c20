"""The catalogue and the files: what portals harvest and what is fetched whole."""

from collections.abc import Iterator
from typing import Any, Final

from server.api.answers import JSON, READING, answered, contents, leading, problems, to_page
from server.api.basis import Basis
from server.api.fields import extension_of, format_parameter
from server.api.operation import Operation, Parameter
from server.api.schemas import BINARY, JSON_LD, TEXT, named
from server.catalogue.blueprint import CURRENT, FORMATS
from server.catalogue.profiles import PROFILES
from server.display.texts import gettext

SECTION = "catalogue"
BYTES: Final = "*/*"
"""What a file is depends on its name."""


def operations(basis: Basis) -> Iterator[Operation]:
    """The catalogue, the description in VoID, the files, whatever the *basis* holds."""
    del basis
    yield from catalogue()
    yield description()
    yield from lists_of_files()
    yield from files()


def catalogue() -> Iterator[Operation]:
    """The catalogue, as the client accepts it and as a file."""
    content: dict[str, Any] = contents(FORMATS, JSON_LD)
    yield Operation(
        id="catalogue",
        path="/catalog",
        section=SECTION,
        summary=gettext("The catalogue (DCAT-AP), in the format that is accepted"),
        parameters=(*_profile(), _format()),
        answers={
            **answered(content),
            **to_page(),
            **problems(*READING),
        },
    )
    yield Operation(
        id="catalogue_file",
        path="/catalog.{extension}",
        section=SECTION,
        summary=gettext("The catalogue (DCAT-AP) as a file"),
        parameters=(extension_of(FORMATS, "ttl"), *_profile()),
        answers={**answered(content), **problems(*READING)},
    )


def description() -> Operation:
    """The description in VoID."""
    return Operation(
        id="void",
        path="/.well-known/void",
        section=SECTION,
        summary=gettext("The description of the dataset (VoID)"),
        parameters=(_format(),),
        answers={
            **answered(contents(FORMATS, JSON_LD)),
            **to_page(),
            **problems(*READING),
        },
    )


def lists_of_files() -> Iterator[Operation]:
    """Which files the generations that are kept have."""
    listed: dict[str, Any] = {JSON: {"schema": named("Files")}}
    yield Operation(
        id="dumps",
        path="/dumps/",
        section=SECTION,
        summary=gettext("The files of the generation that is served"),
        answers={**answered(listed), **to_page(), **problems(*READING)},
    )
    yield Operation(
        id="dumps_of_generation",
        path="/dumps/{generation}/",
        section=SECTION,
        summary=gettext("The files of a generation"),
        parameters=(_generation(),),
        answers={**answered(listed), **to_page(), **problems(*READING)},
    )


def files() -> Iterator[Operation]:
    """The files of a generation, and their checksums."""
    yield Operation(
        id="dumps_checksums",
        path="/dumps/{generation}/SHA256SUMS",
        section=SECTION,
        summary=gettext("The checksums of the files that are made already"),
        parameters=(_generation(),),
        answers={**answered({"text/plain": {"schema": TEXT}}), **problems(*READING)},
    )
    yield Operation(
        id="dump",
        path="/dumps/{generation}/{name}",
        section=SECTION,
        summary=gettext("A file, whole or in part (Range)"),
        parameters=(_generation(), _name()),
        answers={
            **answered({BYTES: {"schema": BINARY}}),
            **leading(302, gettext("To the file of the generation that is served.")),
            **problems(*READING),
        },
    )


def _profile() -> Iterator[Parameter]:
    yield Parameter(
        name="profile",
        about=gettext("For whom it is told: European portals, or the Finnish one."),
        schema={"type": "string", "enum": [profile.name for profile in PROFILES]},
    )


def _format() -> Parameter:
    return format_parameter(format_.name for format_ in FORMATS)


def _generation() -> Parameter:
    return Parameter(
        name="generation",
        where="path",
        about=gettext("The id of the generation, or current."),
        schema={"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
        example=CURRENT,
    )


def _name() -> Parameter:
    return Parameter(
        name="name",
        where="path",
        about=gettext("The name of the file, as the list of files has it."),
        schema={"type": "string", "pattern": r"^[A-Za-z0-9._-]+$"},
    )
