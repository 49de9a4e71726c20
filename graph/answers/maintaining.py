"""The stored answers of a changed graph, from those of the graph before.

What the changed projects gave to each sum is taken away, and what they give now is added. What
cannot be told so is made anew.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from graph.answers.change import Reach
from graph.answers.kept import ChangedAnswer, drop_answer, path_of, share_answer
from graph.answers.making import (
    added_up,
    make_answer,
    summing_questions,
    told,
    told_together,
    told_totals,
    write_sums,
)
from graph.answers.side import Turn
from graph.answers.sums import (
    EVERYBODY,
    Added,
    Group,
    Lost,
    Sums,
    add_sums,
    changed,
    extremes_stand,
    moved,
    sums_about,
    sums_in,
)
from graph.answers.surroundings import projects_leading_to, statements, surroundings
from graph.questions.library import Library
from graph.questions.question import Question
from graph.questions.summing import OVER, Summing, Unsummed, take_apart
from ontology.iris import Iris

FEW: Final = 100
SHARE: Final = 50
"""Of more changed projects than a few, and than one in so many, sums are made anew."""

AT_ONCE: Final = 250
"""The surroundings of so many projects are gathered at once."""


class Maintainer:
    """Writes the stored answers after one *turn*."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._most = max(FEW, turn.projects // SHARE)
        self._stores = turn.before.store, turn.after.store
        # No method of its own: it would keep itself, and so the store, until somebody tidies up.
        self._around = lru_cache(maxsize=2)(partial(_gathered, turn.after.iris))
        self._said = lru_cache(maxsize=2)(statements)
        self._leading = cache(
            partial(projects_leading_to, self._stores, iris=turn.after.iris, most=self._most)
        )

    def maintain(self, library: Library) -> None:
        """Write each answer after the turn: shared, changed, or made anew.

        Raises StoreError and DataDirectoryError.
        """
        for question in summing_questions(library):
            if not self._is_maintained(question):
                drop_answer(self._path(question))
                make_answer(self._path(question), self._turn.after.store, question)

    def _is_maintained(self, question: Question) -> bool:
        """Write an answer from the one before; say whether that was possible."""
        summing, turn = take_apart(question), self._turn
        reach = turn.change.reach(summing, self._leading, self._most)
        if reach.everything or not path_of(turn.before.folder, question).exists():
            return False
        try:
            less, more = (self._given(summing, store, reach) for store in self._stores)
            if less == more and not (reach.named or reach.is_told_anew):
                self._share(question)
            else:
                self._change(question, summing, reach, less, more)
        except Unsummed:
            return False
        return True

    def _share(self, question: Question) -> None:
        folders = self._turn.before.folder, self._turn.after.folder
        share_answer(*(path_of(folder, question) for folder in folders))

    def _change(
        self, question: Question, summing: Summing, reach: Reach, less: Sums, more: Sums
    ) -> None:
        """Write the answer before, with *less* of some sums and *more* of some."""
        old, new = path_of(self._turn.before.folder, question), self._path(question)
        with ChangedAnswer(summing, old, new) as kept:
            sums = self._followed(kept, summing, less, more)
            again = sums.keys() | {*self._told_otherwise(kept, summing, reach)}
            before = _standing(kept, again) if summing.totals else {}
            kept.put(sums.items())
            if summing.totals:
                self._add_up(kept, summing, before, _standing(kept, again))
            elif summing.regroups:
                lines = told_together(self._stores[1], question, [*kept.rows()])
                kept.tell([EVERYBODY], sorted(lines))
            elif again:
                standing = _standing(kept, again)
                kept.tell(sorted(again), sorted(told(self._stores[1], question, standing)))
            all_sums = kept.sums() if kept.is_full else None
        if all_sums is not None:
            write_sums(new, self._stores[1], question, all_sums)

    def _followed(
        self, kept: ChangedAnswer, summing: Summing, less: Sums, more: Sums
    ) -> dict[Group, Added | None]:
        """The groups of which *less* and *more* say something else, with what they are now."""
        found: dict[Group, Added | None] = {}
        lost = list[Group]()
        for group in sorted(changed(less, more)):
            old, parts = kept.sum_of(group), (less.get(group), more.get(group))
            try:
                found[group] = moved(summing.sums, old, *parts)
            except Lost:
                # To find one more like it takes less than to look through all that there are.
                if old and extremes_stand(self._stores[1], summing, group, old):
                    found[group] = moved(summing.sums, old, *parts, stands=True)
                else:
                    lost.append(group)
        return found | sums_about(self._stores[1], summing, lost)

    def _add_up(self, kept: ChangedAnswer, summing: Summing, before: Sums, after: Sums) -> None:
        """Let the groups of groups be what they add up to when *before* is *after*."""
        sides = zip(self._stores, (before, after), strict=True)
        less, more = (added_up(store, summing, sums) for store, sums in sides)
        totals = summing.totals or summing
        groups = sorted(changed(less, more))
        sums = ((g, moved(totals.sums, kept.sum_of(g), less.get(g), more.get(g))) for g in groups)
        kept.put([*sums])
        kept.tell(groups, sorted(told_totals(summing, _standing(kept, groups))))

    def _told_otherwise(
        self, kept: ChangedAnswer, summing: Summing, reach: Reach
    ) -> Iterator[Group]:
        """Yield the groups of which something else is told, whatever they add up to.

        Those of a whole that regroups are told together anyway.
        """
        if summing.regroups and not summing.totals:
            return
        if reach.is_told_anew:
            yield from kept.sums()
            return
        yield from kept.naming(node.value for node in reach.named if self._was_there(node))

    def _was_there(self, node: NamedNode | BlankNode) -> bool:
        """Whether anything was said of *node* before; else no group had it that stands still."""
        said = self._turn.before.store.quads_for_pattern(node, None, None, DefaultGraph())
        return next(said, None) is not None

    def _path(self, question: Question) -> Path:
        return path_of(self._turn.after.folder, question)

    def _given(self, summing: Summing, store: Store, reach: Reach) -> Sums:
        """What the changed projects or entities give to the sums in *store*."""
        if summing.over != OVER:
            givers = reach.givers | {self._turn.after.iris.register()}
            return sums_in(self._said(store, givers), summing)
        sums: Sums = {}
        for around in self._around(store, reach.givers):
            add_sums(summing, sums, sums_in(around, summing))
        return sums


def _gathered(iris: Iris, store: Store, projects: frozenset[str]) -> list[Store]:
    rest = iter(sorted(projects))
    pieces = iter(lambda: [*islice(rest, AT_ONCE)], [])
    return [surroundings(store, some, iris) for some in pieces]


def _standing(kept: ChangedAnswer, groups: Iterable[Group]) -> Sums:
    found = ((group, kept.sum_of(group)) for group in sorted(groups))
    return {group: added for group, added in found if added is not None}
