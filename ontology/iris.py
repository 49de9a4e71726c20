"""The shapes of Salkku's own IRIs (design: ASCII, one base, parts below their project).

A base IRI is fixed when a data directory is first built; every IRI of an entity, of a part, of a
named graph is made here from it.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote
from uuid import UUID

from pyoxigraph import NamedNode

DEFAULT_BASE = "http://localhost:8000/"
CONCEPTS = "https://w3id.org/salkku/"
REGISTER = "id/register"
PATH_CHARACTERS = "/:@!$&'()*+,;=~-._"
"""What stands for itself in a path (RFC 3986, section 3.3)."""


def concept(scheme: str, word: str) -> NamedNode:
    """The IRI of a concept, such as ``concept("phase", "ended")``; the same for every city."""
    return NamedNode(f"{CONCEPTS}{scheme}/{word}")


def scheme(name: str) -> NamedNode:
    """The IRI of a concept scheme, such as ``scheme("phase")``."""
    return NamedNode(f"{CONCEPTS}{name}")


def word_of(node: object, scheme_name: str) -> str:
    """The word of a concept of that scheme, such as ``ended`` of a phase; nothing for another."""
    root = f"{CONCEPTS}{scheme_name}/"
    iri = node.value if isinstance(node, NamedNode) else ""
    return iri.removeprefix(root) if iri.startswith(root) else ""


def telephone(number: str) -> NamedNode:
    """The ``tel:`` IRI (RFC 3966) of a number in E.164."""
    return NamedNode(f"tel:{number}")


def mailbox(address: str) -> NamedNode:
    """The ``mailto:`` IRI (RFC 6068) of a bare e-mail address."""
    return NamedNode(f"mailto:{address}")


def phone_of(node: NamedNode) -> str:
    """The number of a ``tel:`` IRI; nothing for another."""
    return node.value.removeprefix("tel:") if node.value.startswith("tel:") else ""


def email_of(node: NamedNode) -> str:
    """The bare address of a ``mailto:`` IRI; nothing for another."""
    return unquote(node.value.removeprefix("mailto:")) if node.value.startswith("mailto:") else ""


def unique(identifier: UUID) -> NamedNode:
    """The ``urn:uuid:`` IRI (RFC 9562) of an identifier."""
    return NamedNode(identifier.urn)


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs below one base, which ends with a slash."""

    base: str = DEFAULT_BASE

    @classmethod
    def of_register(cls, register: str) -> Self:
        """The IRIs below the same base as the register's own IRI."""
        return cls(register.removesuffix(REGISTER))

    def entity(self, kind: str, slug: str) -> NamedNode:
        """The IRI of an entity: *kind* is project, organisation, person, portfolio or page."""
        return NamedNode(f"{self.base}id/{kind}/{slug}")

    def page(self, key: str) -> NamedNode:
        """The IRI of the source page of that key, whatever letters the key has."""
        return self.entity("page", quote(key, safe=""))

    def part(self, project: NamedNode, kind: str, number: int | str) -> NamedNode:
        """The IRI of a part of a project, such as ``.../funding/3`` or ``.../finding/write-3``."""
        return NamedNode(f"{project.value}/{kind}/{number}")

    def graph(self, name: str) -> NamedNode:
        """The IRI of a named graph, such as ``graph("provenance")``."""
        return NamedNode(f"{self.base}graph/{name}")

    def graphs_elsewhere(self, prefix: str = "") -> "EngineGraphs":
        """The IRIs of our graphs at an engine: below the base unless they have another *prefix*."""
        return EngineGraphs(prefix or f"{self.base}graph/")

    def graph_at(self, place: str) -> NamedNode:
        """The IRI of the graph whose own address is *place* below ``gsp/``."""
        return NamedNode(f"{self.base}gsp/{quote(place, safe=PATH_CHARACTERS)}")

    def register(self) -> NamedNode:
        """The IRI of the register itself."""
        return NamedNode(self.base + REGISTER)

    def catalogue(self, part: str = "") -> NamedNode:
        """The IRI of the catalogue, or of what it describes, such as ``catalogue("dataset")``."""
        return NamedNode(f"{self.base}catalog#{part}" if part else f"{self.base}catalog")

    def place(self, iri: str) -> tuple[str, str] | None:
        """The kind and the slug in an entity's IRI, or None when *iri* is not one of ours."""
        root = f"{self.base}id/"
        kind, _, slug = iri.removeprefix(root).partition("/")
        return (kind, slug) if iri.startswith(root) and slug else None


@dataclass(frozen=True, slots=True)
class EngineGraphs:
    """The IRIs of the graphs that Salkku keeps at an engine, which begin with one *prefix*."""

    prefix: str

    def catalogue(self) -> NamedNode:
        """The IRI of the graph that names the generations which are there, and the current one."""
        return NamedNode(f"{self.prefix}published")

    def begun(self) -> NamedNode:
        """The IRI of the graph that names the generations which are on their way in or out."""
        return NamedNode(f"{self.prefix}begun")

    def default(self, generation: str) -> NamedNode:
        """The IRI of the graph that holds the default graph of a *generation*, named by its id."""
        return NamedNode(f"{self.prefix}generation/{generation}")

    def named(self, generation: str, number: int) -> NamedNode:
        """The IRI of the graph that holds the named graph of that *number*, counted from 1."""
        return NamedNode(f"{self.default(generation).value}/{number}")
