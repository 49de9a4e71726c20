"""A project with all its parts, read by one question; its rows are those of the named questions.

``project_whole`` gives what the eleven questions about parts give together, in a third of the time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from graph.register import LANGUAGES
from graph.values import plain
from ontology.iris import email_of, phone_of
from ontology.terms import Dcterms, Foaf, Org, Prov, Schema, Sk, Skos, Vcard
from server.data.rows import Row

NAMES: Final = (Skos.prefLabel, Foaf.name, Dcterms.title)
"""The properties that say what a thing is called."""


class Part(NamedTuple):
    """A kind of parts: the property that leads to them, and that of each column."""

    has: NamedNode
    columns: Mapping[str, NamedNode]


PROJECT: Final[Mapping[str, NamedNode]] = {
    "name": Dcterms.title,
    "type": Sk.typeAsPrinted,
    "portfolio": Sk.portfolio,
    "phase": Sk.phase,
    "phase_as_printed": Sk.phaseAsPrinted,
    "start": Schema.startDate,
    "end": Schema.endDate,
    "running": Sk.running,
    "logos_as_printed": Sk.logosAsPrinted,
    "page": Prov.wasDerivedFrom,
}

_SOURCE: Final = {
    "source_as_printed": Sk.sourceAsPrinted,
    "start": Schema.startDate,
    "end": Schema.endDate,
    "currency": Sk.currency,
}
_ITEM: Final = {"position": Sk.position, "label": Sk.label, "text": Sk.text}

PARTS: Final[Mapping[str, Part]] = {
    "project_participants": Part(
        Sk.participation,
        {
            "role": Sk.role,
            "as_printed": Sk.asPrinted,
            "organisation": Sk.organisation,
            "programme": Sk.programme,
            "instrument": Sk.instrument,
            "inferred": Sk.inferred,
        },
    ),
    "project_funding": Part(
        Sk.funding,
        {
            **_SOURCE,
            "organisation": Sk.organisation,
            "programme": Sk.programme,
            "instrument": Sk.instrument,
            "mixed": Sk.mixed,
            "share_percent": Sk.sharePercent,
            "amount": Sk.amount,
            "approximate": Sk.approximate,
        },
    ),
    "project_funding_totals": Part(
        Sk.printedTotal,
        {**_SOURCE, "printed": Sk.printed, "computed": Sk.computed, "difference": Sk.difference},
    ),
    "project_amounts": Part(
        Sk.statedAmount,
        {
            "kind": Sk.amountKind,
            "as_printed": Sk.asPrinted,
            "organisation": Sk.organisation,
            "amount": Sk.amount,
            "currency": Sk.currency,
            "approximate": Sk.approximate,
        },
    ),
    "project_contacts": Part(
        Sk.contact,
        {
            "person": Sk.person,
            "role": Sk.roleAsPrinted,
            "title": Sk.titleAsPrinted,
            "organisation": Sk.organisation,
            "phone": Vcard.hasTelephone,
            "email": Vcard.hasEmail,
            "email_derived": Sk.emailDerived,
        },
    ),
    "project_attachments": Part(
        Sk.attachment,
        {
            "kind": Sk.attachmentKind,
            "title": Dcterms.title,
            "file_name": Sk.fileName,
            "media_type": Sk.mediaType,
            "size_as_printed": Sk.sizeAsPrinted,
            "url": Schema.url,
        },
    ),
    "project_sections": Part(
        Sk.section, {"position": Sk.position, "heading": Sk.heading, "text": Sk.text}
    ),
    "project_objectives": Part(Sk.objective, _ITEM),
    "project_results": Part(Sk.expectedResult, _ITEM),
    "project_work_packages": Part(
        Sk.workPackage,
        {
            "position": Sk.position,
            "label": Sk.label,
            "title": Dcterms.title,
            "description": Dcterms.description,
        },
    ),
    "findings": Part(
        Sk.finding,
        {
            "kind": Sk.findingKind,
            "what": Sk.what,
            "source_as_printed": Sk.sourceAsPrinted,
            "printed": Sk.printed,
            "computed": Sk.computed,
            "message": Sk.message,
        },
    ),
}
"""The named questions about the parts of a project, and what their columns are in the graph."""

CONCEPTS: Final = {"subject": Dcterms.subject, "place": Dcterms.spatial}
"""The kinds of concepts of registers that projects are linked to."""

READERS: Final[Mapping[str, Callable[[NamedNode], str]]] = {"phone": phone_of, "email": email_of}
"""The columns that show an IRI as what it stands for."""


class WholeProject(msgspec.Struct, frozen=True, kw_only=True):
    """A project: its row of ``projects``, and the rows of its parts by the names of questions.

    A row of a part has its *line* on the source page too, and where it stands in its *part* below
    the project (``funding/3``). Beside the name of a unit stands that of its legal entity,
    ``organisation_top_name``. The *concepts* of registers are there by their kinds, as IRIs.
    """

    row: Row
    parts: Mapping[str, Sequence[Row]]
    concepts: Mapping[str, Sequence[str]]


def whole_project(triples: Iterable[Triple], iri: str, language: str) -> WholeProject | None:
    """Return the project *iri*, read from the answer of ``project_whole``, names in *language*.

    None when the *triples* do not speak of it.
    """
    told = Told(triples, language)
    if iri not in told.things:
        return None
    row = {"project": iri, **told.values(iri, PROJECT)}
    address = told.value(row["page"] or "", Schema.url)
    return WholeProject(
        row={**row, **told.names(row, "portfolio"), "page_url": plain(address)},
        parts={name: told.rows(iri, part) for name, part in PARTS.items()},
        concepts={
            kind: sorted(concept.value for concept in told.objects(iri, property_))
            for kind, property_ in CONCEPTS.items()
        },
    )


class Told:
    """What *triples* say of each thing; of texts in several languages that in *language* first."""

    def __init__(self, triples: Iterable[Triple], language: str) -> None:
        self.things: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if isinstance(triple.subject, NamedNode):
                self.things[triple.subject.value][triple.predicate.value].append(triple.object)
        self._wish = (language, *LANGUAGES)

    def objects(self, iri: str, property_: NamedNode) -> Sequence[Any]:
        """All values of a property of a thing."""
        return self.things[iri].get(property_.value, ()) if iri in self.things else ()

    def value(self, iri: str, property_: NamedNode) -> Any:
        """The value of a property of a thing, the best wished for; None if there is none."""
        values = self.objects(iri, property_)
        return min(values, key=self._rank) if len(values) > 1 else next(iter(values), None)

    def _rank(self, term: object) -> int:
        language = term.language if isinstance(term, Literal) else None
        return self._wish.index(language) if language in self._wish else len(self._wish)

    def rows(self, iri: str, part: Part) -> Sequence[Row]:
        """The parts of one kind of the project *iri*, in the order of the page."""
        found = (self._row(node.value, iri, part) for node in self.objects(iri, part.has))
        return sorted(found, key=lambda row: (row["line"] or 0, place_of(row["part"])))

    def _row(self, node: str, iri: str, part: Part) -> Row:
        row = self.values(node, {**part.columns, "line": Sk.line})
        named = self.names(row, "organisation") | self.names(row, "person")
        return {"part": node.removeprefix(f"{iri}/"), **row, **named}

    def values(self, iri: str, columns: Mapping[str, NamedNode]) -> dict[str, Any]:
        """The value of each column, None where there is none, and the languages of texts beside."""
        return dict(self._columns(iri, columns))

    def _columns(
        self, iri: str, columns: Mapping[str, NamedNode]
    ) -> Iterator[tuple[str, str | object]]:
        for column, property_ in columns.items():
            term = self.value(iri, property_)
            read = READERS.get(column) if isinstance(term, NamedNode) else None
            yield column, read(term) if read else plain(term)
            if isinstance(term, Literal) and term.language:
                yield f"{column}_lang", term.language

    def names(self, row: Row, column: str) -> dict[str, Any]:
        """The columns that tell the name of the thing in a *column*, if the *row* has that one."""
        if column not in row:
            return {}
        iri, top_name = row[column] or "", f"{column}_top_name"
        told, top = self.name(iri, f"{column}_name"), self.value(iri, Org.unitOf)
        return told if top is None else {**told, top_name: self.name(top.value, top_name)[top_name]}

    def name(self, iri: str, column: str) -> dict[str, Any]:
        """What the thing *iri* is called, as a *column*, or None; its language beside."""
        named = (self.value(iri, property_) for property_ in NAMES)
        name = next(filter(None, named), None)
        told = {column: plain(name)}
        return {**told, f"{column}_lang": name.language} if name and name.language else told


def place_of(part: str) -> tuple[int, str]:
    """The key by which parts are in order: by number, then those that are named otherwise."""
    number = part.rpartition("/")[2]
    return (int(number), "") if number.isdecimal() else (10**9, number)
