"""The registers that others keep: their names, addresses and licences, and the IRIs they give.

A register gives its IRIs the shape that it publishes itself; where it has none that is RDF, the
address of its record stands for it (EURA, the trade register).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from pyoxigraph import NamedNode

RegisterName = Literal["yso", "yso-places", "municipalities", "ror", "eura", "ytunnus"]

CC_BY_4: Final = "https://creativecommons.org/licenses/by/4.0/"
CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
EUPL: Final = "http://publications.europa.eu/resource/authority/licence/EUPL_1_1"

LICENCE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {CC_BY_4: "CC BY 4.0", CC0: "CC0 1.0", EUPL: "EUPL 1.1", "": ""}
)
"""What people call a licence; nothing for facts that are under none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who keeps a register, and where it is had.

    *titles* is by language. *home* is its page for people. *download* is what is fetched when no
    other source is named, empty where the register offers no download. *endpoint* answers SPARQL
    about the graph *graph*, where there is one. *licence* is an IRI, empty for mere facts.
    """

    titles: Mapping[str, str]
    home: str
    download: str = ""
    endpoint: str = ""
    graph: str = ""
    licence: str = ""


FINTO: Final = "http://api.finto.fi/sparql"
"""Finto's SPARQL endpoint: one named graph a vocabulary."""

YSO_SCHEME: Final = "http://www.yso.fi/onto/yso/"
PLACES_SCHEME: Final = "http://www.yso.fi/onto/yso/places"
"""The concept schemes that tell YSO's concepts from YSO places, which share their numbers."""

ORIGINS: Final[Mapping[RegisterName, Origin]] = MappingProxyType(
    {
        "yso": Origin(
            titles={
                "fi": "Yleinen suomalainen ontologia YSO",
                "sv": "Allmän finländsk ontologi ALLFO",
                "en": "General Finnish Ontology YSO",
            },
            home="https://finto.fi/yso/",
            download="https://api.finto.fi/download/yso/yso-skos.ttl",
            endpoint=FINTO,
            graph=YSO_SCHEME,
            licence=CC_BY_4,
        ),
        "yso-places": Origin(
            titles={"fi": "YSO-paikat", "sv": "ALLFO-platser", "en": "YSO places"},
            home="https://finto.fi/yso-paikat/",
            download="https://api.finto.fi/download/yso-paikat/yso-paikat-skos.ttl",
            endpoint=FINTO,
            graph="http://www.yso.fi/onto/yso-paikat/",
            licence=CC_BY_4,
        ),
        "municipalities": Origin(
            titles={"fi": "Kuntakoodit", "sv": "Kommunkoder", "en": "Municipality codes"},
            home="https://stat.fi/fi/luokitukset/kunta",
            licence=CC_BY_4,
        ),
        "ror": Origin(
            titles={
                "fi": "Research Organization Registry ROR",
                "sv": "Research Organization Registry ROR",
                "en": "Research Organization Registry ROR",
            },
            home="https://ror.org/",
            download="https://api.ror.org/v2/organizations?filter=country.country_code:{country}",
            licence=CC0,
        ),
        "eura": Origin(
            titles={
                "fi": "Rakennerahastojen hankerekisteri EURA",
                "sv": "Strukturfondernas projektregister EURA",
                "en": "Structural-funds register EURA",
            },
            home="https://www.eura2014.fi/rrtiepa/",
        ),
        "ytunnus": Origin(
            titles={"fi": "Y-tunnukset", "sv": "FO-nummer", "en": "Business identities (Y-tunnus)"},
            home="https://tietopalvelu.ytj.fi/",
            download="https://avoindata.prh.fi/opendata-ytj-api/v3/companies?businessId={number}",
            licence=CC_BY_4,
        ),
    }
)
"""Every register that Salkku can load, in the order in which they are listed."""

_YSO = re.compile(re.escape(YSO_SCHEME) + r"(p\d+)")
_EURA = "https://www.eura2014.fi/rrtiepa/projekti.php?projektikoodi="
_ROR = "https://ror.org/"


def yso(slug: str) -> NamedNode:
    """The IRI of a concept or a place of YSO, such as ``yso("p1234")``."""
    return NamedNode(YSO_SCHEME + slug)


def yso_slug(iri: str) -> str:
    """The ``p1234`` of a concept's or place's IRI; nothing for another IRI."""
    found = _YSO.fullmatch(iri)
    return found[1] if found else ""


def municipality(code: str, year: int) -> NamedNode:
    """The IRI of a municipality's *code*, three digits, in the national code list of a *year*."""
    return NamedNode(f"http://uri.suomi.fi/codelist/jhs/kunta_1_{year}0101/code/{code}")


def old_municipality(code: str, version: str) -> NamedNode:
    """The IRI of a *code* in the code service of education, which keeps abolished ones too."""
    root = "https://virkailija.opintopolku.fi/koodisto-service/rest/codeelement"
    return NamedNode(f"{root}/kunta_{code}/{version}")


def nuts(code: str) -> NamedNode:
    """The IRI of a region of NUTS, such as ``nuts("FI1D9")``."""
    return NamedNode(f"http://data.europa.eu/nuts/code/{code}")


def ror(identifier: str) -> NamedNode:
    """The IRI of an organisation in ROR, from its bare identifier of nine characters."""
    return NamedNode(_ROR + identifier)


def ror_id(iri: str) -> str:
    """The bare identifier in an IRI of ROR; nothing for another IRI."""
    return iri.removeprefix(_ROR) if iri.startswith(_ROR) else ""


def wikidata(item: str) -> NamedNode:
    """The IRI of an item of Wikidata, such as ``wikidata("Q1757")``."""
    return NamedNode(f"http://www.wikidata.org/entity/{item}")


def isni(number: str) -> NamedNode:
    """The IRI of an ISNI (ISO 27729), written in sixteen characters or in groups of four."""
    return NamedNode(f"https://isni.org/isni/{number.replace(' ', '')}")


def fundref(number: str) -> NamedNode:
    """The IRI of a funder in Crossref's registry (FundRef), from its bare number."""
    return NamedNode(f"https://doi.org/10.13039/{number}")


def eura(code: str) -> NamedNode:
    """The address of a project's page in EURA, such as ``eura("S20469")``."""
    return NamedNode(_EURA + code)


def eura_code(iri: str) -> str:
    """The code in the address of a page of EURA; nothing for another IRI."""
    return iri.removeprefix(_EURA) if iri.startswith(_EURA) else ""


def ytunnus(number: str) -> NamedNode:
    """The address of the public record of a business identity, such as ``0187690-1``."""
    return NamedNode(f"https://tietopalvelu.ytj.fi/yritys/{number}")
