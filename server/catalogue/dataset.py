"""The data set of the catalogue: what it is, what it covers, where it comes from."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from pyoxigraph import Literal, NamedNode, Triple

from ontology import authority
from ontology.terms import Dcat, Dcterms, Foaf, Owl, Rdf, Rdfs
from server.catalogue.described import Described
from server.catalogue.telling import about, day, in_each_language, moment, told_in_each
from server.display.texts import gettext
from server.snapshot import Snapshot


def dataset(described: Described) -> Iterator[Triple]:
    """The data set, with what it covers."""
    generation, register = described.snapshot.generation, described.register
    page = NamedNode(url_for("pages.front", page_name="about", _external=True))
    yield from about(
        described.dataset,
        (Rdf.type, Dcat.Dataset),
        *((Dcterms.title, Literal(name, language=tag)) for tag, name in described.names()),
        *in_each_language(Dcterms.description, lambda: description(described.snapshot)),
        *_keywords(),
        (Dcterms.identifier, Literal(described.dataset.value)),
        (Dcterms.publisher, described.publisher),
        (Dcat.contactPoint, described.contact),
        (Dcterms.license, described.licence),
        (Dcterms.accessRights, authority.PUBLIC),
        (Dcterms.language, authority.language(register.language)),
        (Dcterms.accrualPeriodicity, authority.frequency(register.frequency)),
        *((Dcat.theme, authority.theme(code)) for code in register.themes),
        (Dcterms.modified, moment(generation.time)),
        (Dcat.version, Literal(generation.id)),
        (Owl.versionInfo, Literal(generation.id)),
        (Dcat.landingPage, page),
    )
    yield from about(page, (Rdf.type, Foaf.Document))
    yield from _time(described)
    yield from _places(described)
    yield from _provenance(described)


def description(snapshot: Snapshot) -> str:
    """What the data set holds, in the language of the texts at hand."""
    counts = snapshot.generation.manifest.counts
    told = gettext(
        "Development projects with their funding, participants, contacts, texts and portfolios as"
        " linked data: %(projects)s projects and %(organisations)s organisations in %(quads)s"
        " statements. Everything is kept as printed beside what was understood from it.",
        projects=counts.projects,
        organisations=counts.organisations,
        quads=counts.quads,
    )
    sample = gettext("This is a sample: the projects are invented.")
    return f"{told} {sample}" if snapshot.generation.register.sample else told


def _keywords() -> Iterator[tuple[NamedNode, Literal]]:
    for tag, words in told_in_each(lambda: gettext("projects, funding, development, city")):
        yield from ((Dcat.keyword, Literal(word, language=tag)) for word in words.split(", "))


def _time(described: Described) -> Iterator[Triple]:
    """The years of the register, from the first project's to the last's."""
    years, node = described.snapshot.years, described.iris.catalogue("period")
    if years:
        yield from about(described.dataset, (Dcterms.temporal, node))
        yield from about(
            node,
            (Rdf.type, Dcterms.PeriodOfTime),
            (Dcat.startDate, day(date(years[0], 1, 1))),
            (Dcat.endDate, day(date(years[-1], 12, 31))),
        )


def places(snapshot: Snapshot) -> list[NamedNode]:
    """The country, and the places of the city that links lead to."""
    country = authority.country(snapshot.generation.register.country)
    linked = [NamedNode(row["place"]) for row in snapshot.rows("city_places")]
    return [*([country] if country else []), *linked]


def _places(described: Described) -> Iterator[Triple]:
    for place in places(described.snapshot):
        yield from about(described.dataset, (Dcterms.spatial, place))
        yield from about(place, (Rdf.type, Dcterms.Location))


def _provenance(described: Described) -> Iterator[Triple]:
    """How the data came about."""
    node = described.iris.catalogue("provenance")
    yield from about(described.dataset, (Dcterms.provenance, node))
    yield from about(
        node,
        (Rdf.type, Dcterms.ProvenanceStatement),
        *in_each_language(
            Rdfs.label,
            lambda: gettext(
                "Read from the pages of the register; each project leads to its page, and its"
                " parts to their lines there. Links to other registers name the register, the"
                " evidence and the decision."
            ),
        ),
    )
