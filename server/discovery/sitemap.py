"""The sitemap: every page that search engines may keep, in each language (sitemaps.org, 0.9).

An index names files of at most ``ENTITIES`` entities. People are left out.
"""

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from graph.search.document import Kind
from graph.search.wish import Wish
from server.snapshot import Snapshot, current

ENTITIES: Final = 5_000
"""In three languages that is 15 000 addresses a file; the protocol allows 50 000 and 50 MB."""

FRONTS: Final = (
    *("home", "projects", "organisations", "portfolios", "subjects", "places"),
    *("questions", "api", "about", "catalogue"),
)
"""The pages that lead to the others."""

LISTED: Final[tuple[Kind, ...]] = ("project", "organisation", "portfolio", "subject", "place")


def make_blueprint() -> Blueprint:
    """Return the blueprint ``discovery``."""
    discovery = Blueprint("discovery", __name__)
    kinds = ", ".join(LISTED)
    discovery.add_url_rule("/sitemap.xml", "sitemap", sitemap)
    discovery.add_url_rule("/sitemap-pages.xml", "fronts", fronts)
    discovery.add_url_rule(f"/sitemap-<any({kinds}):kind>-<int:number>.xml", "entities", entities)
    return discovery


def sitemap() -> Response:
    """The index of the files."""
    files = [
        (kind, number + 1)
        for kind in LISTED
        for number in range(-(-len(_slugs(current(), kind)) // ENTITIES))
    ]
    return _xml("sitemap/index.xml", files=files)


def fronts() -> Response:
    """The pages that are no entity's."""
    return _xml("sitemap/pages.xml", pages=[(f"pages.{name}", {}) for name in FRONTS])


def entities(kind: Kind, number: int) -> Response:
    """The pages of the entities of *kind* in file *number*, from 1. Raises NotFound."""
    slugs = _slugs(current(), kind)[(number - 1) * ENTITIES : number * ENTITIES]
    if number < 1 or not slugs:
        raise NotFound(f"The sitemap has no file {number} of {kind}s.")
    return _xml("sitemap/pages.xml", pages=[(f"pages.{kind}", {"slug": slug}) for slug in slugs])


def _slugs(snapshot: Snapshot, kind: Kind) -> Sequence[str]:
    wish = Wish(kind=kind, order="name")
    return snapshot.index.slugs(wish, snapshot.generation.manifest.day)


def _xml(template: str, **known: object) -> Response:
    text = render_template(template, **known)
    return Response(text, content_type="application/xml; charset=utf-8")
