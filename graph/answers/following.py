"""The first pages of a changed generation, from those of the one before.

What is shown first is looked up anew. What is counted is not: what the touched entities gave is
taken away, and what they give now is added.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from msgspec.structs import replace

from graph.answers.firsts import (
    Counted,
    Firsts,
    Grouped,
    Held,
    OfPortfolio,
    counted,
    first_pages,
    givers,
    held_by,
    largest,
    make_firsts,
    of_portfolio,
    read_firsts,
    save_firsts,
)
from graph.answers.side import Side, Turn
from graph.answers.tally import COUNTED, RUNNING, Tally, tally
from graph.answers.tally import Grouped as Key
from graph.generations.generation import INDEX
from graph.search.document import AllocationDocument, EntityDocument
from graph.search.filling.shares import IndexedShares
from graph.search.filling.stored import StoredEntities
from graph.search.filling.touched import Key as Entity
from graph.search.found import Count, Sum
from graph.search.index import SearchIndex
from graph.search.schema import is_of_this_make


def follow_firsts(turn: Turn) -> None:
    """Write the first pages after a *turn*. Raises DataDirectoryError."""
    folder, day = turn.after.folder, turn.after.day
    index, before = SearchIndex.open(folder / INDEX), turn.before.folder
    old = read_firsts(before) if is_of_this_make(before / INDEX) else None
    if old is None:
        save_firsts(make_firsts(index, day), folder)
        return
    less, more = (_given(side, turn.touched) for side in (turn.before, turn.after))
    new = Firsts(
        day=day,
        pages=first_pages(index, day),
        counted=tuple(_counted(one, less, more, index, day) for one in old.counted),
        grouped=tuple(_grouped(one, less, more) for one in old.grouped),
        givers=givers(index, day),
        held=tuple(_held(one, less, more, index, day) for one in old.held),
        portfolios=tuple(_portfolios(old, less, more, index, day)),
    )
    save_firsts(new, folder)


def _given(side: Side, touched: Collection[Entity]) -> Tally:
    """What the touched entities add up to on one side of the change; most kinds are not counted."""
    documents, money = list[EntityDocument](), list[AllocationDocument]()
    stored = StoredEntities(side.store, side.iris, side.language)
    shares = IndexedShares(side.folder / INDEX)
    for kind, slug in sorted(each for each in touched if each[0] in COUNTED):
        if kind != "project":
            documents += filter(None, [stored.other(kind, slug, shares)])
        elif project := stored.project(slug):
            documents.append(project.project)
            money += project.allocations
    return tally(documents, money)


def _counted(old: Counted, less: Tally, more: Tally, index: SearchIndex, day: date) -> Counted:
    """The counts of a facet after the change; what runs is looked up, as it is another day."""
    if old.facet == RUNNING:
        return counted(index, old.kind, RUNNING, day)
    numbers = {count.value: count.number for count in old.counts}
    key = old.kind, old.facet
    if less.counts.get(key) == more.counts.get(key):
        return old
    for value in {*less.counts.get(key, ()), *more.counts.get(key, ())}:
        change = more.counts[key][value] - less.counts[key][value]
        numbers[value] = numbers.get(value, 0) + change
    told = (Count(value, number) for value, number in numbers.items() if number)
    return replace(old, counts=tuple(sorted(told, key=lambda one: (-one.number, one.value))))


def _grouped(old: Grouped, less: Tally, more: Tally) -> Grouped:
    """The sums of one grouping after the change."""
    gone, come = less.sums[old.by], more.sums[old.by]
    if gone == come:
        return old
    sums = {(one.group, one.currency): one for one in old.sums}
    for key in gone.keys() | come.keys():
        sums[key] = _moved(key, sums.get(key), gone.get(key), come.get(key))
    standing = (sums[key] for key in sorted(sums))
    return replace(old, sums=tuple(one for one in standing if one.allocations))


def _moved(key: Key, old: Sum | None, less: Sum | None, more: Sum | None) -> Sum:
    """A sum after the change."""
    nothing = Sum(group=key[0], currency=key[1], cents=0, allocations=0, projects=0)
    was, gone, come = old or nothing, less or nothing, more or nothing
    return replace(
        was,
        cents=was.cents - gone.cents + come.cents,
        allocations=was.allocations - gone.allocations + come.allocations,
        projects=was.projects - gone.projects + come.projects,
        multi_year=was.multi_year - gone.multi_year + come.multi_year,
    )


def _held(old: Held, less: Tally, more: Tally, index: SearchIndex, day: date) -> Held:
    """The money by who has a role after the change; looked up of those who may have none left."""
    gone, come = less.cents[old.role], more.cents[old.role]
    if gone == come:
        return old
    money = dict(old.cents)
    moved = defaultdict[str, dict[str, int]](dict)
    for slug, currency in sorted(gone.keys() | come.keys()):
        was = money.get(slug, {}).get(currency, 0)
        moved[slug][currency] = was - gone[slug, currency] + come[slug, currency]
    for slug, its in moved.items():
        known = {**money.get(slug, {}), **its}
        money[slug] = (
            dict(sorted(known.items()))
            if all(its.values())
            else held_by(index, day, old.role, slug)
        )
    return replace(old, cents={slug: money[slug] for slug in sorted(money) if money[slug]})


def _portfolios(
    old: Firsts, less: Tally, more: Tally, index: SearchIndex, day: date
) -> Iterator[OfPortfolio]:
    """What is stored of the largest portfolios; those of touched projects are asked about anew."""
    key = "project", "portfolio"
    touched = {*less.counts.get(key, ()), *more.counts.get(key, ())}
    known = {one.slug: one for one in old.portfolios if one.slug not in touched}
    for slug in largest(index, day):
        yield known.get(slug) or of_portfolio(index, day, slug)
