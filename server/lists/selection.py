"""What a reader asked a list for: the parameters of its address, and what they leave of it.

The same parameters mean the same on the page of a list and on its files.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar, Final, Literal, Self, get_args, get_type_hints

import msgspec
from werkzeug.exceptions import BadRequest

from graph.values import concept_words
from server.data.rows import Row


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What any list can be asked for: names that hold all words of *q*."""

    q: str = ""
    schemes: ClassVar[Mapping[str, str]] = {}
    """The concept schemes whose words a field takes, by its name."""

    @classmethod
    def read_strictly(cls, parameters: Mapping[str, str]) -> Self:
        """The choice that the *parameters* of a file make: none may be unknown or idle.

        Raises BadRequest naming the parameters or the words that there are.
        """
        unknown = [name for name in parameters if name not in cls.__struct_fields__]
        if unknown:
            known = ", ".join(cls.__struct_fields__)
            raise BadRequest(f"There is no parameter {unknown[0]} here. There are: {known}.")
        choice = cls.read(parameters)
        for name, scheme in cls.schemes.items():
            said, words = getattr(choice, name), concept_words(scheme)
            if said and said not in words:
                raise BadRequest(cannot_be(name, said, words))
        return choice

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Self:
        """The choice that an address's *parameters* make; what they do not say is no wish.

        Raises BadRequest naming the parameter that cannot be understood.
        """
        said = {name: text.strip() for name, text in parameters.items() if text.strip()}
        try:
            return msgspec.convert(said, cls, strict=False)
        except msgspec.ValidationError as error:
            raise BadRequest(cls.misread(said, str(error))) from error

    @classmethod
    def misread(cls, said: Mapping[str, str], error: str) -> str:
        """What is wrong with the one of *said* that the *error* of msgspec names."""
        name = error.rpartition("$.")[2].rstrip("`")
        known = get_args(get_type_hints(cls)[name]) or ("true", "false")
        return cannot_be(name, said[name], known)

    def fits(self, row: Row) -> bool:
        """Whether *row* is among the chosen; here by its name."""
        return has_words(row["name"], self.q)

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The chosen *rows* in the order wished for; here as they stand."""
        return list(filter(self.fits, rows))

    @property
    def narrows(self) -> bool:
        """Whether anything is left out at all."""
        everything = type(self)()
        return any(
            getattr(self, name) != getattr(everything, name)
            for name in self.__struct_fields__
            if name != "sort"
        )


class ProjectChoice(Choice, frozen=True, kw_only=True):
    """Projects of one portfolio (its slug), of one phase (its word), those that run."""

    portfolio: str = ""
    phase: str = ""
    running: bool = False
    sort: Literal["name", "start"] = "name"
    schemes: ClassVar[Mapping[str, str]] = {"phase": "phase"}

    def fits(self, row: Row) -> bool:
        """Whether a row of ``projects`` is among the chosen."""
        return (
            has_words(row["name"], self.q)
            and ends_with(row["portfolio"], self.portfolio)
            and ends_with(row["phase"], self.phase)
            and (row["running"] or not self.running)
        )

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The chosen *rows*, which stand by name; by start the newest first, without start last."""
        chosen = list(filter(self.fits, rows))
        if self.sort == "start":
            chosen.sort(key=lambda row: row["start"] or date.min, reverse=True)
        return chosen


class OrganisationChoice(Choice, frozen=True, kw_only=True):
    """Organisations of one kind (its word), under any of their names."""

    kind: str = ""
    schemes: ClassVar[Mapping[str, str]] = {"kind": "organisation-kind"}

    def fits(self, row: Row) -> bool:
        """Whether a row of ``organisations`` is among the chosen."""
        names = f"{row['name']} {row['other_names'] or ''}"
        return has_words(names, self.q) and ends_with(row["kind"], self.kind)


class FindingChoice(Choice, frozen=True, kw_only=True):
    """Findings of one kind (its word), on projects with such a name."""

    kind: str = ""
    schemes: ClassVar[Mapping[str, str]] = {"kind": "finding"}

    def fits(self, row: Row) -> bool:
        """Whether a row of ``findings`` is among the chosen."""
        return has_words(row["project_name"], self.q) and ends_with(row["kind"], self.kind)


CHOICES: Final[Mapping[str, type[Choice]]] = {
    "projects": ProjectChoice,
    "organisations": OrganisationChoice,
    "people": Choice,
    "portfolios": Choice,
    "findings": FindingChoice,
}
"""How each list can be chosen from, by the named question that gives it."""


def cannot_be(name: str, words: str, known: Iterable[str]) -> str:
    """The sentence that the parameter *name* was given *words*, and may be one of the *known*."""
    return f"The parameter {name} cannot be {words!r}. It can be: {', '.join(known)}."


def has_words(text: str | None, words: str) -> bool:
    """Whether *text* holds every one of *words*, in any order, also as parts of longer words."""
    folded = (text or "").casefold()
    return all(word in folded for word in words.casefold().split())


def ends_with(iri: str | None, word: str) -> bool:
    """Whether *word* is the last step of *iri*; no word asks for nothing."""
    return not word or (iri or "").endswith(f"/{word}")
