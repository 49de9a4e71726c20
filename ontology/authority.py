"""The codes that catalogues share: those of the EU's authority tables, and IANA's media types.

https://op.europa.eu/en/web/eu-vocabularies/authority-tables names the tables.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"

THEMES: Final = NamedNode(f"{AUTHORITY}data-theme")
"""The scheme of the themes of data sets."""
THEMES_TITLE: Final = "Data theme"

PUBLIC: Final = NamedNode(f"{AUTHORITY}access-right/PUBLIC")
STABLE: Final = NamedNode(f"{AUTHORITY}planned-availability/STABLE")

Labels = Mapping[str, str]
"""What something is called, by language."""

STABLE_LABELS: Final[Labels] = MappingProxyType({"en": "stable"})

THEME_LABELS: Final[Mapping[str, Labels]] = MappingProxyType(
    {
        "ECON": {
            "fi": "Talous ja raha-asiat",
            "sv": "Ekonomi och finans",
            "en": "Economy and finance",
        },
        "EDUC": {
            "fi": "Koulutus, kulttuuri ja urheilu",
            "sv": "Utbildning, kultur och sport",
            "en": "Education, culture and sport",
        },
        "GOVE": {
            "fi": "Valtioneuvosto ja julkinen sektori",
            "sv": "Regeringen och den offentliga sektorn",
            "en": "Government and public sector",
        },
        "REGI": {
            "fi": "Alueet ja kaupungit",
            "sv": "Regioner och städer",
            "en": "Regions and cities",
        },
        "SOCI": {
            "fi": "Väestö ja yhteiskunta",
            "sv": "Befolkning och samhälle",
            "en": "Population and society",
        },
        "TECH": {
            "fi": "Tiede ja teknologia",
            "sv": "Vetenskap och teknik",
            "en": "Science and technology",
        },
    }
)
"""The themes that a register may have, by their codes."""

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"fi": "FIN", "sv": "SWE", "en": "ENG"})

COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AT": "AUT", "BE": "BEL", "BG": "BGR", "CH": "CHE", "CY": "CYP", "CZ": "CZE", "DE": "DEU",
        "DK": "DNK", "EE": "EST", "ES": "ESP", "FI": "FIN", "FR": "FRA", "GB": "GBR", "GR": "GRC",
        "HR": "HRV", "HU": "HUN", "IE": "IRL", "IS": "ISL", "IT": "ITA", "LT": "LTU", "LU": "LUX",
        "LV": "LVA", "MT": "MLT", "NL": "NLD", "NO": "NOR", "PL": "POL", "PT": "PRT", "RO": "ROU",
        "SE": "SWE", "SI": "SVN", "SK": "SVK",
    }
)  # fmt: skip
"""The codes of ISO 3166-1 in three letters, which the table of countries uses, by those in two."""

FILE_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nq": "RDF_N_QUADS",
        "trig": "RDF_TRIG",
        "ttl": "RDF_TURTLE",
        "jsonld": "JSON_LD",
        "nt": "RDF_N_TRIPLES",
        "rdf": "RDF_XML",
        "csv": "CSV",
        "parquet": "PARQUET",
    }
)
"""The codes of file types by the endings of files."""


def theme(code: str) -> NamedNode:
    """The theme of that code, such as ``theme("GOVE")``."""
    return NamedNode(f"{THEMES.value}/{code}")


def frequency(code: str) -> NamedNode:
    """How often something changes: ``frequency("DAILY")``."""
    return NamedNode(f"{AUTHORITY}frequency/{code}")


def language(tag: str) -> NamedNode:
    """The language of a tag, such as ``language("fi")``."""
    return NamedNode(f"{AUTHORITY}language/{LANGUAGES[tag]}")


def country(code: str) -> NamedNode | None:
    """The country of a code in two letters, such as ``country("FI")``; None of an unknown one."""
    found = COUNTRIES.get(code)
    return NamedNode(f"{AUTHORITY}country/{found}") if found else None


def file_type(ending: str) -> NamedNode:
    """The type of the files with that ending, such as ``file_type("csv")``."""
    return NamedNode(f"{AUTHORITY}file-type/{FILE_TYPES[ending]}")


def media_type(name: str) -> NamedNode:
    """The media type of that name, such as ``media_type("text/turtle")``."""
    return NamedNode(f"{MEDIA_TYPES}{name}")
