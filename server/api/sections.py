"""Which operations there are, section by section, in the order in which they are told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from server.api import (
    catalogue,
    endpoint,
    entities,
    lists,
    questions,
    reconciliation,
    service,
    writing,
)
from server.api.basis import Basis
from server.api.operation import Operation
from server.display.texts import gettext

SECTIONS: Final[Mapping[str, Callable[[Basis], Iterator[Operation]]]] = {
    lists.SECTION: lists.operations,
    entities.SECTION: entities.operations,
    questions.SECTION: questions.operations,
    endpoint.SECTION: endpoint.operations,
    reconciliation.SECTION: reconciliation.operations,
    catalogue.SECTION: catalogue.operations,
    writing.SECTION: writing.operations,
    service.SECTION: service.operations,
}
"""What tells the operations of each section."""


def operations(basis: Basis) -> list[Operation]:
    """All operations."""
    return [operation for told in SECTIONS.values() for operation in told(basis)]


def headings() -> Mapping[str, str]:
    """What each section is called."""
    return {
        lists.SECTION: gettext("Lists"),
        entities.SECTION: gettext("One thing at a time"),
        questions.SECTION: gettext("Named questions"),
        endpoint.SECTION: gettext("SPARQL queries"),
        reconciliation.SECTION: gettext("Reconciliation"),
        catalogue.SECTION: gettext("Catalogue and files"),
        writing.SECTION: gettext("Writing"),
        service.SECTION: gettext("The service itself"),
    }
