"""From a shapes graph in Turtle to functions; a construct that is not known is refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.errors import SettingsError
from graph.shapes.constraints import SEARCHES, TESTS, Test, all_of, among, each, one_of
from graph.shapes.validation import (
    Constraint,
    Description,
    Graph,
    Property,
    Shapes,
    Term,
    describe,
)
from ontology.terms import PREFIXES, Rdf, Rdfs, Sh

_About = Mapping[Term, Description]

_STRUCTURE: Final = frozenset(
    {Sh.targetClass, Sh.property, Sh.path, Sh.message, Sh.severity, Sh.name, Sh.description}
)
_LISTS: Final = frozenset({Sh.in_, Sh.or_})
_KNOWN: Final = _STRUCTURE | _LISTS | TESTS.keys() | SEARCHES.keys()
_OF_EMPTY: Final = (Sh.minCount, Sh.hasValue)
_OF_OTHERS: Final = frozenset({Sh.class_, Sh.or_, Sh.lessThanOrEquals})
"""What is asked of a value together with others: those of the node, or of the whole graph."""

_REMEMBERED: Final = 512
"""So many values of a property are remembered as good or not: words, numbers, concepts repeat."""


def compile_shapes(turtle: bytes) -> Shapes:
    """Return the validator for a shapes graph in Turtle.

    Raises SettingsError naming what cannot be parsed, or the construct that is not supported.
    """
    try:
        about = describe(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise SettingsError(f"shapes: not Turtle: {error}") from error
    for node, description in about.items():
        _refuse_unknown(node, description)
    by_class: dict[Term, list[Property]] = {}
    for node, description in about.items():
        if Sh.targetClass in description:
            shape = _shape(node, about)
            for class_ in description[Sh.targetClass]:
                by_class.setdefault(_iri(node, class_), []).extend(shape)
    return Shapes(by_class)


def _refuse_unknown(node: Term, description: Description) -> None:
    for predicate in description:
        if predicate.value.startswith(PREFIXES["sh"]) and predicate not in _KNOWN:
            raise SettingsError(f"shapes: {predicate} is not supported (at {node}); leave it out")
    if Rdfs.Class in description.get(Rdf.type, ()) and Sh.property in description:
        raise SettingsError(f"shapes: {node} is a class and a shape; use sh:targetClass instead")
    if Sh.path in description:
        _refuse_odd_property(node, description)


def _refuse_odd_property(node: Term, description: Description) -> None:
    for path in description[Sh.path]:
        _iri(node, path)
    if Sh.property in description:
        raise SettingsError(
            f"shapes: sh:property inside a property shape (at {node}) is not supported"
        )


def _shape(node: Term, about: _About) -> list[Property]:
    parts = [_described(part, about) for part in about[node].get(Sh.property, ())]
    asked = (_property(part, about) for part in (node, *parts))
    return [part for part in asked if part.constraints]


def _property(node: Term, about: _About) -> Property:
    description = about[node]
    path = next((_iri(node, path) for path in description.get(Sh.path, ())), None)
    constraints = tuple(_constraints(node, about))
    return Property(
        path=path,
        constraints=constraints,
        needed=any(parameter in description for parameter in _OF_EMPTY),
        message=_first_text(description, f"a value of {path} breaks the shape {node}"),
        severity=_severity(node, description),
        alone=_alone(constraints) if _OF_OTHERS.isdisjoint(description) else None,
    )


def _alone(constraints: Sequence[Constraint]) -> Callable[[Term], bool]:
    """Whether a value that is the only one breaks none of the *constraints*."""
    nothing = Graph({})

    @lru_cache(maxsize=_REMEMBERED)
    def is_good(value: Term) -> bool:
        return not any(tuple(one.search((value,), {}, nothing)) for one in constraints)

    return is_good


def _constraints(node: Term, about: _About) -> Iterator[Constraint]:
    for parameter, values in about[node].items():
        for value in values:
            if parameter in SEARCHES:
                known = SEARCHES[parameter]
                yield Constraint(known.component, known.search(value))
            elif (found := _test(parameter, value, about)) is not None:
                component, test = found
                yield Constraint(component, each(test))


def _test(parameter: NamedNode, value: Term, about: _About) -> tuple[NamedNode, Test] | None:
    if parameter in TESTS:
        known = TESTS[parameter]
        return known.component, known.test(value)
    if parameter == Sh.in_:
        return Sh.InConstraintComponent, among(_items(value, about))
    if parameter == Sh.or_:
        choices = [_choice(_described(item, about), about) for item in _items(value, about)]
        return Sh.OrConstraintComponent, one_of([all_of(list(choice)) for choice in choices])
    return None


def _choice(node: Term, about: _About) -> Iterator[Test]:
    for parameter, values in about[node].items():
        if parameter in SEARCHES or parameter in (Sh.path, Sh.property):
            raise SettingsError(f"shapes: {parameter} inside sh:or (at {node}) is not supported")
        for value in values:
            if (found := _test(parameter, value, about)) is not None:
                yield found[1]


def _items(head: Term, about: _About) -> Iterator[Term]:
    while head != Rdf.nil:
        description = about[_described(head, about)]
        if not description.keys() >= {Rdf.first, Rdf.rest}:
            raise SettingsError(f"shapes: {head} stands where a list is needed")
        yield next(iter(description[Rdf.first]))
        head = next(iter(description[Rdf.rest]))


def _described(node: Term, about: _About) -> Term:
    if node in about:
        return node
    raise SettingsError(f"shapes: {node} is named as a shape or a list but nothing is said of it")


def _iri(node: Term, value: Term) -> NamedNode:
    if isinstance(value, NamedNode):
        return value
    raise SettingsError(f"shapes: only IRIs can be paths and classes, not {value} (at {node})")


def _first_text(description: Description, otherwise: str) -> str:
    return next(
        (
            message.value
            for message in description.get(Sh.message, ())
            if isinstance(message, Literal)
        ),
        otherwise,
    )


def _severity(node: Term, description: Description) -> NamedNode:
    return next((_iri(node, value) for value in description.get(Sh.severity, ())), Sh.Violation)
