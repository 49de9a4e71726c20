"""The registers that others keep, as pages name them: their titles, licences and homes."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from flask import g

from graph.search.filling.linked import LINKED
from ontology.registers import LICENCE_NAMES, ORIGINS, Origin
from ontology.terms import Owl
from server.snapshot import current


class RegisterNamed(NamedTuple):
    """A register: what it is called, its page, its licence (an IRI, and what people call it).

    *version* is that of what was loaded; empty when it is not known.
    """

    title: str
    home: str
    licence: str
    licence_name: str
    version: str


UNKNOWN: Final = Origin(titles={}, home="")


def register_of(kind: str) -> RegisterNamed:
    """The register of the concepts of a *kind*."""
    return register_named(LINKED[kind].register)


def register_named(name: str) -> RegisterNamed:
    """The register of that *name*; of one that is not known, the name alone."""
    origin = known_origins().get(name, UNKNOWN)
    return RegisterNamed(
        title=origin.titles.get(g.language, name),
        home=origin.home,
        licence=origin.licence,
        licence_name=LICENCE_NAMES.get(origin.licence, ""),
        version=version_of(name),
    )


def version_of(name: str) -> str:
    """The version of a register of that *name* that was loaded; empty when none is known."""
    iri = current().generation.iris.entity("register", name).value
    rows = current().rows("statements", entity=iri, property=Owl.versionInfo.value)
    return next((row["value"] for row in rows), "")


def licence_title(licence: str) -> str:
    """What people call the *licence* of that IRI; the IRI where they have no name for it."""
    return LICENCE_NAMES.get(licence) or licence


def known_origins() -> Mapping[str, Origin]:
    """The registers that Salkku can load, by name."""
    return {str(name): origin for name, origin in ORIGINS.items()}
