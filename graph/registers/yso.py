"""YSO, the General Finnish Ontology, and YSO places: subjects and places with names in languages.

Both are kept by the National Library as SKOS and published by Finto, as dumps and by SPARQL. They
share one series of numbers, and some files hold both. Which a concept belongs to is said by its
concept scheme; a file with names only does not say it, and there the number does: concepts are
numbered from 1 on, places from 94 080 on, and in between there is nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.registers.document import Document, refused
from graph.registers.entry import Entry, EntryKind, Identifier, Name
from graph.registers.readable import ReadableRegister, Reading
from ontology.registers import PLACES_SCHEME, YSO_SCHEME, yso_slug
from ontology.terms import PREFIXES, Dcterms, Owl, Rdf, Skos

FIRST_PLACE: Final = 90_000
"""The number that parts concepts from places, in the middle of where nobody has one."""

NAMES: Final = (Skos.prefLabel, Skos.altLabel, Skos.hiddenLabel)
XML: Final = b"<?xml"

Said = list[tuple[NamedNode, NamedNode | Literal]]
"""What is said of one thing: pairs of property and value."""


def read_concepts(documents: Sequence[Document]) -> Reading:
    """Return the concepts of YSO. Raises RegisterError when there are none."""
    return _read(documents, "concept")


def read_places(documents: Sequence[Document]) -> Reading:
    """Return the places of YSO. Raises RegisterError when there are none."""
    return _read(documents, "place")


def _read(documents: Sequence[Document], kind: EntryKind) -> Reading:
    facts = _facts(documents)
    schemes = {iri: facts.pop(iri, []) for iri in (YSO_SCHEME, PLACES_SCHEME)}
    chosen = {iri: said for iri, said in facts.items() if _kind(iri, said) == kind}
    if not chosen:
        place = ", ".join(document.place for document in documents)
        raise refused(place, f"holds no {kind}s of YSO with a name")
    order = sorted(chosen, key=_number)
    return Reading(
        _version(schemes, chosen),
        [_entry(iri, chosen[iri], kind) for iri in order if not _is_deprecated(chosen[iri])],
        _triples((iri, chosen[iri]) for iri in order),
    )


def _facts(documents: Sequence[Document]) -> dict[str, Said]:
    """What is said of YSO's concepts and of its schemes; other vocabularies are left out."""
    facts = dict[str, Said]()
    for document in documents:
        for quad in _quads(document):
            iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if iri.startswith(YSO_SCHEME) and isinstance(quad.object, NamedNode | Literal):
                facts.setdefault(iri, []).append((quad.predicate, quad.object))
    return facts


def _quads(document: Document) -> Iterator[Quad]:
    """The statements of a document in RDF/XML, Turtle or N-Triples. Raises RegisterError."""
    is_xml = document.content.lstrip()[:5].lower() == XML
    try:
        yield from parse(document.content, RdfFormat.RDF_XML if is_xml else RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        raise refused(document.place, f"neither Turtle, N-Triples nor RDF/XML: {error}") from error


def _kind(iri: str, said: Said) -> EntryKind | None:
    """Whether *iri* is a concept or a place; None when it is neither, as a group, or nameless."""
    is_concept = (Rdf.type, Skos.Concept) in said
    if not (is_concept and yso_slug(iri) and any(p == Skos.prefLabel for p, _ in said)):
        return None
    schemes = {value.value for predicate, value in said if predicate == Skos.inScheme}
    if PLACES_SCHEME in schemes:
        return "place"
    if YSO_SCHEME in schemes or _number(iri) < FIRST_PLACE:
        return "concept"
    return "place"


def _number(iri: str) -> int:
    return int(yso_slug(iri)[1:])


def _is_deprecated(said: Said) -> bool:
    """Whether nothing new should be linked to what is described so."""
    return any(predicate == Owl.deprecated and value.value == "true" for predicate, value in said)


def _version(schemes: Mapping[str, Said], chosen: Mapping[str, Said]) -> str:
    """What the scheme says of its version or its last change; else the last change of a concept."""
    for predicate in (Owl.versionInfo, Dcterms.modified):
        for said in schemes.values():
            if found := _values(said, predicate):
                return max(found)
    changes = (_values(said, Dcterms.modified) for said in chosen.values())
    return max((max(days) for days in changes if days), default="")


def _values(said: Said, predicate: NamedNode) -> list[str]:
    return sorted({value.value for each, value in said if each == predicate})


def _entry(iri: str, said: Said, kind: EntryKind) -> Entry:
    types = (value.rpartition("/")[2] for value in _values(said, Rdf.type))
    return Entry(
        kind=kind,
        iri=iri,
        names=tuple(_names(said)),
        identifiers=(Identifier("yso", yso_slug(iri)),),
        types=tuple(word for word in types if "#" not in word and word != "Concept"),
        broader=tuple(_values(said, Skos.broader)),
        related=tuple(_values(said, Skos.related)),
    )


def _names(said: Said) -> Iterator[Name]:
    """The names, preferred ones first; those hidden from readers are other names as well."""
    for label in NAMES:
        found = sorted(
            (value.language or "", value.value)
            for predicate, value in said
            if predicate == label and isinstance(value, Literal)
        )
        for language, text in found:
            yield Name(text, language, preferred=label == Skos.prefLabel)


def _triples(described: Iterator[tuple[str, Said]]) -> Iterator[Triple]:
    """What is told in SKOS: names, notes, structure, and what concepts elsewhere match."""
    for iri, said in described:
        node = NamedNode(iri)
        yield Triple(node, Rdf.type, Skos.Concept)
        kept = {(p, value) for p, value in said if _is_kept(p)}
        for predicate, value in sorted(kept, key=str):
            yield Triple(node, predicate, value)


def _is_kept(predicate: NamedNode) -> bool:
    kept = {Dcterms.isReplacedBy, Owl.deprecated}
    return predicate.value.startswith(PREFIXES["skos"]) or predicate in kept


YSO: Final = ReadableRegister(
    name="yso",
    links="subjects of projects",
    read=read_concepts,
)
YSO_PLACES: Final = ReadableRegister(
    name="yso-places",
    links="places of projects, and where municipalities lie",
    read=read_places,
)
