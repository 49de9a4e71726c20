"""What has an IRI here and no page of its own: links, and the registers that others keep."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from flask import redirect, url_for
from pyoxigraph import NamedNode, Triple
from werkzeug.wrappers import Response

from graph.errors import UnknownEntity
from ontology.terms import Dcterms, Rdf
from server.addresses import page_address, with_parameters
from server.snapshot import current

DESCRIBED: Final = frozenset({"link", "register"})
"""The kinds of these, in their IRIs."""


def described(kind: str, slug: str, *, for_people: bool) -> Response:
    """Send people to the page that tells of it, programs to the query that describes it.

    Raises UnknownEntity for what the graph does not tell: a link that waits is not public.
    """
    iris, library = current().generation.iris, current().library
    try:
        iri = iris.entity(kind, slug).value
    except ValueError as error:
        raise UnknownEntity(f"{kind} {slug!r}: the register holds no such thing") from error
    told = current().describe(iri)
    if not told:
        raise UnknownEntity(f"{iri}: the register holds no such thing")
    query = library["entity"].bind({"entity": iri})
    programs = with_parameters(url_for("endpoint.sparql"), {"query": query})
    answer = redirect(_page(told) if for_people else programs, HTTPStatus.SEE_OTHER)
    answer.vary.update(("Accept", "Accept-Language"))
    return answer


def _page(told: Iterable[Triple]) -> str:
    """Where people find what is *told*: a link on the page of whose it is."""
    said = {triple.predicate: triple.object for triple in told}
    owner = said.get(Rdf.subject)
    if not isinstance(owner, NamedNode):
        return f"{url_for('pages.about')}#registers"
    is_concept = said[Rdf.predicate] in {Dcterms.subject, Dcterms.spatial}
    place = "subjects" if is_concept else "links"
    return f"{page_address(current().generation.iris, owner.value)}#{place}"
