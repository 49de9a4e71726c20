"""The stored answers of a store, made of all that it holds."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from traceback import clear_frames
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.answers.kept import Told, path_of, write_answer
from graph.answers.places import place
from graph.answers.sums import (
    EVERYBODY,
    Added,
    Group,
    Sums,
    add_sums,
    group_of,
    row_of,
    sums_in,
    terms_in,
    totals_of,
)
from graph.answers.surroundings import statements
from graph.answers.terms import packed, row_of_terms, unpacked
from graph.errors import SalkkuError
from graph.questions.library import Library
from graph.questions.question import Question
from graph.questions.summing import Summing, Unsummed, chooses_names, speaks, take_apart
from graph.register import LANGUAGES
from graph.store import EmbeddedStore, select

TOGETHER: Final = 2
"""So many questions are asked at a time: the engine answers them side by side."""

AT_ONCE: Final = 2000
"""So many groups, each with those that are alike, are told in one question."""

Alike = list[tuple[Group, Added]]
"""Groups with their sums of which a question tells the same."""


def make_answers(folder: Path, store: Store, library: Library) -> None:
    """Write the stored answers of *store* into a generation's *folder*, those that are not there.

    Raises StoreError and DataDirectoryError.
    """

    def make(question: Question) -> None:
        path = path_of(folder, question)
        try:
            if not path.exists():
                make_answer(path, store, question)
        except SalkkuError as error:
            clear_frames(error.__traceback__)  # this thread alone may let go of what it asked
            raise

    with ThreadPoolExecutor(TOGETHER) as pool:
        deque(pool.map(make, summing_questions(library)), maxlen=0)


def summing_questions(library: Library) -> Iterator[Question]:
    """The questions whose answers are stored, in the order of their names."""
    return (question for question in library.values() if question.sums_over)


def make_answer(path: Path, store: Store, question: Question) -> None:
    """Write the answer of *question* at *path*; nothing when it cannot be added up exactly."""
    try:
        write_sums(path, store, question, sums_in(store, take_apart(question)))
    except Unsummed:
        return


def write_sums(path: Path, store: Store, question: Question, sums: Sums) -> None:
    """Write the answer of *question* that has those *sums* in *store*. Raises Unsummed."""
    summing = take_apart(question)
    totals = added_up(store, summing, sums)
    if summing.totals:
        lines = told_totals(summing, totals)
    elif summing.regroups:
        lines = told_together(store, question, [row_of(*each, summing) for each in sums.items()])
    else:
        lines = told(store, question, sums)
    write_answer(path, summing, sums | totals, lines)


def added_up(store: Store, summing: Summing, sums: Mapping[Group, Added]) -> Sums:
    """Return what the groups of *sums* add up to once more in *store*, if they do.

    Raises Unsummed.
    """
    found: Sums = {}
    if summing.totals is None:
        return found
    rest = iter(sums.items())
    while some := [*islice(rest, AT_ONCE)]:
        asked = summing.asked_of(row_of(*each, summing) for each in some)
        table = select(EmbeddedStore(store), asked)
        add_sums(summing.totals, found, totals_of(table, summing.totals))
    return found


def told_totals(summing: Summing, totals: Mapping[Group, Added]) -> Iterator[Told]:
    """Yield the groups of groups as rows of the answer."""
    for group, added in totals.items():
        yield Told(place(terms_in(group, added, summing), summing.order), group, "", "")


def told(store: Store, question: Question, sums: Mapping[Group, Added]) -> Iterator[Told]:
    """Yield what *store* says of the groups of *sums*, in each language that the question knows."""
    summing = take_apart(question)
    rest = iter(_alike(sums, summing))
    while some := [*islice(rest, AT_ONCE)]:
        first = {alike[0][0]: alike for alike in some}
        nodes = {group: _heeded(group, summing) for group in first}
        here = store if summing.looks_elsewhere else _near(store, summing, nodes.values())
        places: dict[Group, bytes] = {}
        for languages, groups in _asked(here, question, nodes):
            there = take_apart(question, languages[0])
            chosen = {group: alike for group, alike in first.items() if group in groups}
            yield from _told(here, there, languages, chosen, places)


def told_together(store: Store, question: Question, rows: Sequence[str]) -> Iterator[Told]:
    """Yield what is told of all groups together, by a question that regroups.

    They are given as *rows* of data in a query.
    """
    for language in _languages(question):
        summing = take_apart(question, language)
        table = select(EmbeddedStore(store), summing.asked_of(rows))
        for row in (row_of_terms(solution, table.columns) for solution in table):
            yield Told(place(row, summing.order), EVERYBODY, language, packed(row))


def _languages(question: Question) -> Sequence[str]:
    return LANGUAGES if speaks(question) else ("",)


def _alike(sums: Mapping[Group, Added], summing: Summing) -> list[Alike]:
    """The groups of *sums*, those together of which the same is told."""
    alike: dict[str, Alike] = defaultdict(list)
    takes_numbers = not {*summing.heeded} <= {*summing.group}
    for group, added in sums.items():
        terms = terms_in(group, added, summing) if takes_numbers else unpacked(group)
        heeded = {column: terms[column] for column in summing.heeded if column in terms}
        alike[packed(heeded)].append((group, added))
    return [*alike.values()]


def _asked(
    here: Store, question: Question, nodes: Mapping[Group, set[NamedNode]]
) -> Iterator[tuple[Sequence[str], Collection[Group]]]:
    """Yield languages, with the groups of which the same is told *here* in each of these.

    *nodes* are what of each group is heeded.
    """
    languages = _languages(question)
    several = {*nodes}
    if not take_apart(question).looks_elsewhere and chooses_names(question):
        named = _named_in_several_languages(here)
        several = {group for group in nodes if named & nodes[group]}
    if alone := nodes.keys() - several:
        yield languages, alone
    if several:
        yield from (((language,), several) for language in languages)


def _named_in_several_languages(near: Store) -> set[object]:
    """Of what *near* has words in more than one language.

    Words of no language are as near to all of them.
    """
    languages: dict[object, str] = {}
    several = set[object]()
    for said in near:
        if isinstance(said.object, Literal) and (language := said.object.language):
            known = languages.setdefault(said.subject, language)
            several |= {said.subject} if known != language else set()
    return several


def _heeded(group: Group, summing: Summing) -> set[NamedNode]:
    """What of a *group* the rest of the question says something about."""
    terms = unpacked(group)
    heeded = (terms[column] for column in summing.heeded if column in terms)
    return {NamedNode(term.value) for term in heeded if term.type == "uri"}


def _told(
    store: Store,
    summing: Summing,
    languages: Sequence[str],
    first: Mapping[Group, Alike],
    places: dict[Group, bytes],
) -> Iterator[Told]:
    """Yield what is told of groups in *languages*, asked of the *first* of those that are alike.

    *places* are those that are known already.
    """
    asked = summing.asked_of(row_of(*alike[0], summing) for alike in first.values())
    table = select(EmbeddedStore(store), asked)
    known = {*summing.group, *summing.numbers}
    others = [column for column in table.columns if column not in known]
    for solution in table:
        rest = row_of_terms(solution, others)
        content = packed(rest)
        for group, added in first[group_of(solution, summing.group)]:
            if group not in places:
                row = {**terms_in(group, added, summing), **rest}
                places[group] = place(row, summing.order)
            for language in languages:
                yield Told(places[group], group, language, content)


def _near(store: Store, summing: Summing, nodes: Iterable[set[NamedNode]]) -> Store:
    """What is told of the *nodes* of groups, in memory: it is asked for again with every row."""
    return statements(store, set[NamedNode]().union(*nodes), summing.outside)
