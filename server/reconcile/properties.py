"""The properties of things: what can be compared with a table, and what can be added to it."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec
from pyoxigraph import NamedNode

from graph.search.document import KINDS, Kind
from ontology.terms import Dcterms, Org, Schema, Sk, Skos
from server.display.texts import gettext

Reading = Literal["text", "flag", "year", "day", "thing", "concept", "identifier", "made"]
"""How values are read: of what is *made* there are none to compare."""

ROLES: Final = (Sk.funder, Sk.implementer, Sk.partner)


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """A property of things of some *kinds*, which any of *predicates* state.

    *of* is what its values are: a kind of things, a concept scheme, who gives an identifier.
    """

    id: str
    kinds: tuple[Kind, ...]
    reading: Reading
    predicates: tuple[NamedNode, ...] = ()
    of: str = ""


PROJECT: Final[tuple[Kind, ...]] = ("project",)
ORGANISATION: Final[tuple[Kind, ...]] = ("organisation",)
CONCEPTS: Final[tuple[Kind, ...]] = ("subject", "place")
COUNTED: Final = tuple(kind for kind in KINDS if kind not in CONCEPTS and kind != "project")
DATED: Final[tuple[Kind, ...]] = ("project", "portfolio")

PROPERTIES: Final = {
    each.id: each
    for each in (
        Property(id="iri", kinds=KINDS, reading="made"),
        Property(id="name_fi", kinds=KINDS, reading="made", of="fi"),
        Property(id="name_sv", kinds=KINDS, reading="made", of="sv"),
        Property(id="name_en", kinds=KINDS, reading="made", of="en"),
        Property(id="other_names", kinds=KINDS, reading="text", predicates=(Skos.altLabel,)),
        Property(
            id="ytunnus",
            kinds=ORGANISATION,
            reading="identifier",
            predicates=(Org.identifier,),
            of="ytunnus",
        ),
        Property(
            id="municipality_code",
            kinds=ORGANISATION,
            reading="identifier",
            predicates=(Org.identifier,),
            of="municipality",
        ),
        Property(
            id="ror",
            kinds=ORGANISATION,
            reading="identifier",
            predicates=(Schema.sameAs,),
            of="ror",
        ),
        Property(
            id="wikidata",
            kinds=ORGANISATION,
            reading="identifier",
            predicates=(Schema.sameAs,),
            of="wikidata",
        ),
        Property(
            id="isni",
            kinds=ORGANISATION,
            reading="identifier",
            predicates=(Schema.sameAs,),
            of="isni",
        ),
        Property(
            id="eura",
            kinds=PROJECT,
            reading="identifier",
            predicates=(Sk.registerRecord,),
            of="eura",
        ),
        Property(
            id="kind",
            kinds=ORGANISATION,
            reading="concept",
            predicates=(Org.classification,),
            of="organisation-kind",
        ),
        Property(
            id="unit_of",
            kinds=ORGANISATION,
            reading="thing",
            predicates=(Org.subOrganizationOf, Org.unitOf),
            of="organisation",
        ),
        Property(
            id="municipality",
            kinds=("project", "organisation"),
            reading="thing",
            predicates=(*ROLES, Dcterms.spatial, Schema.location),
            of="",
        ),
        Property(id="type", kinds=PROJECT, reading="text", predicates=(Sk.typeAsPrinted,)),
        Property(
            id="portfolio",
            kinds=PROJECT,
            reading="thing",
            predicates=(Sk.portfolio,),
            of="portfolio",
        ),
        Property(id="phase", kinds=PROJECT, reading="concept", predicates=(Sk.phase,), of="phase"),
        Property(id="running", kinds=PROJECT, reading="flag", predicates=(Sk.running,)),
        Property(id="start", kinds=PROJECT, reading="day", predicates=(Schema.startDate,)),
        Property(id="end", kinds=PROJECT, reading="day", predicates=(Schema.endDate,)),
        Property(
            id="start_year",
            kinds=DATED,
            reading="year",
            predicates=(Schema.startDate, Sk.startYear),
        ),
        Property(
            id="end_year", kinds=DATED, reading="year", predicates=(Schema.endDate, Sk.endYear)
        ),
        *(
            Property(
                id=role,
                kinds=PROJECT,
                reading="thing",
                predicates=predicates,
                of="organisation",
            )
            for role, predicates in (
                ("funder", ROLES[:1]),
                ("implementer", ROLES[1:2]),
                ("partner", ROLES[2:]),
                ("participant", ROLES),
            )
        ),
        Property(
            id="subject",
            kinds=PROJECT,
            reading="thing",
            predicates=(Dcterms.subject,),
            of="subject",
        ),
        Property(
            id="place", kinds=PROJECT, reading="thing", predicates=(Dcterms.spatial,), of="place"
        ),
        Property(
            id="location",
            kinds=ORGANISATION,
            reading="thing",
            predicates=(Schema.location,),
            of="place",
        ),
        Property(id="broader", kinds=CONCEPTS, reading="thing", predicates=(Skos.broader,)),
        Property(id="projects", kinds=COUNTED, reading="made"),
        Property(id="money", kinds=PROJECT, reading="made"),
        Property(id="money_given", kinds=ORGANISATION, reading="made"),
        Property(id="money_of_projects", kinds=ORGANISATION, reading="made"),
    )
}
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
