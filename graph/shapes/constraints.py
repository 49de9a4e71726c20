"""The constraint components of SHACL Core (section 4) that Salkku knows, as plain functions.

Each is made, once, from the value of its parameter when a shapes graph is compiled.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.errors import SettingsError
from graph.shapes.validation import Description, Graph, Search, Term, Values
from graph.shapes.values import Order, lexical_form, not_after, order
from ontology.terms import Sh

Test = Callable[[Term, Graph], bool]
"""Whether one value is good."""


class Testing(NamedTuple):
    """A component that looks at each value alone: its IRI, and its test by parameter."""

    component: NamedNode
    test: Callable[[Term], Test]


class Searching(NamedTuple):
    """A component that looks at all values together: its IRI, and its search by parameter."""

    component: NamedNode
    search: Callable[[Term], Search]


def each(test: Test) -> Search:
    """Return the search for the values that fail *test*."""

    def search(values: Values, _: Description, graph: Graph) -> Sequence[Term]:
        for value in values:
            if not test(value, graph):  # rare: a list is made only when there is something in it
                return [value for value in values if not test(value, graph)]
        return ()

    return search


def among(members: Iterable[Term]) -> Test:
    """Return the test that a value is one of *members*."""
    allowed = frozenset(members)
    return lambda value, _: value in allowed


def one_of(choices: Sequence[Test]) -> Test:
    """Return the test that a value passes at least one of *choices*."""
    return lambda value, graph: any(choice(value, graph) for choice in choices)


def all_of(tests: Sequence[Test]) -> Test:
    """Return the test that a value passes every one of *tests*."""
    if len(tests) == 1:
        return tests[0]
    return lambda value, graph: all(test(value, graph) for test in tests)


def _class(parameter: Term) -> Test:
    class_ = _iri(parameter)
    return lambda value, graph: graph.has_class(value, class_)


def _datatype(parameter: Term) -> Test:
    datatype = _iri(parameter)
    form = lexical_form(datatype)
    if form is None:
        return lambda value, _: isinstance(value, Literal) and value.datatype == datatype
    return lambda value, _: (
        isinstance(value, Literal) and value.datatype == datatype and bool(form(value.value))
    )


def _node_kind(parameter: Term) -> Test:
    kinds = _KINDS.get(_iri(parameter))
    if kinds is None:
        raise SettingsError(f"shapes: {parameter} is no kind of node; see SHACL, sh:nodeKind")
    return lambda value, _: isinstance(value, kinds)


def _pattern(parameter: Term) -> Test:
    try:
        search = re.compile(_text(parameter)).search
    except re.error as error:
        raise SettingsError(f"shapes: {parameter} is no regular expression: {error}") from error
    return lambda value, _: isinstance(value, _TEXTUAL) and search(value.value) is not None


def _min_length(parameter: Term) -> Test:
    least = _number(parameter)
    return lambda value, _: isinstance(value, _TEXTUAL) and len(value.value) >= least


def _min_inclusive(parameter: Term) -> Test:
    least = order(_literal(parameter))
    return lambda value, _: not_after(least, _order(value))


def _max_inclusive(parameter: Term) -> Test:
    most = order(_literal(parameter))
    return lambda value, _: not_after(_order(value), most)


def _min_count(parameter: Term) -> Search:
    least = _number(parameter)
    return lambda values, _, __: (None,) if len(values) < least else ()


def _max_count(parameter: Term) -> Search:
    most = _number(parameter)
    return lambda values, _, __: (None,) if len(values) > most else ()


def _has_value(parameter: Term) -> Search:
    return lambda values, _, __: () if parameter in values else (None,)


def _unique_language(parameter: Term) -> Search:
    if _text(parameter) != "true":
        return lambda _, __, ___: ()
    return lambda values, _, __: _repeated_languages(values) if len(values) > 1 else ()


def _repeated_languages(values: Values) -> list[None]:
    languages = (value.language for value in values if isinstance(value, Literal))
    counts = Counter(language.lower() for language in languages if language)
    return [None for count in counts.values() if count > 1]


def _less_than_or_equals(parameter: Term) -> Search:
    other = _iri(parameter)
    return lambda values, description, _: [
        value
        for value in values
        for limit in description.get(other, ())
        if not not_after(_order(value), _order(limit))
    ]


def _order(value: Term) -> Order | None:
    return order(value) if isinstance(value, Literal) else None


def _iri(parameter: Term) -> NamedNode:
    if isinstance(parameter, NamedNode):
        return parameter
    raise SettingsError(f"shapes: {parameter} stands where an IRI is needed")


def _literal(parameter: Term) -> Literal:
    if isinstance(parameter, Literal):
        return parameter
    raise SettingsError(f"shapes: {parameter} stands where a literal is needed")


def _text(parameter: Term) -> str:
    return _literal(parameter).value


def _number(parameter: Term) -> int:
    text = _text(parameter)
    if text.isdecimal():
        return int(text)
    raise SettingsError(f"shapes: {parameter} stands where a whole number is needed")


_TEXTUAL: Final = (NamedNode, Literal)

_KINDS: Final[Mapping[NamedNode, tuple[type, ...]]] = MappingProxyType(
    {
        Sh.IRI: (NamedNode,),
        Sh.BlankNode: (BlankNode,),
        Sh.Literal: (Literal,),
        Sh.BlankNodeOrIRI: (BlankNode, NamedNode),
        Sh.BlankNodeOrLiteral: (BlankNode, Literal),
        Sh.IRIOrLiteral: (NamedNode, Literal),
    }
)

TESTS: Final[Mapping[NamedNode, Testing]] = MappingProxyType(
    {
        Sh.class_: Testing(Sh.ClassConstraintComponent, _class),
        Sh.datatype: Testing(Sh.DatatypeConstraintComponent, _datatype),
        Sh.nodeKind: Testing(Sh.NodeKindConstraintComponent, _node_kind),
        Sh.pattern: Testing(Sh.PatternConstraintComponent, _pattern),
        Sh.minLength: Testing(Sh.MinLengthConstraintComponent, _min_length),
        Sh.minInclusive: Testing(Sh.MinInclusiveConstraintComponent, _min_inclusive),
        Sh.maxInclusive: Testing(Sh.MaxInclusiveConstraintComponent, _max_inclusive),
    }
)
"""The components whose parameter is a term and that look at each value alone."""

SEARCHES: Final[Mapping[NamedNode, Searching]] = MappingProxyType(
    {
        Sh.minCount: Searching(Sh.MinCountConstraintComponent, _min_count),
        Sh.maxCount: Searching(Sh.MaxCountConstraintComponent, _max_count),
        Sh.hasValue: Searching(Sh.HasValueConstraintComponent, _has_value),
        Sh.uniqueLang: Searching(Sh.UniqueLangConstraintComponent, _unique_language),
        Sh.lessThanOrEquals: Searching(
            Sh.LessThanOrEqualsConstraintComponent, _less_than_or_equals
        ),
    }
)
"""The components that look at all values of a property together."""
