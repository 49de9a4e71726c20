"""Names of our organisations that are names of entries of a register, and how they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from graph.entities import Organisation
from graph.links.normal_forms import legal_form, normal, normals
from graph.names.keys import genitive, one_slip_apart
from graph.registers.entry import Entry, Name

Method = Literal["name", "alias", "inflected", "misprint", "short"]
"""How a name of ours is one of theirs."""

STRENGTHS: Final[Mapping[Method, float]] = MappingProxyType(
    {"name": 0.98, "alias": 0.96, "inflected": 0.94, "misprint": 0.91, "short": 0.7}
)
"""How much an agreement of that kind is worth, where nothing else is known."""

SHORT: Final = 5
"""A name of so many letters or fewer may stand for much, unless a legal form tells its kind."""

LONG: Final = 16
"""A name of so many letters is still itself when one of them is wrong."""

END: Final = 7
"""So many letters at an end of a long name; two ends of it have a letter between them."""

_FINNISH: Final = frozenset({"fi", ""})
_LOCAL: Final = frozenset({"fi", "sv", ""})


class Match(NamedTuple):
    """A name of *ours* that is a name of *theirs*: of which *entry*, and how."""

    entry: Entry
    ours: str
    theirs: Name
    method: Method

    @property
    def strength(self) -> float:
        """How much it is worth by itself."""
        return STRENGTHS[self.method]

    @property
    def contradicts(self) -> bool:
        """Whether the legal forms of the two say that they are of other kinds."""
        forms = {legal_form(self.ours), legal_form(self.theirs.text)} - {""}
        return len(forms) > 1

    def __str__(self) -> str:
        language = f" ({self.theirs.language})" if self.theirs.language else ""
        return f"{self.method}: {self.ours} = {self.theirs.text}{language}"


def own_names(organisation: Organisation) -> tuple[str, ...]:
    """What *organisation* is called: its name, in other languages, and its other names."""
    also = organisation.sv, organisation.en, *organisation.aliases
    return (organisation.name, *(name for name in also if name))


class NameIndex:
    """The *entries* of a register, found by any spelling of any of their names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._named = [(entry, name) for entry in entries for name in entry.names]
        self._names = self._grouped(lambda name: normals(name.text))
        self._inflected = self._grouped(_inflections)
        self._near = self._grouped(_long_ends)

    def _grouped(self, forms: Callable[[Name], Iterable[str]]) -> dict[str, tuple[int, ...]]:
        """The places of the names, by each of the *forms* of a name."""
        groups: dict[str, dict[int, None]] = defaultdict(dict)
        for place, (_, name) in enumerate(self._named):
            for form in forms(name):
                groups[form][place] = None
        return {form: tuple(places) for form, places in groups.items() if form}

    def matches(self, organisation: Organisation) -> list[Match]:
        """Every name of *organisation* that is a name of an entry.

        Slips of the pen are looked for only where nothing else is found.
        """
        found = [match for name in own_names(organisation) for match in self.called(name)]
        return found or list(self._misprinted(organisation.name))

    def called(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is, as it stands, trimmed, in the genitive, or with one behind."""
        for form in normals(ours):
            if places := self._names.get(form):
                return (self._match(ours, place, form) for place in places)
        if inflected := self._inflected.get(normal(ours)):
            return (Match(*self._pair(ours, place), "inflected") for place in inflected)
        return self._with_own_name_behind(ours)

    def _with_own_name_behind(self, ours: str) -> Iterator[Match]:
        """The names that *ours* is before its last word, which ends another name of the same."""
        before, _, last = ours.rpartition(" ")
        for place in self._names.get(normal(before), ()) if before else ():
            entry, name = self._named[place]
            if any(other.text.endswith(f" {last}") for other in entry.names):
                yield Match(entry, ours, name, "alias")

    def _misprinted(self, ours: str) -> Iterator[Match]:
        wrong = normal(ours)
        if len(wrong) < LONG:
            return
        near = {place for end in _ends(wrong) for place in self._near.get(end, ())}
        for place in sorted(near):
            right = normal(self._named[place][1].text)
            if right[:2] == wrong[:2] and one_slip_apart(right, wrong):
                yield Match(*self._pair(ours, place), "misprint")

    def _match(self, ours: str, place: int, form: str) -> Match:
        entry, name = self._named[place]
        form_told = legal_form(ours) and legal_form(ours) == legal_form(name.text)
        if len(form) <= SHORT and not form_told:
            return Match(entry, ours, name, "short")
        return Match(entry, ours, name, "name" if name.preferred else "alias")

    def _pair(self, ours: str, place: int) -> tuple[Entry, str, Name]:
        entry, name = self._named[place]
        return entry, ours, name


def _inflections(name: Name) -> Iterator[str]:
    """The genitive of a Finnish name."""
    if name.language in _FINNISH and len(name.text) > SHORT:
        yield normal(genitive(name.text))


def _long_ends(name: Name) -> Iterable[str]:
    """Of a long name the ends by which its misprints are found."""
    form = normal(name.text) if name.language in _LOCAL else ""
    return _ends(form) if len(form) >= LONG else ()


def _ends(form: str) -> tuple[str, str]:
    """The first and the last letters of a long name: a slip of the pen cannot change both."""
    return f"{form[:END]}-", f"-{form[-END:]}"
