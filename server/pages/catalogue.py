"""The catalogue for people: the data set, its files and its services, and earlier states."""

from collections.abc import Callable

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


class FileOf(msgspec.Struct, frozen=True):
    """A file: its name, its format, and what is known of it once it is there."""

    name: str
    format: str
    kept: KeptFile | None


def by_content(dumps: Dumps) -> dict[str, list[FileOf]]:
    """The files of a generation by what they hold, in the language at hand."""
    kept, found = dumps.kept(), dict[str, list[FileOf]]()
    for name in dumps.names:
        file = FileOf(name, format_of(name).title, kept.get(name))
        found.setdefault(title(name, current().library, g.language), []).append(file)
    return found


def catalogue_page(desk: FileDesk) -> Callable[[], str]:
    """Return the view of the page of the catalogue, whose files *desk* hands out."""

    def catalogue() -> str:
        described = Described(current(), desk.dumps(current().id), DCAT_AP)
        return render_template(
            "catalogue.html",
            description=description(described.snapshot),
            files=by_content(described.dumps),
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
            files=by_content(chosen),
            manifests=[*reversed(desk.directory.manifests())],
        )

    return dumps
