"""Known names by their keys: which entry a name meant in a year."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from graph.names.entries import Entry, Known, Source
from graph.names.initials import is_short_form
from graph.names.keys import genitive, key, one_slip_apart
from graph.records import OrganisationPath, Step

_KINDS_OF_PLACE = ("kunta", "kaupunki")
_SHORT_FORMS = ((" kuntayhtymä", " ky"), ("ammattikorkeakoulu", "amk"))
_LONG = 9
_FOREVER = 9999
Entries = dict[str, tuple[Entry, ...]]


class Index:
    """The entries of *known*, found by any form of their names."""

    def __init__(self, known: Known) -> None:
        self._organisations = known.organisations
        entries = tuple(reversed(known.organisations.values()))
        self._formal = _grouped((name, e) for e in entries for name in (e.name, *e.aliases))
        self._names = _with_weaker(self._formal, ((n, e) for e in entries for n in _variants(e)))
        self._genitives = _grouped((form, e) for e in entries for form in _genitives(e))
        self._places = _grouped((e.genitive, e) for e in entries if e.genitive)
        self._bare = _grouped((e.bare, e) for e in entries if e.bare)
        self._turns = _turns(self._names, self._genitives, self._places, self._bare)
        sources: tuple[Source, ...] = (*known.programmes, *known.funds)
        self._money = {
            key(form): source
            for source in sources
            for name in (source.name, *source.aliases)
            for form in (name, genitive(name))
        }
        self._openings = {
            word[:end].casefold() for word in self._money for end in range(len(word) + 1)
        }
        self._near: Mapping[str, tuple[str, ...]] = {}

    def era(self, year: int) -> int:
        """The year that stands for *year*: between the two no name changed its meaning."""
        return self._turns[bisect_right(self._turns, year) - 1]

    def named(self, name: str, year: int | None) -> Entry | None:
        """The organisation that *name* meant in *year*: its name, an alias, a bare place."""
        return _chosen(self._names.get(key(name), ()), year)

    def formally(self, name: str, year: int | None) -> Entry | None:
        """The organisation whose name or alias *name* is; no bare place."""
        return _chosen(self._formal.get(key(name), ()), year)

    def owner(self, form: str, year: int | None) -> Entry | None:
        """The organisation whose genitive *form* is, such as ``Oulun yliopiston``."""
        return _chosen(self._genitives.get(key(form), ()), year)

    def place(self, form: str, year: int | None) -> Entry | None:
        """The municipality whose bare genitive *form* is, such as ``Oulun``."""
        return _chosen(self._places.get(key(form), ()), year)

    def bare(self, name: str, year: int | None) -> Entry | None:
        """The municipality whose bare *name* it is, such as ``Oulu``."""
        return _chosen(self._bare.get(key(name), ()), year)

    def money(self, name: str) -> Source | None:
        """The fund or programme called *name*."""
        return self._money.get(key(name))

    def opens_money(self, words: str) -> bool:
        """Whether the name of a fund or programme begins with *words*."""
        return key(words).casefold() in self._openings

    def misspelt(self, name: str, year: int | None) -> Entry | None:
        """The one organisation from whose long name *name* differs by a slip of the pen."""
        wrong = key(name)
        if len(wrong) < _LONG or any(letter.isdigit() for letter in wrong):
            return None
        if not self._near:
            self._near = _neighbourhood(word for word in self._formal if len(word) >= _LONG)
        near = {word for form in _shortened(wrong) for word in self._near.get(form, ())}
        right = [w for w in near if w[:2] == wrong[:2] and one_slip_apart(w, wrong)]
        return _chosen(self._formal[right[0]], year) if len(right) == 1 else None

    def path(self, entry: Entry) -> OrganisationPath:
        """The chain from the legal entity down to *entry*."""
        above = self._organisations.get(entry.parent)
        return (*(self.path(above) if above else ()), Step(entry.name, entry.kind))


def _variants(entry: Entry) -> Iterator[str]:
    """The weaker names of *entry*: they give way to anybody's own name."""
    yield from (entry.bare, entry.genitive, entry.sv, entry.en)
    yield from (
        f"{form} {kind}"
        for form in (entry.genitive, entry.bare)
        for kind in _KINDS_OF_PLACE
        if form
    )
    yield from map(_without_short_form, (entry.name, *entry.aliases))
    yield from (
        name.removesuffix(full) + short
        for name in (entry.name, *entry.aliases)
        for full, short in _SHORT_FORMS
        if name.endswith(full)
    )


def _without_short_form(name: str) -> str:
    """A *name* of several words without letters behind that stand for it; nothing if none do."""
    rest, _, last = name.rpartition(" ")
    return rest if " " in rest and is_short_form(last) else ""


def _genitives(entry: Entry) -> Iterator[str]:
    """The genitives of what *entry* is called."""
    names = (entry.name, *entry.aliases)
    yield from (genitive(name) for name in names)
    yield from (f"{name}in" for name in names if name.isupper() or name.endswith("s"))
    yield from (f"{entry.genitive} {form}" for form in ("kunnan", "kaupungin") if entry.genitive)


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> Entries:
    """The entries of each name's key, in the order of *pairs*."""
    groups: dict[str, dict[str, Entry]] = {}
    for name, entry in pairs:
        if name:
            groups.setdefault(key(name), {})[entry.name] = entry
    return {word: tuple(entries.values()) for word, entries in groups.items()}


def _with_weaker(strong: Entries, pairs: Iterable[tuple[str, Entry]]) -> Entries:
    """The *strong* names before the others."""
    weak = _grouped(pairs)
    return {
        word: tuple(dict.fromkeys((*strong.get(word, ()), *weak.get(word, ()))))
        for word in {*strong, *weak}
    }


def _turns(*names: Entries) -> tuple[int, ...]:
    """The years, from 0, in which a name that several bear began or ceased to mean one of them."""
    shared = {
        entry for group in names for bearers in group.values() if bearers[1:] for entry in bearers
    }
    begun = (entry.valid_from for entry in shared if entry.valid_from)
    ended = (entry.valid_to + 1 for entry in shared if entry.valid_to)
    return (0, *sorted({*begun, *ended}))


def _chosen(entries: tuple[Entry, ...], year: int | None) -> Entry | None:
    """The first entry in use in *year*, else the one that was in use last."""
    for entry in entries:
        if year is not None and entry.valid(year):
            return entry
    return max(entries, key=lambda entry: entry.valid_to or _FOREVER, default=None)


def _neighbourhood(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The *words* by themselves and by themselves less one letter."""
    near: dict[str, tuple[str, ...]] = {}
    for word in words:
        for form in _shortened(word):
            near[form] = (*near.get(form, ()), word)
    return near


def _shortened(word: str) -> set[str]:
    """The *word*, and the *word* without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
