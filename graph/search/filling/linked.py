"""Subjects and places of projects: concepts of registers, whose names only these know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from graph.errors import DataDirectoryError
from graph.registers.kept import KeptRegister, Registers
from graph.search.filling.told import Node, Term, Told
from ontology.iris import Iris
from ontology.registers import yso, yso_slug
from ontology.terms import Dcterms

GRAPHS: Final = "register/"
"""What the names of the named graphs of registers begin with."""


Statement = tuple[Node, NamedNode, Term]


class Linked(NamedTuple):
    """What leads from a project to a concept, and the *register* that names that one."""

    predicate: NamedNode
    register: str

    def graph(self, iris: Iris) -> NamedNode:
        """The named graph of the register."""
        return iris.graph(f"{GRAPHS}{self.register}")


LINKED: Final[Mapping[str, Linked]] = MappingProxyType(
    {
        "subject": Linked(Dcterms.subject, "yso"),
        "place": Linked(Dcterms.spatial, "yso-places"),
    }
)
"""The kinds of concepts that projects are linked to."""


def told_of_linked(kind: str, slugs: Collection[str], registers: Registers) -> Mapping[str, Told]:
    """What the register of that *kind* says of each of its concepts of those *slugs*.

    That is nothing when it is not among *registers*. Raises DataDirectoryError when it is damaged.
    """
    register = registers.get(LINKED[kind].register)
    if register is None or not slugs:
        return {}
    said: dict[str, list[Statement]] = defaultdict(list)
    try:
        for quad in parse(_lines(register, slugs), format=RdfFormat.N_TRIPLES):
            said[yso_slug(str(quad.subject)[1:-1])].append(
                (quad.subject, quad.predicate, quad.object)
            )
    except (OSError, SyntaxError) as error:
        raise DataDirectoryError(
            f"{register.graph_path}: cannot be read: {error}; load the register again"
        ) from error
    return {slug: Told(statements) for slug, statements in said.items()}


def _lines(register: KeptRegister, slugs: Collection[str]) -> bytes:
    """The lines of its N-Triples about those concepts: what else it says need not be understood."""
    wanted = {str(yso(slug)).encode() for slug in slugs}
    with register.graph_path.open("rb") as lines:
        return b"".join(line for line in lines if line.partition(b" ")[0] in wanted)


def slugs_in(terms: Iterable[Term]) -> Iterator[str]:
    """Yield the slugs of those *terms* that are such concepts."""
    slugs = (yso_slug(term.value) for term in terms if isinstance(term, NamedNode))
    return filter(None, slugs)
