"""The addresses of the site: where a thing's page, its data and its list stand.

An IRI says ``/id/project/x``; its page is ``/fi/projects/x``, its data ``/projects/x.ttl``, the
list of its kind ``/fi/projects`` and ``/projects.csv``.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from flask import g, url_for
from werkzeug.datastructures import MultiDict

from ontology.iris import Iris
from ontology.registers import yso

MANY: Final = {
    "project": "projects",
    "organisation": "organisations",
    "person": "people",
    "portfolio": "portfolios",
    "page": "pages",
    "subject": "subjects",
    "place": "places",
}
"""The kinds of entities, and the word for many of them, in addresses and named questions."""

KINDS: Final = {many: kind for kind, many in MANY.items()}

CONCEPTS: Final = frozenset({"subject", "place"})
"""The kinds of what has its IRI from a register that others keep."""

SOME: Final = "some"
"""A slug that stands for any."""

MOST_DIGITS: Final = 10
"""How many digits a number in an address may have."""


def iri_of(iris: Iris, kind: str, slug: str) -> str:
    """The IRI of the thing of a *kind* with that *slug*.

    Raises ValueError for a slug with letters that no IRI may hold.
    """
    return (yso(slug) if kind in CONCEPTS else iris.entity(kind, slug)).value


def page_address(iris: Iris, iri: str) -> str:
    """The address of the page about *iri* in the language at hand; empty when we have none.

    A part of a project (``/id/project/x/funding/3``) stands on the project's page.
    """
    if iri == iris.register().value:
        return url_for("pages.about")
    kind, slug = iris.place(iri) or ("", "")
    return f"{_pages(kind)}{quote(slug.partition('/')[0])}" if kind in MANY else ""


def _pages(kind: str) -> str:
    """What the addresses of all pages of a *kind* begin with: a page may lead to hundreds."""
    known: dict[tuple[str, str], str] = g.setdefault("pages", {})
    if (g.language, kind) not in known:
        known[g.language, kind] = url_for(f"pages.{kind}", slug=SOME).removesuffix(SOME)
    return known[g.language, kind]


def data_address(iris: Iris, iri: str, extension: str) -> str:
    """The address of the data about *iri* in the format that *extension* names; empty when none."""
    if iri == iris.register().value:
        return url_for("data.register", extension=extension)
    kind, slug = iris.place(iri) or ("", "")
    if kind not in MANY:
        return ""
    whole = slug.partition("/")[0]
    return url_for("data.entity", many=MANY[kind], slug=whole, extension=extension)


Parameters = Mapping[str, object] | Sequence[tuple[str, object]]
"""What an address says after its question mark; pairs can repeat a name."""


def with_parameters(place: str, parameters: Parameters) -> str:
    """The address *place* with *parameters*; whatever a reader names them, they are no more."""
    if isinstance(parameters, MultiDict):
        parameters = [*parameters.items(multi=True)]
    return f"{place}?{urlencode(parameters)}" if parameters else place


def whole_number(words: str) -> int | None:
    """The whole number that the *words* of a parameter are; None for what is none, or too long."""
    is_one = words.isascii() and words.isdigit() and len(words) <= MOST_DIGITS
    return int(words) if is_one else None
