"""A query over our graphs becomes one over the graphs of a generation at an engine.

Which graphs it sees is told beside it (SPARQL 1.1 Protocol, section 2.1.4), so FROM goes. Where a
graph is named, ``GRAPH <ours>``, its name there takes the place. Where it is asked for,
``GRAPH ?g``, each name there comes together with ours: ``VALUES (?g ?g__at) {(<ours> <there>) ...}
GRAPH ?g__at``; a group with a sub-select, which does not see them, is asked of one graph after the
other. Nothing but names of graphs is changed, so the answers are those of our own graphs.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.engines.naming import Generation
from graph.engines.texts import text as text_of
from graph.engines.tokens import Token, tokens
from graph.store import Dataset

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
AT: Final = "__at"
"""What the name of a variable ends with that holds the name of a graph there."""

NOWHERE: Final = "/0"
"""What follows the name of a generation in the name of a graph that it does not have."""


class Rewritten(NamedTuple):
    """A query as an engine is asked it, over its *dataset* there.

    *form* is SELECT, ASK, CONSTRUCT or DESCRIBE. The columns whose names end with *added* were not
    asked for; *takes_all* says that the query asks for all that there are. Instead of a DESCRIBE
    stands the SELECT of the nodes that it means, or nothing, beside those that are *described* by
    their names.
    """

    text: str
    dataset: Dataset
    form: str
    added: str
    takes_all: bool
    described: tuple[NamedNode, ...] = ()


def rewrite(query: str, generation: Generation, base: str, dataset: Dataset | None) -> Rewritten:
    """Return *query*, which can be read, as it is asked of *generation* at an engine.

    It sees the *dataset* of our graphs, or what its own FROM says, or all. Relative IRIs are below
    *base*.
    """
    read = _Read([*tokens(query)], base)
    seen = dataset or read.dataset()
    named = generation.named if seen is None else _known(seen.named, generation)
    return Rewritten(
        "".join(_written(read, generation, named)) if read.asks else "",
        _there(seen, generation),
        read.form,
        read.added,
        read.takes_all,
        tuple(NamedNode(read.iris[place]) for place in read.described),
    )


def _known(ours: Sequence[str], generation: Generation) -> Mapping[str, str]:
    """Those of *ours* that *generation* has, with their names there."""
    return {iri: generation.named[iri] for iri in ours if iri in generation.named}


def _there(seen: Dataset | None, generation: Generation) -> Dataset:
    """What is *seen*, by the names there; instead of what is not there, a graph that is empty."""
    if seen is None:
        return Dataset((generation.default,), tuple(generation.named.values()))
    nowhere = (generation.default + NOWHERE,)
    default, named = (
        tuple(_known(ours, generation).values()) for ours in (seen.default, seen.named)
    )
    return Dataset(default or nowhere, named)


class _Read:
    """A query by its tokens: its form, and the graphs that it names."""

    def __init__(self, all_tokens: list[Token], base: str) -> None:
        self.tokens = all_tokens
        self.base = base
        self.begin = next(i for i, token in enumerate(all_tokens) if token.is_word(*FORMS))
        self.form = all_tokens[self.begin].text.upper()
        self.from_clauses = list(self._from_clauses())
        self.graphs = list(self._graphs())
        self.targets = list(self._targets())
        self.iris = self._resolved()
        self.added = AT
        names = {t.text[1:] for t in all_tokens if t.kind == "variable" or t.text.startswith("_:")}
        while any(name.endswith(self.added) for name in names):
            self.added += "_"

    @property
    def takes_all(self) -> bool:
        """Whether it asks for all columns that there are."""
        place = self.after(self.begin)
        if self.tokens[place].is_word("DISTINCT", "REDUCED"):
            place = self.after(place)
        return self.tokens[place].text == "*"

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask, beside what is said of nodes that have a name."""
        if self.form != "DESCRIBE":
            return True
        has_pattern = any(token.text == "{" for token in self.tokens)
        return has_pattern and len(self.targets) > len(self.described)

    @property
    def described(self) -> list[int]:
        """Where the nodes stand that are described by their names."""
        return [place for place in self.targets if self.tokens[place].kind == "iri"]

    def _targets(self) -> Iterator[int]:
        """Where all stands that a DESCRIBE is about."""
        place = self.begin + 1 if self.form == "DESCRIBE" else len(self.tokens)
        for each in range(place, len(self.tokens)):
            token = self.tokens[each]
            if token.kind == "word" or token.text == "{":
                return
            if token.kind != "blank":
                yield each

    def group(self, place: int) -> range:
        """The places of the group in braces that follows *place*."""
        begin, depth = self.after(place), 0
        for end in range(begin, len(self.tokens)):
            depth += (self.tokens[end].text == "{") - (self.tokens[end].text == "}")
            if not depth:
                break
        return range(begin, end + 1)

    def is_empty(self, group: range) -> bool:
        """Whether nothing stands in a *group*."""
        return self.after(group.start) == group.stop - 1

    def has_sub_select(self, group: range) -> bool:
        """Whether a *group* has a sub-select, however deep."""
        return any(self.tokens[place].is_word("SELECT") for place in group)

    def after(self, place: int) -> int:
        """The place of the next token after *place* that is not blank; there must be one."""
        return next(i for i in range(place + 1, len(self.tokens)) if not self._is_blank(i))

    def _is_blank(self, place: int) -> bool:
        return self.tokens[place].kind == "blank"

    def dataset(self) -> Dataset | None:
        """What its FROM clauses say; None when it has none."""
        if not self.from_clauses:
            return None
        default, named = (
            tuple(self.iris[last] for _, last, is_named in self.from_clauses if is_named is wanted)
            for wanted in (False, True)
        )
        return Dataset(default, named)

    def _from_clauses(self) -> Iterator[tuple[int, int, bool]]:
        """Where each FROM begins and where its IRI is, and whether that graph is a named one."""
        for place, token in enumerate(self.tokens):
            if token.is_word("FROM"):
                next_ = self.after(place)
                is_named = self.tokens[next_].is_word("NAMED")
                yield place, self.after(next_) if is_named else next_, is_named

    def _graphs(self) -> Iterator[tuple[int, int]]:
        """Where each GRAPH is that is asked of the engine itself, and where its name."""
        depth, elsewhere = 0, 0
        for place in range(self.begin, len(self.tokens)):
            token = self.tokens[place]
            depth += (token.text == "{") - (token.text == "}")
            if token.text == "}" and depth < elsewhere:
                elsewhere = 0
            if token.is_word("SERVICE") and not elsewhere:
                elsewhere = depth + 1
            if token.is_word("GRAPH") and not elsewhere:
                yield place, self.after(place)

    def _resolved(self) -> Mapping[int, str]:
        """The IRIs of the graphs that it names, whole, by the places of their tokens."""
        places = [last for _, last, _ in self.from_clauses]
        places += [name for _, name in self.graphs if self.tokens[name].kind == "iri"]
        places += self.described
        if not places:
            return {}
        prologue = "".join(token.text for token in self.tokens[: self.begin])
        rows = "".join(f"({place} {self.tokens[place].text}) " for place in places)
        asked = text_of("iris.rq", prologue=prologue, iris=rows)
        found = Store().query(asked, base_iri=self.base or None)
        if not isinstance(found, QuerySolutions):  # the file asks for a table
            raise TypeError(asked)
        return {int(row["place"].value): row["iri"].value for row in found}


