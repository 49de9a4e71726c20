"""Questions whose answers are sums over projects: the part that adds up, and the rest of them.

The header of such a question says ``sums_over = "project"``. The first part of it that groups what
it finds adds up: each of its numbers is a sum or a count to which every project gives its own
share, whatever other projects say, or the least or the greatest of what they say. So the numbers of
a changed graph are those of the graph before, less what the changed projects gave then, and more
what they give now. The rest of the question says something of each group, such as the name of an
organisation, or sums the groups up once more. It may hold the part several times.

Where it says ``sums_over = "entity"``, whatever anything is said of gives its own share, by what is
said of it alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, takewhile
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from graph.questions.question import LANGUAGE, Question
from graph.values import THINGS
from graph.writes.scanning import Token, tokens
from ontology.terms import Rdf

OVER: Final = "project"
"""What sums are over: everything in the graph hangs on projects."""

SUMS: Final = frozenset({"SUM", "COUNT"})
EXTREMES: Final = frozenset({"MIN", "MAX"})
AGGREGATES: Final = SUMS | EXTREMES | {"AVG", "SAMPLE", "GROUP_CONCAT"}
CALLED: Final = frozenset({"ASC", "DESC", "STR", "STRAFTER", "SUBSTR"})
"""What an order may call: it leaves things in the order of their IRIs."""

FORBIDDEN: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})
"""What makes an answer another one each time."""

TIMES: Final = "times"
"""The column that tells how much a group adds up: one that adds up nothing is none."""

COUNTING: Final = f" (COUNT(*) AS ?{TIMES}) "


NEAREST: Final = re.compile(
    r"\{ (?P<thing>\?\w+) (?P<by>\S+) (?P<nearer>\?\w+)"
    r" FILTER\(STRLEN\(STRAFTER\(\?wish, LANG\((?P=nearer)\)\)\)"
    r" > STRLEN\(STRAFTER\(\?wish, LANG\((?P<name>\?\w+)\)\)\)\) \}"
)
"""What is left out when a thing has a name that is nearer to the language wished for."""

WISH: Final = re.compile(
    r"VALUES \?lang \{ UNDEF \}"
    r'|BIND\(CONCAT\(COALESCE\(\?lang, ""\), "[a-z ]+"\) AS \?wish\)'
)
"""What makes the language of an answer the order in which languages are wished for."""


class Unsummed(ValueError):
    """Why the answer of a question cannot be kept as sums."""


class Sum(NamedTuple):
    """A number of a group: the *column*, the *function*, and *of* which variable it is, if of one.

    *distinct* is the variable where it is of different things.
    """

    column: str
    function: str
    of: str
    distinct: str


class Term(NamedTuple):
    """What an answer is ordered by: one of its columns, or several added up."""

    columns: tuple[str, ...]
    descending: bool


class Totals(NamedTuple):
    """What groups add up to once more: the columns that tell it apart, and the numbers of it."""

    group: tuple[str, ...]
    sums: tuple[Sum, ...]


class Summing(NamedTuple):
    """A question taken apart: what adds up *over* projects or entities, and the *frame* around it.

    *group* and *sums* are the columns of the *part* that adds up, which is asked about some groups
    at its *door*, the end of its *body*. *things* are the columns of the answer that are parameters
    too: about one thing it is those of its rows that are about it. The rest names those columns
    that are *mentioned*, and what it says of a group, it says by those that are *heeded*. *inside*
    and *outside* are the IRIs that the part and the rest name. The rest *regroups* when it tells no
    group alone, and *looks elsewhere* when it asks named graphs. What it gives are *totals* when
    every group gives its own share to them.
    """

    over: str
    prologue: str
    frame: tuple[str, ...]
    part: str
    body: int
    door: int
    group: tuple[str, ...]
    sums: tuple[Sum, ...]
    things: tuple[str, ...]
    mentioned: tuple[str, ...]
    heeded: tuple[str, ...]
    totals: Totals | None
    order: tuple[Term, ...]
    inside: frozenset[NamedNode]
    outside: frozenset[NamedNode]
    regroups: bool
    looks_elsewhere: bool

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that add up."""
        return tuple(each.column for each in self.sums)

    @property
    def query(self) -> str:
        """The query for the groups and their numbers, and how much each adds up."""
        return f"{self.prologue}{self.part}"

    def asked_about(self, rows: Iterable[str]) -> str:
        """The same query, for the groups of those *rows* alone."""
        part, door = self.part, self.door
        return f"{self.prologue}{part[:door]} {_given(self.group, rows)} {part[door:]}"

    def asked_whether(self, row: str, variable: str, value: str) -> str:
        """The query for anything of the group of that *row* in which a *variable* has a *value*."""
        select, body = self.part[: len("SELECT")], self.part[self.body : self.door]
        wanted = f"{_given(self.group, [row])} FILTER(?{variable} = {value})"
        return f"{self.prologue}{select} ?{variable} {body} {wanted} }} LIMIT 1"

    def asked_of(self, rows: Iterable[str]) -> str:
        """The query for the answer when *rows* are the groups, by the columns it mentions."""
        return f" {_given(self.mentioned, rows)} ".join(self.frame)


