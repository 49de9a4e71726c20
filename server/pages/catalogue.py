"""The catalogue for people: the data set, its files and its services, and earlier states."""

from collections.abc import Callable, Iterator

import msgspec
from flask import g, render_template

from graph.dumps.dumps import Dumps
from graph.dumps.kept import KeptFile
from server.catalogue.dataset import description
from server.catalogue.described import Described
from server.catalogue.desk import FileDesk
from server.catalogue.files import format_of, title
from server.catalogue.profiles import DCAT_AP, PROFILES
from server.catalogue.services import SERVICES
from server.snapshot import current

CURRENT = "current"


class FileRow(msgspec.Struct, frozen=True):
    """A file as a row: its name, what is in it, its format, and what is known once it is there."""

    name: str
    title: str
    format: str
    kept: KeptFile | None


def rows(dumps: Dumps) -> Iterator[FileRow]:
    """The files of a generation, in the language at hand."""
    kept, library = dumps.kept(), current().library
    for name in dumps.names:
        told = title(name, library, g.language)
        yield FileRow(name, told, format_of(name).title, kept.get(name))


def catalogue_page(desk: FileDesk) -> Callable[[], str]:
    """Return the view of the page of the catalogue, whose files *desk* hands out."""

    def catalogue() -> str:
        described = Described(current(), desk.dumps(current().id), DCAT_AP)
        return render_template(
            "catalogue.html",
            description=description(described.snapshot),
            files=[*rows(described.dumps)],
            services=SERVICES,
            profiles=PROFILES,
        )

    return catalogue


def dumps_page(desk: FileDesk) -> Callable[[str], str]:
    """Return the view of the files of one generation."""

    def dumps(generation: str) -> str:
        chosen = desk.dumps(current().id if generation == CURRENT else generation)
        return render_template(
            "dumps.html",
            chosen=chosen.generation,
            files=[*rows(chosen)],
            manifests=[*reversed(desk.directory.manifests())],
        )

    return dumps