def _written(read: _Read, generation: Generation, named: Mapping[str, str]) -> Iterator[str]:
    """The pieces of the text as it is asked there."""
    if read.base:
        yield f"BASE {NamedNode(read.base)} "
    writing = _Writing(read, generation, named)
    yield from writing.pieces(range(len(read.tokens)), dict(_changes(read)))


def _changes(read: _Read) -> Iterator[tuple[int, str]]:
    """What stands there instead of tokens that name no graph in a pattern, by their places."""
    if read.form == "DESCRIBE":
        yield read.begin, "SELECT DISTINCT"
        yield from ((place, " ") for place in read.described)
    for first, last, _ in read.from_clauses:
        yield from ((place, " ") for place in range(first, last + 1))


class _Writing(NamedTuple):
    """Writes what was *read* with the names that graphs have there; *named* are those it sees.

    Blank nodes are those of that *copy* of a group, for no two groups may share one.
    """

    read: _Read
    generation: Generation
    named: Mapping[str, str]
    copy: str = ""

    def pieces(self, places: range, instead: dict[int, str]) -> Iterator[str]:
        """The pieces of the text at *places*, some with another text *instead*."""
        for place, name in self.read.graphs:
            if place in places and place not in instead:
                instead |= self._changed(place, name)
        for place in places:
            yield instead.get(place, self._kept(place))

    def _kept(self, place: int) -> str:
        text = self.read.tokens[place].text
        is_label = bool(self.copy) and text.startswith("_:")
        return f"{text}{self.copy}{self.read.added}" if is_label else text

    def _changed(self, place: int, name: int) -> dict[int, str]:
        """What stands there instead of a GRAPH, its name and, if need be, its group."""
        token, group = self.read.tokens[name], self.read.group(name)
        if token.kind == "iri":
            there = self.generation.named.get(self.read.iris[name], self._nowhere)
            return {name: str(NamedNode(there))}
        if self.read.is_empty(group):
            ours = " ".join(str(NamedNode(iri)) for iri in self.named)
            any_graph = text_of("any_graph.rq", variable=token.text, graphs=ours)
            return dict.fromkeys(range(place, group.stop), " ") | {place: any_graph}
        if self.named and self.read.has_sub_select(group):
            copies = " UNION ".join(self._copies(token.text, group))
            return dict.fromkeys(range(place, group.stop), "") | {place: copies}
        return self._with_both_names(place, name, token.text)

    @property
    def _nowhere(self) -> str:
        return self.generation.default + NOWHERE

    def _with_both_names(self, place: int, name: int, variable: str) -> dict[int, str]:
        pairs = " ".join(f"({NamedNode(iri)} {NamedNode(at)})" for iri, at in self.named.items())
        at = f"{variable}{self.read.added}"
        graph = text_of("graph.rq", variable=variable, at=at, pairs=pairs)
        return {place: graph, name: f" {at}"}

    def _copies(self, variable: str, group: range) -> Iterator[str]:
        """The *group* once for each graph.

        A sub-select does not tell its group which graph it is asked of, unless that has a name.
        """
        for number, (ours, there) in enumerate(self.named.items()):
            written = self._replace(copy=f"{self.copy}_{number}").pieces(group, {})
            terms = {"graph": NamedNode(ours), "there": NamedNode(there)}
            yield text_of("one_graph.rq", variable=variable, group="".join(written), **terms)
