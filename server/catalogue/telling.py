"""How statements are made: about a subject, in each language, of a thing that others name."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from flask_babel import force_locale
from pyoxigraph import Literal, NamedNode, Triple

from graph.register import LANGUAGES, Language
from ontology.terms import Rdf, Skos, Xsd
from server.display.languages import LOCALES

Value = NamedNode | Literal | None


def about(subject: NamedNode, *said: tuple[NamedNode, Value]) -> Iterator[Triple]:
    """What is said of *subject*: pairs of a property and a value; None is not said."""
    for term, value in said:
        if value is not None:
            yield Triple(subject, term, value)


def in_each_language(term: NamedNode, tell: Callable[[], str]) -> list[tuple[NamedNode, Literal]]:
    """What *tell* gives in each language of the site, as values of the property *term*."""
    return [(term, Literal(text, language=tag)) for tag, text in told_in_each(tell)]


def told_in_each(tell: Callable[[], str]) -> Iterator[tuple[Language, str]]:
    """Each language, and what *tell* gives in it."""
    for tag in LANGUAGES:
        with force_locale(LOCALES[tag]):
            yield tag, tell()


def labelled(term: NamedNode, labels: Mapping[str, str]) -> list[tuple[NamedNode, Literal]]:
    """The *labels*, by language, as values of the property *term*."""
    return [(term, Literal(text, language=tag)) for tag, text in labels.items()]


def concept(
    node: NamedNode, labels: Mapping[str, str], scheme: NamedNode | None = None
) -> Iterator[Triple]:
    """A concept that others keep: portals want its names besides its code."""
    yield from about(
        node, (Rdf.type, Skos.Concept), *labelled(Skos.prefLabel, labels), (Skos.inScheme, scheme)
    )


def moment(time: datetime) -> Literal:
    """A time as a literal."""
    return Literal(time.isoformat(), datatype=Xsd.dateTime)


def day(value: date) -> Literal:
    """A day as a literal."""
    return Literal(value.isoformat(), datatype=Xsd.date)
