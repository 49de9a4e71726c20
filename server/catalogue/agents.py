"""Who is behind the data, and on what terms: publisher, contact, licence."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ontology.iris import mailbox
from ontology.terms import Dcterms, Foaf, Rdf, Vcard
from server.catalogue.described import Described
from server.catalogue.telling import about, in_each_language
from server.display.texts import gettext


def publisher(described: Described) -> Iterator[Triple]:
    """The publisher, as the register's description calls it."""
    name = Literal(described.register.publisher, language=described.register.language)
    yield from about(
        described.publisher,
        (Rdf.type, Foaf.Agent),
        (Rdf.type, Foaf.Organization),
        (Foaf.name, name),
    )


def contact(described: Described) -> Iterator[Triple]:
    """Where one asks about the data: an address for e-mail, or a page."""
    where = described.register.contact
    if not where:
        return
    is_address, name = "@" in where, described.register.publisher
    node = described.iris.catalogue("contact")
    yield from about(
        node,
        (Rdf.type, Vcard.Kind),
        (Rdf.type, Vcard.Organization),
        *in_each_language(Vcard.fn, lambda: f"{name}: {gettext('Contact')}"),
        (Vcard.hasEmail, mailbox(where) if is_address else None),
        (Vcard.hasURL, None if is_address else NamedNode(where)),
    )


def licence(described: Described) -> Iterator[Triple]:
    """The licence, by its name."""
    yield from about(
        described.licence,
        (Rdf.type, Dcterms.LicenseDocument),
        (Dcterms.title, Literal(described.register.licence_name)),
    )
