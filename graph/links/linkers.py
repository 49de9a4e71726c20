"""All linkers that there are; each is made only when the register that it needs is loaded."""

from collections.abc import Callable
from typing import Final

from graph.links.business_ids import YtunnusLinker
from graph.links.eura import EuraLinker
from graph.links.link import OrganisationLinker, ProjectLinker
from graph.links.municipality_codes import MunicipalityLinker
from graph.links.places import PlaceLinker
from graph.links.research_organisations import RorLinker
from graph.links.subjects import SubjectLinker
from graph.names.book import NameBook
from graph.registers.kept import Registers

PROJECTS: Final[tuple[Callable[[Registers, NameBook], ProjectLinker | None], ...]] = (
    EuraLinker.of,
    SubjectLinker.of,
    PlaceLinker.of,
)
"""What makes the linkers of projects, or nothing without their registers."""

ORGANISATIONS: Final[tuple[Callable[[Registers, NameBook], OrganisationLinker | None], ...]] = (
    MunicipalityLinker.of,
    RorLinker.of,
    YtunnusLinker.of,
)
"""The same for organisations."""


def project_linkers(registers: Registers, book: NameBook) -> list[ProjectLinker]:
    """Return the linkers of projects that these *registers* serve."""
    return [linker for of in PROJECTS if (linker := of(registers, book)) is not None]


def organisation_linkers(registers: Registers, book: NameBook) -> list[OrganisationLinker]:
    """Return the linkers of organisations that these *registers* serve."""
    return [linker for of in ORGANISATIONS if (linker := of(registers, book)) is not None]
