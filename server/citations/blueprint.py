"""Citations as files: ``/projects/<slug>.bib`` and ``/projects/<slug>.ris``."""

from collections.abc import Callable
from typing import Final, NamedTuple

from flask import Blueprint, Response, request

from server.citations import bibtex, ris
from server.citations.citation import Citation, citation_of
from server.data.entities import find
from server.display.languages import language_of
from server.snapshot import current


class CitationFormat(NamedTuple):
    """A format of citations: its title, its media type and what writes it."""

    title: str
    media_type: str
    write: Callable[[Citation], str]


FORMATS: Final = {
    "bib": CitationFormat("BibTeX", bibtex.MEDIA_TYPE, bibtex.bibtex),
    "ris": CitationFormat("RIS", ris.MEDIA_TYPE, ris.ris),
}
"""The formats by the extension of their files."""


def make_blueprint() -> Blueprint:
    """Return the blueprint ``citations``."""
    citations = Blueprint("citations", __name__)
    for extension in FORMATS:
        citations.add_url_rule(
            f"/projects/<slug>.{extension}", "file", file, defaults={"extension": extension}
        )
    return citations


def file(slug: str, extension: str) -> Response:
    """The citation of the project *slug* as a file; names as ``?lang=`` or the register says."""
    chosen, snapshot = FORMATS[extension], current()
    language = language_of(request.args.get("lang", ""), "", snapshot.generation.register.language)
    project = find(snapshot, "project", slug, language)
    written = chosen.write(citation_of(project, slug, snapshot.generation, language))
    answer = Response(written, content_type=f"{chosen.media_type}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.{extension}"'
    return answer
