"""What a reader asked a list for: the parameters of its address, and the wish that they make.

The same parameters mean the same on the page of a list, in its files and in its feed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Final, Literal, Self, get_args, get_origin, get_type_hints

import msgspec
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from graph.search import bands
from graph.search.document import Kind
from graph.search.wish import Order, Wish
from graph.values import concept_words
from server.data.rows import Row

Words = tuple[str, ...]
Parameters = MultiDict[str, str]


IDLE: Final = frozenset({"sort", "exact"})
"""The parameters that leave nothing out."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a list can be asked for; a field of several values holds alternatives."""

    words: ClassVar[Mapping[str, Words]] = {}
    """The words that a field takes, by its name."""

    @classmethod
    def read_strictly(cls, parameters: Parameters) -> Self:
        """The choice that the *parameters* of a file make: none may be unknown or idle.

        Raises BadRequest naming the parameters or the words that there are.
        """
        unknown = [name for name in parameters if name not in cls.__struct_fields__]
        if unknown:
            known = ", ".join(cls.__struct_fields__)
            raise BadRequest(f"There is no parameter {unknown[0]} here. There are: {known}.")
        choice = cls.read(parameters)
        for name, known_words in cls.words.items():
            for word in choice.values(name):
                if word not in known_words:
                    raise BadRequest(cannot_be(name, word, known_words))
        return choice

    @classmethod
    def read(cls, parameters: Parameters) -> Self:
        """The choice that an address's *parameters* make; what they do not say is no wish.

        Raises BadRequest naming the parameter that cannot be understood.
        """
        said = dict(cls._said(parameters))
        try:
            return msgspec.convert(said, cls, strict=False)
        except msgspec.ValidationError as error:
            raise BadRequest(cls._misread(said, str(error))) from error

    @classmethod
    def _said(cls, parameters: Parameters) -> Iterator[tuple[str, str | list[str]]]:
        everything = cls()
        for name in cls.__struct_fields__:
            texts = list(dict.fromkeys(filter(None, map(str.strip, parameters.getlist(name)))))
            if texts:
                yield name, texts if isinstance(getattr(everything, name), tuple) else texts[0]

    @classmethod
    def _misread(cls, said: Mapping[str, str | list[str]], error: str) -> str:
        """What is wrong with the one of *said* that the *error* of msgspec names."""
        name, _, turn = error.rpartition("$.")[2].rstrip("`]").partition("[")
        wrong = said[name] if isinstance(said[name], str) else said[name][int(turn or 0)]
        return cannot_be(name, str(wrong), cls._known(name))

    @classmethod
    def _known(cls, name: str) -> Words:
        kind = get_type_hints(cls)[name]
        if kind is bool:
            return ("true", "false")
        return tuple(filter(None, get_args(kind))) if get_origin(kind) is Literal else ()

    def values(self, name: str) -> Words:
        """The words that the parameter *name* holds, each as it stands in an address."""
        value = getattr(self, name)
        if isinstance(value, tuple):
            return tuple(map(str, value))
        return ("1" if value is True else str(value),) if value else ()

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of an address that make this choice, without idle ones."""
        return [(name, word) for name in self.__struct_fields__ for word in self.values(name)]

    @property
    def narrows(self) -> bool:
        """Whether anything is left out at all."""
        return any(name not in IDLE for name, _ in self.parameters)

    def plus(self, name: str, value: str) -> Self:
        """The same choice, with *value* among the alternatives of *name*."""
        return self._with(name, (*self.values(name), value))

    def minus(self, name: str, value: str = "") -> Self:
        """The same choice without *value* of *name*, or without any of it."""
        return self._with(name, tuple(v for v in self.values(name) if value not in {"", v}))

    def _with(self, name: str, values: Words) -> Self:
        others = [(other, word) for other, word in self.parameters if other != name]
        return self.read(MultiDict([*others, *((name, value) for value in values)]))


class Search(Choice, frozen=True, kw_only=True):
    """What is found in the index: by the words *q*, which *exact* takes just as they are."""

    q: str = ""
    exact: bool = False
    kind_found: ClassVar[Kind]
    facets: ClassVar[Mapping[str, str]] = {}
    """The parameters that are counted beside the list, in that order, and their facets."""

    def wish(self) -> Wish:
        """The wish that it makes of the index."""
        return Wish(kind=self.kind_found, q=self.q, exact=self.exact, order=self.order)

    @property
    def order(self) -> Order:
        """The order in the index; unless one is wished for, what fits *q* best, else by name."""
        return ORDERS.get(getattr(self, "sort", "")) or ("relevance" if self.q else "name")


ORDERS: Final[Mapping[str, Order]] = {
    "name": "name",
    "start": "start",
    "end": "end",
    "amount": "amount",
    "changed": "changed",
    "projects": "weight",
}
"""The orders as addresses call them; relevance without words to be relevant to is none."""


class ProjectChoice(Search, frozen=True, kw_only=True):
    """Projects by what they are, by when they run, by who takes part, and by their money."""

    portfolio: Words = ()
    phase: Words = ()
    running: bool = False
    year: tuple[int, ...] = ()
    funder: Words = ()
    implementer: Words = ()
    partner: Words = ()
    participant: Words = ()
    instrument: Words = ()
    kind: Words = ()
    municipality: Words = ()
    subject: Words = ()
    place: Words = ()
    amount: Words = ()
    sort: Literal["", "relevance", "name", "start", "end", "amount", "changed"] = ""
    kind_found: ClassVar[Kind] = "project"
    facets: ClassVar[Mapping[str, str]] = {
        name: name
        for name in (
            "running",
            "phase",
            "portfolio",
            "year",
            "subject",
            "place",
            "funder",
            "implementer",
            "instrument",
            "kind",
            "municipality",
            "amount",
        )
    }
    words: ClassVar[Mapping[str, Words]] = {
        "phase": concept_words("phase"),
        "instrument": concept_words("instrument"),
        "kind": concept_words("organisation-kind"),
        "amount": bands.WORDS,
    }

    def wish(self) -> Wish:
        """The wish that it makes of the index."""
        return Wish(
            kind="project",
            q=self.q,
            exact=self.exact,
            portfolios=self.portfolio,
            phases=self.phase,
            running=self.running,
            years=self.year,
            funders=self.funder,
            implementers=self.implementer,
            partners=self.partner,
            participants=self.participant,
            instruments=self.instrument,
            organisation_kinds=self.kind,
            municipalities=self.municipality,
            subjects=self.subject,
            places=self.place,
            amounts=self.amount,
            order=self.order,
        )


class OrganisationChoice(Search, frozen=True, kw_only=True):
    """Organisations by their kind and by the roles that they have in projects."""

    kind: Words = ()
    role: Words = ()
    sort: Literal["", "relevance", "name", "projects"] = ""
    kind_found: ClassVar[Kind] = "organisation"
    facets: ClassVar[Mapping[str, str]] = {"role": "role", "kind": "kind_of"}
    words: ClassVar[Mapping[str, Words]] = {
        "kind": concept_words("organisation-kind"),
        "role": concept_words("role"),
    }

    def wish(self) -> Wish:
        """The wish that it makes of the index."""
        return Wish(
            kind="organisation",
            q=self.q,
            exact=self.exact,
            kinds_of=self.kind,
            roles=self.role,
            order=self.order,
        )


class PersonChoice(Search, frozen=True, kw_only=True):
    """People by their names."""

    sort: Literal["", "relevance", "name", "projects"] = ""
    kind_found: ClassVar[Kind] = "person"


class PortfolioChoice(Search, frozen=True, kw_only=True):
    """Portfolios by their names."""

    sort: Literal["", "relevance", "name", "projects"] = ""
    kind_found: ClassVar[Kind] = "portfolio"


class ConceptChoice(Search, frozen=True, kw_only=True):
    """Concepts that projects are linked to, by their names; those of most projects first."""

    sort: Literal["", "relevance", "projects", "name"] = ""

    @property
    def order(self) -> Order:
        """The order in the index: what is not searched for by words is known by its projects."""
        return super().order if self.q or self.sort else "weight"


class SubjectChoice(ConceptChoice, frozen=True, kw_only=True):
    """Subjects of projects."""

    kind_found: ClassVar[Kind] = "subject"


class PlaceChoice(ConceptChoice, frozen=True, kw_only=True):
    """Places of projects."""

    kind_found: ClassVar[Kind] = "place"


class FindingChoice(Choice, frozen=True, kw_only=True):
    """Findings of some kinds (their words), on projects whose names hold all words of *q*."""

    q: str = ""
    kind: Words = ()
    words: ClassVar[Mapping[str, Words]] = {"kind": concept_words("finding")}

    def fits(self, row: Row) -> bool:
        """Whether a row of ``findings`` is among the chosen."""
        kind = (row["kind"] or "").rpartition("/")[2]
        return has_words(row["project_name"], self.q) and (not self.kind or kind in self.kind)

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The chosen *rows* as they stand."""
        return list(filter(self.fits, rows))


CHOICES: Final[Mapping[str, type[Choice]]] = {
    "projects": ProjectChoice,
    "funders": ProjectChoice,
    "implementers": ProjectChoice,
    "allocations": ProjectChoice,
    "organisations": OrganisationChoice,
    "people": PersonChoice,
    "portfolios": PortfolioChoice,
    "subjects": SubjectChoice,
    "places": PlaceChoice,
    "findings": FindingChoice,
}
"""How each list can be chosen from, by the name of its files."""


def cannot_be(name: str, words: str, known: Sequence[str]) -> str:
    """The sentence that the parameter *name* was given *words*, and may be one of the *known*."""
    there_are = f"It can be: {', '.join(known)}." if known else "It can be a whole number."
    return f"The parameter {name} cannot be {words!r}. {there_are}"


def has_words(text: str | None, words: str) -> bool:
    """Whether *text* holds every one of *words*, in any order, also as parts of longer words."""
    folded = (text or "").casefold()
    return all(word in folded for word in words.casefold().split())
