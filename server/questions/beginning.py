"""The beginning of a long answer whose rows come thing by thing, without the rest of it.

The index knows the things and their order: the question is asked about the first of them, then
about the next, until there are rows enough.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

import msgspec

from graph.answers.terms import Terms
from graph.questions.listing import Place, goes_through, place_among_each, wish_for
from graph.questions.question import Question
from graph.search.document import EURO
from graph.search.found import Hit
from graph.search.wish import Wish
from server.questions.answers import Answered, Answers, unpacked
from server.questions.asked import Asked, query_of
from server.questions.counted import counted
from server.snapshot import Snapshot

LONG: Final = 1_000
"""The answer about fewer things than that is asked for at once."""

SCATTERED: Final = 200
"""So is one about what belongs to somebody: that lies scattered in the store, and takes longer."""

DEEPEST: Final = 10_000
"""Whoever wants a row that stands further down waits for the whole answer."""

ROUNDED: Final = Decimal(1)
"""By less than that the amounts of the index, which are whole cents, differ from those of rows."""

IN_VAIN: Final = 4_000
"""So many things are asked about beyond the rows that are wanted, where most have none."""

FIRST: Final = 50
MOST: Final = 200
"""About so many things is asked first, and about so many at most at once."""

DRAWN: Final = 5_000
"""A chart of more things than that is not drawn: it would wait for the whole answer."""


def beginning(answers: Answers, snapshot: Snapshot, asked: Asked, enough: int) -> Answered | None:
    """Return the first rows of the answer: *enough* of them, or all when there are not many.

    None when the whole must be asked for: it is not long, or does not come thing by thing, or
    its rows are too far down. Raises what the evaluator raises.
    """
    if (kind := goes_through(asked.question, asked.values)) and enough <= DEEPEST:
        return _through_each(answers, snapshot, asked, enough, Wish(kind=kind, order="slug"))
    wish = wish_for(asked.question, asked.values)
    if wish is None or enough > DEEPEST or not _is_in_order(snapshot, wish):
        return None
    rows: list[msgspec.Raw] = []
    for start, hits, total in _things(snapshot, wish):
        if _is_asked_at_once(asked.question, wish, total) or start > enough + IN_VAIN:
            return None
        to_the_last = _is_told_to_the_last(asked.question, wish, total)
        for end, some in _pieces(asked.question, start, hits):
            piece = _answered(answers, snapshot, asked, some)
            if piece.truncation:
                return None
            rows += piece.rows
            beyond = None if end < total else 0
            if beyond is None and (len(rows) < enough or to_the_last):
                continue
            first = _greatest(rows, some[-1], beyond) if wish.order == "amount" else rows
            if len(first) >= enough or beyond == 0:
                return Answered(columns=piece.columns, rows=first, size=0, beyond=beyond)
    return Answered(columns=asked.question.columns, rows=[], size=0, beyond=0)


def _through_each(
    answers: Answers, snapshot: Snapshot, asked: Asked, enough: int, wish: Wish
) -> Answered | None:
    """The beginning of what is answered about each thing that fits *wish*, one after the other."""
    rows: list[msgspec.Raw] = []
    beyond: int | None = 0
    for number, hit in enumerate(_each(snapshot, wish)):
        if beyond is None or len(rows) >= enough:
            return Answered(columns=asked.question.columns, rows=rows, size=0, beyond=None)
        if number > enough + IN_VAIN:
            return None
        one = _about_one(snapshot, asked, hit)
        piece = beginning(answers, snapshot, one, enough - len(rows))
        piece = piece or answers.answer(snapshot, one.query)
        if piece.truncation:
            return None
        rows += piece.rows
        beyond = piece.beyond
    return Answered(columns=asked.question.columns, rows=rows, size=0, beyond=beyond)


def _each(snapshot: Snapshot, wish: Wish) -> Iterator[Hit]:
    """Yield what fits *wish* as the answers stand that go through it."""
    hits = chain.from_iterable(some for _, some, _ in _things(snapshot, wish))
    placed = ((_place(snapshot, hit), hit) for hit in hits)
    for _, alike in groupby(placed, key=lambda one: one[0].slug):
        yield from (hit for _, hit in sorted(alike, key=itemgetter(0)))


def _place(snapshot: Snapshot, hit: Hit) -> Place:
    return place_among_each(snapshot.generation.iris.entity(hit.kind, hit.slug).value, hit.slug)


def _about_one(snapshot: Snapshot, asked: Asked, hit: Hit) -> Asked:
    """The same question about one thing."""
    values = {**asked.values, hit.kind: hit.slug}
    query = query_of(snapshot, asked.question, values)
    return Asked(question=asked.question, values=values, query=query)


def _is_asked_at_once(question: Question, wish: Wish, total: int) -> bool:
    """Whether the answer about all that fits *wish*, so many in *total*, is asked for as it stands.

    Where few of many things fit, the engine might look through all: it is asked about these few.
    """
    if wish.participants:
        return total < SCATTERED
    is_narrow = wish != Wish(kind=wish.kind, order=wish.order)
    return total < LONG and (not is_narrow or question.counting is not None)


def _is_told_to_the_last(question: Question, wish: Wish, total: int) -> bool:
    """Whether so few fit that all are asked about: then it is known how many rows there are."""
    return total < LONG and not wish.participants and question.counting is None


def _is_in_order(snapshot: Snapshot, wish: Wish) -> bool:
    """Whether the index has the order of *wish*: it knows that of amounts of one currency alone."""
    if wish.order != "amount":
        return True
    day = snapshot.generation.manifest.day
    sums = snapshot.index.sums(Wish(kind="project"), day, ("instrument",))
    return {one.currency for one in sums} == {EURO}


def _greatest(rows: Sequence[msgspec.Raw], last: Hit, beyond: int | None) -> list[msgspec.Raw]:
    """The *rows* in the order of their amounts, but for those that others may stand before.

    They are all when nothing is *beyond* the *last* thing, whose money is the least so far.
    """
    known = [(row, next(unpacked([row]))) for row in rows]
    known.sort(key=lambda one: (-_amount(one[1]), one[1]["project"].value))
    cents = dict(last.card.money).get(EURO) if last.card else None
    least = Decimal(cents or 0) / 100 + ROUNDED
    return [row for row, terms in known if beyond == 0 or _amount(terms) > least]


def _amount(terms: Terms) -> Decimal:
    return Decimal(terms["amount"].value)


def is_too_long_to_draw(snapshot: Snapshot, asked: Asked) -> bool:
    """Whether the answer comes thing by thing, and is about more of them than a chart waits for."""
    wish = wish_for(asked.question, asked.values)
    day = snapshot.generation.manifest.day
    return wish is not None and snapshot.index.find(wish, day, 0, 1, ()).total > DRAWN


def _things(snapshot: Snapshot, wish: Wish) -> Iterator[tuple[int, Sequence[Hit], int]]:
    """Yield the things that fit *wish*, some at a time: where they begin, and how many fit."""
    start, size, day = 0, FIRST, snapshot.generation.manifest.day
    while hits := (found := snapshot.index.find(wish, day, start, size, ())).hits:
        yield start, hits, found.total
        start, size = start + size, min(2 * size, MOST)


def _pieces(
    question: Question, start: int, hits: Sequence[Hit]
) -> Iterator[tuple[int, Sequence[Hit]]]:
    """Yield the things to ask about at once, and where they end; what is counted, one by one."""
    if question.counting is None:
        yield start + len(hits), hits
        return
    for end, hit in enumerate(hits, start + 1):
        yield end, [hit]


def _answered(answers: Answers, snapshot: Snapshot, asked: Asked, hits: Sequence[Hit]) -> Answered:
    """What is answered about those things alone."""
    query = _about(snapshot, asked, hits)
    if asked.question.counting:
        values = {**asked.values, hits[0].kind: hits[0].slug}
        one = Asked(question=asked.question, values=values, query=query)
        if known := counted(snapshot, one):
            return known
    return answers.answer(snapshot, query)


def _about(snapshot: Snapshot, asked: Asked, hits: Sequence[Hit]) -> str:
    """The SPARQL that asks the same about those things alone."""
    iris = snapshot.generation.iris
    things = [iris.entity(hit.kind, hit.slug).value for hit in hits]
    return asked.question.bind({**asked.values, hits[0].kind: things}, iris)
