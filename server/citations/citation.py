"""What a citation of a project says, in no format yet."""

from datetime import UTC, datetime

import msgspec

from graph.generations.generation import Generation
from graph.register import Language
from server.data.rows import Row


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A project as a source: who publishes it, what it is called and where, and as of when.

    *key* is its slug, *time* when the *generation* was made. *register* is the register's name,
    *language* that of the title. Texts are of one line.
    """

    key: str
    title: str
    publisher: str
    register: str
    iri: str
    generation: str
    time: datetime
    licence: str
    language: str


def citation_of(project: Row, key: str, generation: Generation, language: Language) -> Citation:
    """Return the citation of a *project*, a row of ``projects``, for a reader of *language*."""
    register = generation.register
    return Citation(
        key=key,
        title=one_line(project["name"] or key),
        publisher=one_line(register.publisher),
        register=one_line(register.name.get(language, register.name[register.language])),
        iri=project["project"],
        generation=generation.id,
        time=generation.time.astimezone(UTC),
        licence=one_line(register.licence_name),
        language=project.get("name_lang") or register.language,
    )


def one_line(text: str) -> str:
    """The *text* on one line: each run of blanks and of characters that nobody sees is a space."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