def _given(columns: Iterable[str], rows: Iterable[str]) -> str:
    named = " ".join(f"?{column}" for column in columns)
    return " ".join(("VALUES", f"({named})", "{", *rows, "}"))


@cache
def take_apart(question: Question, language: str = "") -> Summing:
    """Return the parts of *question* about everything, with names in *language*.

    Raises Unsummed when it has no part that adds up over projects.
    """
    text = question.bind({LANGUAGE: language} if speaks(question) else {})
    found = [*tokens(text)]
    parts = _parts(found)
    inner, outer = found[slice(*parts[0])], _without(found, parts)
    prefixes = dict(_prefixes(found))
    where = _where(inner)
    group, sums = _columns(inner[1:where])
    columns = (*group, *(each.column for each in sums))
    totals = None if speaks(question) else _totals(outer, len(parts))
    frame = _frame(text, found, parts)
    start, at = inner[0].start, inner[where].start
    part = f"{text[start:at]}{COUNTING}{text[at : inner[-1].end]}"
    summing = Summing(
        over=question.sums_over,
        prologue=text[: next(token.start for token in found if token.word == "SELECT")],
        frame=tuple(_counted(frame, found) if totals else frame),
        part=part,
        body=at - start + len(COUNTING),
        door=_end_of(inner, where).start - start + len(COUNTING),
        group=group,
        sums=sums,
        things=tuple(_things(question)),
        mentioned=tuple(_mentioned(outer, columns)),
        heeded=tuple(_heeded(outer, columns)),
        totals=totals,
        order=tuple(dict.fromkeys(_order(outer))),
        inside=frozenset(_named(inner, prefixes)),
        outside=frozenset(_named(outer, prefixes)),
        regroups=_tells_no_group(outer, sums, question.columns),
        looks_elsewhere=any(token.word == "GRAPH" for token in outer),
    )
    _check(summing, found, inner, question.columns)
    return summing


def speaks(question: Question) -> bool:
    """Whether the *question* knows languages of names."""
    return any(parameter.name == LANGUAGE for parameter in question.parameters)


@cache
def chooses_names(question: Question) -> bool:
    """Whether its language does nothing but choose the nearest among several names of one thing.

    So what it tells of a thing that has names in one language alone is the same in all languages.
    """
    text = " ".join(question.text.split())
    compared = [*NEAREST.finditer(text)]
    of_one = all(f"{each['thing']} {each['by']} {each['name']} " in text for each in compared)
    return of_one and not re.search(r"[?$](lang|wish)\b", WISH.sub("", NEAREST.sub("", text)))


def _things(question: Question) -> Iterator[str]:
    """The parameters that say what thing a column of the answer has, and nothing more."""
    for each in question.parameters:
        if each.type in THINGS and each.name in question.columns and not each.widens:
            yield each.name


