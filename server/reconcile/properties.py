"""The properties of things: what can be compared with a table, and what can be added to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

import msgspec
from pyoxigraph import NamedNode

from graph.search.document import KINDS, Kind
from ontology.terms import Dcterms, Org, Schema, Sk, Skos
from server.display.texts import gettext

Reading = Literal["text", "flag", "year", "day", "thing", "concept", "identifier", "made"]
"""How values are read: of what is *made* there are none to compare."""

MUNICIPALITY: Final = "municipality"

ROLES: Final = (Sk.funder, Sk.implementer, Sk.partner)


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """A property of things of some *kinds*, which any of *predicates* state.

    *of* is what its values are: a kind of things, a concept scheme, who gives an identifier. Of
    MUNICIPALITY they are organisations of that kind, or places.
    """

    id: str
    kinds: tuple[Kind, ...]
    reading: Reading
    predicates: tuple[NamedNode, ...] = ()
    of: str = ""


PROJECT: Final[tuple[Kind, ...]] = ("project",)
ORGANISATION: Final[tuple[Kind, ...]] = ("organisation",)
CONCEPTS: Final[tuple[Kind, ...]] = ("subject", "place")
COUNTED: Final[tuple[Kind, ...]] = ("organisation", "person", "portfolio")
DATED: Final[tuple[Kind, ...]] = ("project", "portfolio")
PLACED: Final[tuple[Kind, ...]] = ("project", "organisation")


def _made(name: str, kinds: tuple[Kind, ...], of: str = "") -> Property:
    return Property(id=name, kinds=kinds, reading="made", of=of)


def _identifier(
    name: str, kinds: tuple[Kind, ...], predicate: NamedNode, scheme: str = ""
) -> Property:
    return Property(
        id=name, kinds=kinds, reading="identifier", predicates=(predicate,), of=scheme or name
    )


def _thing(
    name: str, kinds: tuple[Kind, ...], predicates: tuple[NamedNode, ...], kind: str = ""
) -> Property:
    return Property(id=name, kinds=kinds, reading="thing", predicates=predicates, of=kind)


def _value(
    name: str,
    kinds: tuple[Kind, ...],
    reading: Reading,
    predicates: tuple[NamedNode, ...],
    scheme: str = "",
) -> Property:
    return Property(id=name, kinds=kinds, reading=reading, predicates=predicates, of=scheme)


_ALL: Final = (
    _made("iri", KINDS),
    _made("name_fi", KINDS, "fi"),
    _made("name_sv", KINDS, "sv"),
    _made("name_en", KINDS, "en"),
    _value("other_names", KINDS, "text", (Skos.altLabel,)),
    _identifier("ytunnus", ORGANISATION, Org.identifier),
    _identifier("municipality_code", ORGANISATION, Org.identifier, "municipality"),
    _identifier("ror", ORGANISATION, Schema.sameAs),
    _identifier("wikidata", ORGANISATION, Schema.sameAs),
    _identifier("isni", ORGANISATION, Schema.sameAs),
    _identifier("eura", PROJECT, Sk.registerRecord),
    _value("kind", ORGANISATION, "concept", (Org.classification,), "organisation-kind"),
    _thing("unit_of", ORGANISATION, (Org.subOrganizationOf, Org.unitOf), "organisation"),
    _thing("municipality", PLACED, (*ROLES, Dcterms.spatial, Schema.location), MUNICIPALITY),
    _value("type", PROJECT, "text", (Sk.typeAsPrinted,)),
    _thing("portfolio", PROJECT, (Sk.portfolio,), "portfolio"),
    _value("phase", PROJECT, "concept", (Sk.phase,), "phase"),
    _value("running", PROJECT, "flag", (Sk.running,)),
    _value("start", PROJECT, "day", (Schema.startDate,)),
    _value("end", PROJECT, "day", (Schema.endDate,)),
    _value("start_year", DATED, "year", (Schema.startDate, Sk.startYear)),
    _value("end_year", DATED, "year", (Schema.endDate, Sk.endYear)),
    _thing("funder", PROJECT, (Sk.funder,), "organisation"),
    _thing("implementer", PROJECT, (Sk.implementer,), "organisation"),
    _thing("partner", PROJECT, (Sk.partner,), "organisation"),
    _thing("participant", PROJECT, ROLES, "organisation"),
    _thing("subject", PROJECT, (Dcterms.subject,), "subject"),
    _thing("place", PROJECT, (Dcterms.spatial,), "place"),
    _thing("location", ORGANISATION, (Schema.location,), "place"),
    _thing("broader", CONCEPTS, (Skos.broader,)),
    _made("projects", COUNTED),
    _made("money", PROJECT),
    _made("money_given", ORGANISATION),
    _made("money_of_projects", ORGANISATION),
)

PROPERTIES: Final[Mapping[str, Property]] = {each.id: each for each in _ALL}
"""All properties by their ids, in the order in which they are proposed."""


def comparable(ids: Iterable[str]) -> Iterator[Property]:
    """Yield the properties of those *ids* that can be compared; those we do not know are none."""
    for name in dict.fromkeys(ids):
        known = PROPERTIES.get(name)
        if known and known.predicates:
            yield known


def property_name(name: str) -> str:
    """What the property of that id is called; a property that is not known by its id."""
    names = {
        "iri": gettext("IRI"),
        "name_fi": gettext("Name in Finnish"),
        "name_sv": gettext("Name in Swedish"),
        "name_en": gettext("Name in English"),
        "other_names": gettext("Other names"),
        "ytunnus": gettext("Y-tunnus"),
        "municipality_code": gettext("Municipality code"),
        "ror": gettext("ROR"),
        "wikidata": gettext("Wikidata"),
        "isni": gettext("ISNI"),
        "eura": gettext("EURA code"),
        "kind": gettext("Kind of organisation"),
        "unit_of": gettext("Unit of"),
        "municipality": gettext("Municipality"),
        "type": gettext("Type"),
        "portfolio": gettext("Portfolio"),
        "phase": gettext("Phase"),
        "running": gettext("Running now"),
        "start": gettext("Starts"),
        "end": gettext("Ends"),
        "start_year": gettext("First year"),
        "end_year": gettext("Last year"),
        "funder": gettext("Funder"),
        "implementer": gettext("Implementer"),
        "partner": gettext("Partner"),
        "participant": gettext("Takes part"),
        "subject": gettext("Subject"),
        "place": gettext("Place"),
        "location": gettext("Location"),
        "broader": gettext("Broader"),
        "projects": gettext("Projects"),
        "money": gettext("Total funding, euros"),
        "money_given": gettext("Money it gives, euros"),
        "money_of_projects": gettext("All money of its projects, euros"),
    }
    return names.get(name, name)
