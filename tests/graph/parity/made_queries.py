"""Queries made by chance, always the same: over the ontology's terms and entities of a graph.

A walk through the model gives the patterns; each shape of query does something else with them.
What would depend on an order that the query does not say, such as LIMIT without ORDER BY, is not
made, for there each engine may answer otherwise.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from typing import NamedTuple

from graph.store import GraphStore
from ontology.terms import PREFIXES
from tests.graph.parity.asking import select

PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

LINKS = {
    "sk:Project": {
        "sk:funding": "sk:FundingAllocation",
        "sk:participation": "sk:Participation",
        "sk:portfolio": "sk:Portfolio",
        "sk:funder": "org:FormalOrganization",
        "sk:implementer": "org:OrganizationalUnit",
        "sk:contact": "sk:ContactRole",
        "sk:finding": "sk:Finding",
        "sk:section": "sk:Section",
    },
    "sk:FundingAllocation": {"sk:organisation": "org:FormalOrganization"},
    "sk:Participation": {"sk:organisation": "org:OrganizationalUnit"},
    "org:OrganizationalUnit": {"org:unitOf": "org:FormalOrganization"},
    "sk:ContactRole": {"sk:person": "foaf:Person"},
}
"""The properties that lead from one class to another."""

NUMBERS = {
    "sk:FundingAllocation": ("sk:amount", "sk:line"),
    "sk:Participation": ("sk:line",),
    "sk:Portfolio": ("sk:startYear", "sk:endYear"),
    "sk:Section": ("sk:position", "sk:line"),
    "sk:Finding": ("sk:line",),
}
TEXTS = {
    "sk:Project": ("dcterms:title", "sk:typeAsPrinted", "sk:phaseAsPrinted"),
    "sk:FundingAllocation": ("sk:sourceAsPrinted", "sk:currency"),
    "sk:Participation": ("sk:asPrinted",),
    "sk:Portfolio": ("skos:prefLabel",),
    "org:FormalOrganization": ("skos:prefLabel", "skos:altLabel"),
    "org:OrganizationalUnit": ("skos:prefLabel",),
    "foaf:Person": ("foaf:name",),
    "sk:Section": ("sk:heading", "sk:text"),
    "sk:Finding": ("sk:message", "sk:what"),
}
DATES = {
    "sk:Project": ("schema:startDate", "schema:endDate"),
    "sk:FundingAllocation": ("schema:startDate", "schema:endDate"),
}
TRUTHS = {
    "sk:Project": ("sk:running",),
    "sk:FundingAllocation": ("sk:mixed", "sk:approximate"),
    "sk:Participation": ("sk:inferred",),
}
CONCEPTS = {
    "sk:Project": ("sk:phase",),
    "sk:FundingAllocation": ("sk:instrument",),
    "sk:Participation": ("sk:role", "sk:instrument"),
    "sk:Finding": ("sk:findingKind",),
    "org:FormalOrganization": ("org:classification",),
}


class Walk(NamedTuple):
    """Patterns from the variable ?n0 to the last one, with the class of each node."""

    patterns: tuple[str, ...]
    classes: tuple[str, ...]

    @property
    def last(self) -> str:
        return f"?n{len(self.classes) - 1}"

    @property
    def text(self) -> str:
        return " ".join(self.patterns)


class Maker:
    """Makes queries about *graph*, as *seed* says."""

    def __init__(self, graph: GraphStore, seed: int) -> None:
        self.graph = graph
        self.draw = random.Random(seed)  # noqa: S311 - the same queries each time, and no secret

    def queries(self, number: int) -> Iterator[str]:
        """So many queries, no two the same, of each shape about as many."""
        made: set[str] = set()
        for shape in cycle(SHAPES):
            query = PROLOGUE + shape(self)
            if query not in made:
                made.add(query)
                yield query
            if len(made) == number:
                return

    def walk(self, steps: int = 3) -> Walk:
        """A walk of at most so many *steps* through the model."""
        node = self.draw.choice(["sk:Project", "sk:Project", *LINKS])
        patterns, classes = [f"?n0 a {node} ."], [node]
        for place in range(self.draw.randint(1, steps)):
            if node not in LINKS:
                break
            link, node = self.draw.choice(sorted(LINKS[node].items()))
            patterns.append(f"?n{place} {link} ?n{place + 1} .")
            classes.append(node)
        return Walk(tuple(patterns), tuple(classes))

    def said(self, walk: Walk, table: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
        """A node of *walk* and a property of it that *table* has; of a project when none does."""
        known = [(place, c) for place, c in enumerate(walk.classes) if c in table]
        if not known:
            return "?n0", self.draw.choice(table[min(table)])
        place, class_ = self.draw.choice(known)
        return f"?n{place}", self.draw.choice(table[class_])

    def entity(self, class_: str) -> str:
        """An entity of that class."""
        query = f"{PROLOGUE}SELECT ?x WHERE {{ ?x a {class_} }}"
        return self.draw.choice(sorted(str(row["x"]) for row in select(self.graph, query)))

    def value(self, said: str) -> str:
        """A value that the property *said* has somewhere."""
        query = f"{PROLOGUE}SELECT DISTINCT ?x WHERE {{ ?y {said} ?x }}"
        found = sorted(str(row["x"]) for row in select(self.graph, query))
        return self.draw.choice(found) if found else '"nothing"'


def join(make: Maker) -> str:
    walk = make.walk()
    return f"SELECT * WHERE {{ {walk.text} }}"


def star(make: Maker) -> str:
    walk = make.walk(2)
    place = make.draw.randrange(len(walk.classes))
    entity = make.entity(walk.classes[place])
    return f"SELECT * WHERE {{ VALUES ?n{place} {{ {entity} }} {walk.text} ?n{place} ?p ?o }}"


def optional(make: Maker) -> str:
    walk = make.walk(2)
    node, text = make.said(walk, TEXTS)
    other, concept = make.said(walk, CONCEPTS)
    return (
        f"SELECT * WHERE {{ {walk.text} OPTIONAL {{ {node} {text} ?t }}"
        f" OPTIONAL {{ {other} {concept} ?c OPTIONAL {{ ?c skos:prefLabel ?l }} }} }}"
    )


def compared_number(make: Maker) -> str:
    walk = Walk(("?n0 sk:funding ?n1 .",), ("sk:Project", "sk:FundingAllocation"))
    node, said = make.said(walk, NUMBERS)
    sign = make.draw.choice(["<", ">", "<=", ">=", "=", "!="])
    condition = f"?v {sign} {make.value(said)} || ?v = 0"
    return (
        f"SELECT ?n0 ?v (?v * 2 AS ?w) WHERE {{ {walk.text} {node} {said} ?v FILTER({condition}) }}"
    )


def compared_date(make: Maker) -> str:
    walk = make.walk(2)
    node, said = make.said(walk, DATES)
    year = make.draw.randint(2005, 2022)
    condition = make.draw.choice(
        [
            f"YEAR(?v) = {year}",
            f'?v >= "{year}-01-01"^^xsd:date && ?v < "{year + 2}-01-01"^^xsd:date',
            f"MONTH(?v) IN (1, 6) && YEAR(?v) != {year}",
        ]
    )
    return f"SELECT * WHERE {{ {walk.text} {node} {said} ?v FILTER({condition}) }}"


def compared_text(make: Maker) -> str:
    walk = make.walk(1)
    node, said = make.said(walk, TEXTS)
    letter = make.draw.choice("aeiklmnorstuä")
    condition = make.draw.choice(
        [
            f'CONTAINS(LCASE(STR(?v)), "{letter}{letter}")',
            f'STRSTARTS(UCASE(STR(?v)), "{letter.upper()}")',
            f'REGEX(STR(?v), "{letter}[a-z]+n$", "i")',
            'LANGMATCHES(LANG(?v), "fi")',
            f"STRLEN(?v) > {make.draw.randint(5, 40)}",
        ]
    )
    return (
        f"SELECT ?n0 ?v (STRLEN(?v) AS ?length) (SUBSTR(STR(?v), 2, 3) AS ?part)"
        f" WHERE {{ {walk.text} {node} {said} ?v FILTER({condition}) }}"
    )


def truth(make: Maker) -> str:
    walk = make.walk(2)
    node, said = make.said(walk, TRUTHS)
    condition = make.draw.choice(["?v", "!?v", "?v = true", "?v != true"])
    return f"SELECT ?n0 ?v WHERE {{ {walk.text} {node} {said} ?v FILTER({condition}) }}"


def counted(make: Maker) -> str:
    walk = make.walk()
    node, concept = make.said(walk, CONCEPTS)
    return (
        f"SELECT ?c (COUNT(*) AS ?rows) (COUNT(DISTINCT ?n0) AS ?things)"
        f" WHERE {{ {walk.text} {node} {concept} ?c }} GROUP BY ?c"
        f" HAVING(COUNT(*) > {make.draw.randint(0, 4)})"
    )


def summed(make: Maker) -> str:
    key = make.draw.choice(["sk:currency", "sk:instrument", "sk:organisation"])
    what = make.draw.choice(["SUM", "MIN", "MAX", "AVG"])
    return (
        f"SELECT ?k ({what}(?v) AS ?x) (SUM(?v) AS ?all) WHERE {{ ?n0 sk:funding ?n1 ."
        f" ?n1 sk:amount ?v OPTIONAL {{ ?n1 {key} ?k }} }} GROUP BY ?k"
    )


def path(make: Maker) -> str:
    unit = make.entity("org:OrganizationalUnit")
    return make.draw.choice(
        [
            "SELECT * WHERE { ?a org:subOrganizationOf+ ?b }",
            f"SELECT * WHERE {{ {unit} org:subOrganizationOf* ?b }}",
            f"SELECT * WHERE {{ {unit} org:subOrganizationOf? ?b . ?b skos:prefLabel ?l }}",
            "SELECT ?a ?l WHERE { ?a sk:funding/sk:organisation/skos:prefLabel ?l }",
            f"SELECT ?a WHERE {{ ?a (sk:funder|sk:implementer|sk:partner)/org:unitOf? {unit} }}",
            "SELECT DISTINCT ?a ?c WHERE { ?a ^sk:organisation/sk:role ?c }",
            "SELECT ?a ?b WHERE { ?a sk:portfolio/^sk:portfolio ?b FILTER(?a != ?b) }",
            f"SELECT ?p WHERE {{ {unit} !(skos:prefLabel|org:unitOf) ?p }}",
        ]
    )


def union(make: Maker) -> str:
    one, other = make.walk(1), make.walk(1)
    return f"SELECT ?n0 ?n1 WHERE {{ {{ {one.text} }} UNION {{ {other.text} }} }}"


def sub_select(make: Maker) -> str:
    project = make.draw.choice(["", f"VALUES ?n0 {{ {make.entity('sk:Project')} }}"])
    return (
        f"SELECT ?n0 ?title ?money WHERE {{ {project} {{ SELECT ?n0 (SUM(?v) AS ?money)"
        f" WHERE {{ ?n0 sk:funding/sk:amount ?v }} GROUP BY ?n0 }} ?n0 dcterms:title ?title"
        f" FILTER(?money > {make.draw.randint(1, 200_000)}) }}"
    )


def first_few(make: Maker) -> str:
    few, later = make.draw.randint(1, 20), make.draw.randint(0, 20)
    return (
        f"SELECT ?n0 ?n1 ?v WHERE {{ ?n0 sk:funding ?n1 . ?n1 sk:amount ?v }}"
        f" ORDER BY DESC(?v) ?n1 ?n0 LIMIT {few} OFFSET {later}"
    )


def inner_few(make: Maker) -> str:
    return (
        f"SELECT ?n0 ?o WHERE {{ {{ SELECT DISTINCT ?n0 WHERE {{ ?n0 a sk:Project }}"
        f" ORDER BY ?n0 LIMIT {make.draw.randint(1, 9)} }} ?n0 sk:funder|sk:implementer ?o }}"
    )


def without(make: Maker) -> str:
    walk = make.walk(1)
    node, said = make.said(walk, make.draw.choice([TEXTS, CONCEPTS, DATES]))
    absent = make.draw.choice(
        [f"FILTER NOT EXISTS {{ {node} {said} ?v }}", f"MINUS {{ {node} {said} ?v }}"]
    )
    return f"SELECT * WHERE {{ {walk.text} {absent} }}"


def chosen(make: Maker) -> str:
    """EXISTS within a condition, BIND and COALESCE."""
    walk = make.walk(1)
    node, said = make.said(walk, CONCEPTS)
    return (
        f"SELECT ?n0 ?known ?has WHERE {{ {walk.text} OPTIONAL {{ {node} {said} ?c }}"
        f' BIND(COALESCE(?c, "none") AS ?known) BIND(EXISTS {{ ?n0 dcterms:title ?t }} AS ?has)'
        f" FILTER(!BOUND(?c) || EXISTS {{ ?c skos:prefLabel ?l }}) }}"
    )


def in_graph(make: Maker) -> str:
    project, read = make.entity("sk:Project"), "<http://localhost:8000/graph/provenance>"
    return make.draw.choice(
        [
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
            "SELECT ?s ?g WHERE { ?s a sk:SourcePage . GRAPH ?g { ?s sk:sha256 ?h } }",
            f"SELECT * {{ {project} dcterms:subject ?s GRAPH ?g {{ ?s skos:prefLabel ?l }} }}",
            f"SELECT ?s ?t FROM NAMED {read} {{ GRAPH ?g {{ ?s prov:generatedAtTime ?t }} }}",  # noqa: S608 - SPARQL
            f"SELECT ?p (COUNT(*) AS ?n) FROM {read} {{ ?s ?p ?o }} GROUP BY ?p",  # noqa: S608 - SPARQL
        ]
    )


def constructed(make: Maker) -> str:
    walk = make.walk(2)
    return f"CONSTRUCT {{ {walk.last} sk:of ?n0 }} WHERE {{ {walk.text} }}"


def asked(make: Maker) -> str:
    walk = make.walk(2)
    node, said = make.said(walk, TEXTS)
    return f"ASK {{ {walk.text} {node} {said} {make.value(said)} }}"


def described(make: Maker) -> str:
    class_ = make.draw.choice(sorted(TEXTS))
    return make.draw.choice(
        [
            f"DESCRIBE {make.entity(class_)}",
            f"DESCRIBE ?n0 WHERE {{ VALUES ?n0 {{ {make.entity(class_)} }} ?n0 a {class_} }}",
        ]
    )


SHAPES: tuple[Callable[[Maker], str], ...] = (
    join,
    star,
    optional,
    compared_number,
    compared_date,
    compared_text,
    truth,
    counted,
    summed,
    path,
    union,
    sub_select,
    first_few,
    inner_few,
    without,
    chosen,
    in_graph,
    constructed,
    asked,
    described,
)