def _parts(found: Sequence[Token]) -> list[tuple[int, int]]:
    """Where the part that adds up begins and ends, each time that it stands there."""
    begin, end = _part(found)
    words = [token.text for token in found]
    part, long = words[begin:end], end - begin
    return [(at, at + long) for at in range(len(words)) if words[at : at + long] == part]


def _part(found: Sequence[Token]) -> tuple[int, int]:
    """Where the first part begins and ends that stands in braces of its own and groups."""
    for at, token in enumerate(found):
        if token.word == "SELECT" and at and found[at - 1].text == "{":
            end = next(i for i, t in enumerate(found) if i > at and _closes(t, token.depth))
            if any(t.word == "GROUP" and t.depth == token.depth for t in found[at:end]):
                return at, end
    raise Unsummed("nothing in it is grouped in braces of its own, so there is nothing to add up")


def _without(found: Sequence[Token], parts: Iterable[tuple[int, int]]) -> list[Token]:
    inside = {at for begin, end in parts for at in range(begin, end)}
    return [token for at, token in enumerate(found) if at not in inside]


def _frame(text: str, found: Sequence[Token], parts: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the text before, between and after the parts."""
    stop = 0
    for begin, end in parts:
        yield text[stop : found[begin].start]
        stop = found[end - 1].end
    yield text[stop:]


def _counted(frame: Iterable[str], found: Iterable[Token]) -> Iterator[str]:
    """The *frame* of an answer that also tells how much each of its rows adds up."""
    at = next(token.start for token in found if token.word == "WHERE")
    before, *rest = frame
    yield f"{before[:at]}{COUNTING}{before[at:]}"
    yield from rest


def _end_of(inner: Sequence[Token], where: int) -> Token:
    """The brace that ends what WHERE begins."""
    depth = inner[where + 1].depth
    return next(token for token in inner[where + 2 :] if _closes(token, depth))


def _tells_no_group(outer: Iterable[Token], sums: Iterable[Sum], columns: Sequence[str]) -> bool:
    """Whether groups are summed up once more, or have numbers that the answer has not."""
    hidden = {each.column for each in sums} - {*columns}
    return bool(hidden) or any(token.word in AGGREGATES for token in outer)


def _totals(outer: Sequence[Token], parts: int) -> Totals | None:
    """What the groups add up to once more, if each of them gives its own share."""
    words = Counter(token.word for token in outer)
    if parts > 1 or words["SELECT"] > 1 or words["GROUP"] != 1 or words["HAVING"] or words["LIMIT"]:
        return None
    begin = next(at for at, token in enumerate(outer) if token.word == "SELECT")
    group, sums = _columns(outer[begin + 1 : begin + _where(outer[begin:])])
    adds_up = all(each.function in SUMS and not each.distinct for each in sums)
    return Totals(group, sums) if sums and adds_up else None


def _closes(token: Token, depth: int) -> bool:
    return token.text == "}" and token.depth == depth


def _where(inner: Sequence[Token]) -> int:
    return next(i for i, t in enumerate(inner) if t.word == "WHERE" and t.depth == inner[0].depth)


def _columns(chosen: Sequence[Token]) -> tuple[tuple[str, ...], tuple[Sum, ...]]:
    """The columns by which is grouped, and the numbers: what stands between SELECT and WHERE."""
    group, sums = [], []
    depth, opened = 0, 0
    for at, token in enumerate(chosen):
        if token.text == "(":
            opened = opened if depth else at
            depth += 1
        elif token.text == ")":
            depth -= 1
            if not depth:
                sums.append(_sum(chosen[opened + 1 : at]))
        elif not depth and token.kind == "variable":
            group.append(token.text[1:])
    return tuple(group), tuple(sums)


def _sum(told: Sequence[Token]) -> Sum:
    """The number that ``SUM(?x) AS ?y`` is; what is worked out of several has no function."""
    is_distinct = any(token.word == "DISTINCT" for token in told)
    variables = [token.text[1:] for token in told if token.kind == "variable"]
    calls = [token.word for token in told if token.word in AGGREGATES]
    is_one = len(calls) == 1 and told[0].word == calls[0] and told[-3].text == ")"
    inside = [token.text[1:] for token in told[2:-3] if token.word != "DISTINCT"]
    of = inside[0] if is_one and inside == variables[:1] else ""
    function = calls[0] if is_one else ""
    return Sum(variables[-1], function, of, variables[0] if is_distinct else "")


def _mentioned(outer: Iterable[Token], columns: Iterable[str]) -> Iterator[str]:
    """Yield those of *columns* that the rest names anywhere."""
    named = {token.text for token in outer if token.kind == "variable"}
    yield from (column for column in columns if f"?{column}" in named)


def _heeded(outer: Sequence[Token], columns: Iterable[str]) -> Iterator[str]:
    """Yield those of *columns* that the rest asks about, or works with where it selects."""
    chosen = takewhile(lambda token: not token.depth, outer)
    works = any(token.text == "(" for token in chosen)
    asked = {token.text for token in outer if token.kind == "variable" and (token.depth or works)}
    yield from (column for column in columns if f"?{column}" in asked)


def _order(outer: Sequence[Token]) -> Iterator[Term]:
    """What the answer is ordered by, as far as it tells anything apart."""
    places = [at for at, t in enumerate(outer) if t.word == "ORDER" and t.depth == 0]
    depth, term = 0, list[Token]()
    for token in outer[places[-1] + 2 :] if places else ():
        term.append(token)
        depth += (token.text == "(") - (token.text == ")")
        if not depth and (token.kind == "variable" or token.text == ")"):
            yield _term(term)
            term = []


def _term(told: Sequence[Token]) -> Term:
    calls = {token.word for token in told if token.word}
    if not calls <= CALLED:
        raise Unsummed(f"its order calls {', '.join(sorted(calls - CALLED))}")
    columns = tuple(token.text[1:] for token in told if token.kind == "variable")
    return Term(columns, descending="DESC" in calls)


def _prefixes(found: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for at, token in enumerate(found):
        if token.word == "PREFIX":
            yield found[at + 1].text, found[at + 2].text[1:-1]


def _named(some: Iterable[Token], prefixes: Mapping[str, str]) -> Iterator[NamedNode]:
    """The IRIs that stand among *some* tokens, written out or by a prefix."""
    for token in some:
        if token.kind == "iri":
            yield NamedNode(token.text[1:-1])
        elif token.kind == "name":
            prefix, _, word = token.text.partition(":")
            yield NamedNode(prefixes[f"{prefix}:"] + word)
        elif token.text == "a":
            yield Rdf.type


def _check(
    summing: Summing, found: Sequence[Token], inner: Sequence[Token], columns: Sequence[str]
) -> None:
    """Raise Unsummed when the numbers do not add up, or the answer is not always the same."""
    faults = chain(
        _misadded(summing),
        _misplaced(summing, columns),
        _misread(found, inner, regroups=summing.regroups),
    )
    for fault in faults:
        raise Unsummed(fault)


def _misadded(summing: Summing) -> Iterator[str]:
    if not summing.sums:
        yield "no column of it is a sum"
    once = {"", OVER} if summing.over == OVER else {""}
    for each in summing.sums:
        if each.function not in SUMS | EXTREMES or each.distinct not in once:
            yield f"{each.column} is no sum, no extreme and no count of each {OVER} once"


def _misplaced(summing: Summing, columns: Sequence[str]) -> Iterator[str]:
    if not summing.regroups and not {*summing.group} <= {*columns}:
        yield "it tells groups apart by what is no column"
    for term in summing.order:
        if not {*term.columns} <= {*columns}:
            yield f"its order takes {', '.join(term.columns)}, which is no column"


def _misread(found: Sequence[Token], inner: Sequence[Token], *, regroups: bool) -> Iterator[str]:
    words = Counter(token.word for token in found)
    inside = Counter(token.word for token in inner)
    if inside["GRAPH"]:
        yield "what adds up looks into named graphs"
    if words["SELECT"] - inside["SELECT"] > 1 and not regroups:
        yield "beside what adds up, it selects something else"
    yield from (f"{word} makes it another answer each time" for word in FORBIDDEN & {*words})
