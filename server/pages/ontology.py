"""The vocabulary as a page: classes, properties and concepts with names and definitions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from flask import g, render_template

from ontology.terms import PREFIXES
from ontology.vocabulary import VERSION, Concept, Scheme, Term, schemes, terms
from server.display.texts import gettext
from server.http.formats import VOCABULARY


class Reference(NamedTuple):
    """A term named in passing: ``sk:Project``, and where on the page it stands (own terms only)."""

    short: str
    anchor: str


class Entry(NamedTuple):
    """A term or a concept in the language of the reader."""

    anchor: str
    short: str
    label: str
    definition: str
    relations: tuple[tuple[str, tuple[Reference, ...]], ...] = ()


class Group(NamedTuple):
    """Entries under one heading."""

    anchor: str
    heading: str
    entries: tuple[Entry, ...]


def ontology() -> str:
    """The page of the vocabulary."""
    groups = [*term_groups(terms()), *map(concept_group, schemes())]
    return render_template("ontology.html", groups=groups, version=VERSION, data_formats=VOCABULARY)


def term_groups(vocabulary: Iterable[Term]) -> Iterator[Group]:
    """The classes, the properties and the datatypes, each in a group."""
    entries = [(term.kind, entry(term)) for term in vocabulary]
    for anchor, heading, kinds in (
        ("classes", gettext("Classes"), {"Class"}),
        ("properties", gettext("Properties"), {"ObjectProperty", "DatatypeProperty"}),
        ("datatypes", gettext("Datatypes"), {"Datatype"}),
    ):
        yield Group(anchor, heading, tuple(told for kind, told in entries if kind in kinds))


def concept_group(scheme: Scheme) -> Group:
    """The concepts of one scheme."""
    heading = gettext("Concepts: %(scheme)s", scheme=in_language(scheme.labels))
    return Group(
        f"scheme-{scheme.name}",
        heading,
        tuple(concept_entry(scheme, concept) for concept in scheme.concepts),
    )


def concept_entry(scheme: Scheme, concept: Concept) -> Entry:
    """A concept as an entry."""
    short = f"{scheme.name}/{concept.word}"
    label, definition = in_language(concept.labels), in_language(concept.definitions)
    return Entry(f"{scheme.name}-{concept.word}", short, label, definition)


def entry(term: Term) -> Entry:
    """A class, property or datatype as an entry, with what it belongs to and resembles."""
    relations = (
        (gettext("of"), term.domain),
        (gettext("to"), term.range),
        (gettext("narrower than"), term.broader),
        *((name, iris) for name, iris in term.alike.items()),
    )
    return Entry(
        anchor=term.name,
        short=reference(term.iri).short,
        label=in_language(term.labels),
        definition=in_language(term.definitions),
        relations=tuple((name, tuple(map(reference, iris))) for name, iris in relations if iris),
    )


def reference(iri: str) -> Reference:
    """The short form of *iri*; in full where no prefix of ours fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            return Reference(f"{prefix}:{local}", f"#{local}" if prefix == "sk" else "")
    return Reference(iri, "")


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else in English, else empty."""
    return texts.get(g.language) or texts.get("en", "")
