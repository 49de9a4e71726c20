"""The catalogue, the description in VoID, and the files: what programs find and fetch.

``/catalog`` and ``/.well-known/void`` are told in the format that is accepted, or that ``?format=``
or the ending names. ``/dumps/current/...`` leads to the file of the generation that is served.
"""

from collections.abc import Callable
from typing import Final
from weakref import WeakKeyDictionary

import msgspec
from flask import Blueprint, Response, redirect, request, url_for
from pyoxigraph import Triple
from werkzeug.wrappers import Response as AnyResponse

from server.catalogue.catalog import catalogue
from server.catalogue.described import Described
from server.catalogue.desk import FileDesk
from server.catalogue.downloads import Downloads
from server.catalogue.listing import listing, sums
from server.catalogue.profiles import DCAT_AP, Profile, profile_named
from server.catalogue.void import void
from server.data.blueprint import HTML, file, of_extension, see_other, wanted
from server.data.entity_data import graph_data
from server.errors import wants_page
from server.http.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, GraphFormat
from server.snapshot import Snapshot, current

FORMATS: Final = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES)
"""The formats of the catalogue and of VoID."""

CURRENT: Final = "current"

Tell = Callable[[Described], list[Triple]]


class Told:
    """What was told of the snapshots that are served, as bytes: each is worked out once."""

    def __init__(self) -> None:
        self._told: WeakKeyDictionary[Snapshot, dict[tuple[object, ...], bytes]]
        self._told = WeakKeyDictionary()

    def bytes_of(self, tell: Tell, described: Described, format_: GraphFormat) -> bytes:
        """Return what *tell* says of what is *described*, in that format."""
        told = self._told.setdefault(described.snapshot, {})
        kept = frozenset(described.kept)
        key = (tell, request.host_url, described.profile.name, format_.name, kept)
        if key not in told:
            told[key] = graph_data(tell(described), format_)
        return told[key]


class Views:
    """What is answered; *desk* hands out the files."""

    def __init__(self, desk: FileDesk) -> None:
        self._desk = desk
        self._told = Told()
        self._downloads = Downloads()

    def catalog(self, extension: str = "") -> AnyResponse:
        """The catalogue, in the profile that ``?profile=`` names; people get its page."""
        chosen = of_extension(extension, FORMATS) if extension else wanted((*FORMATS, HTML))
        if chosen is HTML:
            return see_other(url_for("pages.catalogue"))
        described = self._described(profile_named(request.args.get("profile", "")))
        return validated(file(self._told.bytes_of(catalogue, described, chosen), chosen))

    def void(self) -> AnyResponse:
        """The description of the data set in VoID; people get the page about the data."""
        chosen = wanted((*FORMATS, HTML))
        if chosen is HTML:
            return see_other(url_for("pages.about"))
        told = self._told.bytes_of(void, self._described(DCAT_AP), chosen)
        return validated(file(told, chosen))

    def files(self, generation: str = CURRENT) -> AnyResponse:
        """The list of the files of a generation; people get its page."""
        if wants_page():
            return see_other(url_for("pages.dumps", generation=generation))
        dumps = self._desk.dumps(current().id if generation == CURRENT else generation)
        body = msgspec.json.encode(listing(dumps, self._desk.directory.manifests()))
        return validated(Response(body, content_type="application/json"))

    def checksums(self, generation: str) -> AnyResponse:
        """The checksums of the files of a generation that are there."""
        if generation == CURRENT:
            return redirect(url_for("catalogue.checksums", generation=current().id))
        text = sums(self._desk.dumps(generation).kept().values())
        return validated(Response(text, content_type="text/plain; charset=utf-8"))

    def file(self, generation: str, name: str) -> AnyResponse:
        """A file; the one of the current generation has an address of its own."""
        if generation == CURRENT:
            return redirect(url_for("catalogue.file", generation=current().id, name=name))
        dumps = self._desk.dumps(generation)
        return self._downloads.send(dumps, self._desk.file(dumps, name))

    def _described(self, profile: Profile) -> Described:
        snapshot = current()
        return Described(snapshot, self._desk.dumps(snapshot.id), profile)


def make_blueprint(desk: FileDesk) -> Blueprint:
    """Return the blueprint ``catalogue``; *desk* hands out the files."""
    blueprint, views = Blueprint("catalogue", __name__), Views(desk)
    blueprint.add_url_rule("/catalog", "catalog", views.catalog)
    blueprint.add_url_rule("/catalog.<extension>", "catalog", views.catalog)
    blueprint.add_url_rule("/.well-known/void", "void", views.void)
    blueprint.add_url_rule("/dumps/", "files", views.files)
    blueprint.add_url_rule("/dumps/<generation>/", "files", views.files)
    blueprint.add_url_rule("/dumps/<generation>/SHA256SUMS", "checksums", views.checksums)
    blueprint.add_url_rule("/dumps/<generation>/<name>", "file", views.file)
    return blueprint


def validated(answer: Response) -> AnyResponse:
    """Return *answer* with a validator of its own, or that it is unchanged."""
    answer.add_etag()
    answer.vary.update(("Accept", "Accept-Encoding"))
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer.make_conditional(request)
