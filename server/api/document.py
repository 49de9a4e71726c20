"""All operations as one document: OpenAPI 3.1.0."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from graph.questions.headings import Headings
from graph.register import Language, Register
from server.api.answers import kept_problems
from server.api.basis import Basis, examples_of
from server.api.operation import Operation
from server.api.schemas import COMPONENTS
from server.api.sections import headings, operations
from server.display.texts import gettext
from server.http.caching import VERSION
from server.settings import Settings
from server.snapshot import Snapshot

LIMITS: Final = (
    "query_seconds",
    "query_memory",
    "query_rows",
    "query_size",
    "query_budget",
    "write_seconds",
    "write_size",
)
"""The settings that a program should know."""


class Interface:
    """Tells the interface as *settings* have it; columns are called as in *known*.

    It *takes_writes*, or says nothing of them.
    """

    def __init__(self, settings: Settings, known: Headings, *, takes_writes: bool) -> None:
        self._settings = settings
        self._headings = known
        self._takes_writes = takes_writes
        self._told: WeakKeyDictionary[Snapshot, dict[Language, Sequence[Operation]]]
        self._told = WeakKeyDictionary()

    def operations(self, snapshot: Snapshot, language: Language) -> Sequence[Operation]:
        """Return all operations, told in the *language* of the request, with examples.

        They are kept as long as the snapshot is.
        """
        told = self._told.setdefault(snapshot, {})
        if language not in told:
            told[language] = self._tell(snapshot, language)
        return told[language]

    def _tell(self, snapshot: Snapshot, language: Language) -> Sequence[Operation]:
        examples = examples_of(snapshot)
        basis = Basis(snapshot.library, self._headings, self._settings, examples, language)
        told = operations(basis)
        return [one for one in told if self._takes_writes or not one.scope]

    def document(self, snapshot: Snapshot, language: Language) -> dict[str, Any]:
        """Return the document, in the *language* of the request."""
        return {
            "openapi": "3.1.0",
            "info": about(snapshot.generation.register, language),
            "servers": [{"url": "/"}],
            "tags": [{"name": name, "description": told} for name, told in headings().items()],
            "x-limits": {name: getattr(self._settings, name) for name in LIMITS},
            "paths": paths(self.operations(snapshot, language)),
            "components": {
                "schemas": COMPONENTS,
                "responses": kept_problems(),
                "securitySchemes": {"token": token()},
            },
        }


def about(register: Register, language: Language) -> dict[str, Any]:
    """What the document is about: the info object (4.8.2)."""
    contact = {"name": register.publisher}
    if register.contact:
        contact["email" if "@" in register.contact else "url"] = register.contact
    return {
        "title": register.name.get(language, register.name[register.language]),
        "description": gettext(
            "Everything is read without a key, and all answers come from one generation of the"
            " data. Errors are problem descriptions (RFC 9457). An answer has an ETag: who shows it"
            " again (If-None-Match) gets 304."
        ),
        "version": VERSION,
        "license": {"name": register.licence_name, "url": register.licence},
        "contact": contact,
    }


def paths(told: Iterable[Operation]) -> Mapping[str, Mapping[str, Any]]:
    """The operations by path and method."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation in told:
        found[operation.path][operation.method] = operation.told()
    return found


def token() -> dict[str, str]:
    """How a writer shows who it is (RFC 6750)."""
    return {
        "type": "http",
        "scheme": "bearer",
        "description": gettext("A token that the keeper of the server makes: salkku token add."),
    }
