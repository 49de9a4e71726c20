"""What a page says of its thing in schema.org's words, for search engines: JSON-LD in the page.

Nothing is said that the data do not say: the names, dates and relations are those of the graph,
under the same IRIs. A project is no schema:Project, which is an organisation: it is a thing of our
own class.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from markupsafe import Markup

from graph.register import LANGUAGES, Language, Register
from ontology.terms import PREFIXES, Sk
from server.data.rows import Row

CONTEXT: Final = PREFIXES["schema"]
TYPES: Final[Mapping[str, str]] = {
    "project": Sk.Project.value,
    "portfolio": Sk.Portfolio.value,
    "organisation": "Organization",
    "subject": "DefinedTerm",
    "place": "Place",
}
_UNSAFE: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""What could end the element in which the JSON stands, as escapes of JSON."""


def page(kind: str, row: Row, address: str, language: str, register: Register) -> dict[str, Any]:
    """Return the JSON-LD of the page at *address* about the entity of *kind* in *row*."""
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": address,
            "inLanguage": language,
            "license": register.licence,
            "publisher": {"@type": "Organization", "name": register.publisher},
            "mainEntity": entity(kind, row),
        }
    )


def entity(kind: str, row: Row) -> dict[str, Any]:
    """Return what *row* says of the entity that it is about."""
    return _filled(
        {
            "@id": row[kind],
            "@type": TYPES[kind],
            "name": row["name"],
            "startDate": row.get("start"),
            "endDate": row.get("end"),
            "isPartOf": _reference(row.get("portfolio"), row.get("portfolio_name"))
            if kind == "project"
            else None,
            "parentOrganization": _reference(row.get("unit_of"), row.get("unit_of_name")),
            "alternateName": _others(row),
        }
    )


def with_funders(told: dict[str, Any], participants: Iterable[Row]) -> dict[str, Any]:
    """Return *told*, the JSON-LD of a project's page, with the organisations that fund it."""
    funders = {
        row["organisation"]: _reference(row["organisation"], row["organisation_name"])
        for row in participants
        if row["organisation"] and row["role"].endswith("/funder")
    }
    main = _filled({**told["mainEntity"], "funder": [*funders.values()]})
    return {**told, "mainEntity": main}


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of the data set: its IRI and that of the catalogue, its page, what it holds.

    *downloads* are the addresses of its files, each with its media type.
    """

    iri: str
    catalogue: str
    address: str
    description: str
    language: Language
    version: str
    changed: date
    years: range
    places: tuple[str, ...]
    downloads: tuple[tuple[str, str], ...]


def dataset(register: Register, known: Dataset) -> dict[str, Any]:
    """Return the JSON-LD of the page about the data: schema.org's Dataset."""
    publisher = {"@type": "Organization", "name": register.publisher}
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": known.iri,
            "identifier": known.iri,
            "name": register.name.get(known.language, register.name[register.language]),
            "description": known.description,
            "url": known.address,
            "inLanguage": register.language,
            "license": register.licence,
            "creator": publisher,
            "publisher": publisher,
            "version": known.version,
            "dateModified": known.changed.isoformat(),
            "temporalCoverage": _span(known.years),
            "spatialCoverage": [{"@type": "Place", "@id": place} for place in known.places],
            "isAccessibleForFree": True,
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": known.catalogue},
            "distribution": [_download(*download) for download in known.downloads],
        }
    )


def _span(years: range) -> str | None:
    """The first and the last of *years* as ISO 8601 writes a span of time."""
    return f"{years[0]}/{years[-1]}" if years else None


def _download(address: str, media_type: str) -> dict[str, str]:
    return {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media_type}


def script(told: Mapping[str, Any]) -> Markup:
    """Return *told* as the data block of a page; no text in it can end the block."""
    text = msgspec.json.encode(told).decode().translate(_UNSAFE)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 - escaped above


def _reference(iri: str | None, name: str | None) -> dict[str, str] | None:
    return {"@id": iri, "name": name or ""} if iri else None


def _others(row: Row) -> list[str]:
    """What the thing of *row* is called in other languages, where it has a name in each."""
    names = (row.get(f"name_{language}") for language in LANGUAGES)
    return [*dict.fromkeys(name for name in names if name and name != row["name"])]


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "", [])}
