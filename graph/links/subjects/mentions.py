"""Concepts in the passages of a page: whole labels, or words inside of compounds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from typing import Final, NamedTuple

from graph.links.subjects.lists import Lists
from graph.links.text.forms import known
from graph.links.text.labels import Labels, Sense
from graph.links.text.passages import PassageKind, ReadPassage
from graph.links.text.tokens import Token, tokens

SHORTEST: Final = 4
"""A shorter word inside of a compound says too little."""


class Mention(NamedTuple):
    """A concept in a passage: the *words* that name it; *whole*: all of them are the label.

    *sure*: there is no other meaning that would fit as well. *early*: in the first sentence.
    *opens*: a sentence begins with them.
    """

    sense: Sense
    kind: PassageKind
    words: str
    whole: bool
    sure: bool
    early: bool
    opens: bool


class Found(NamedTuple):
    """Words of a text, what they may mean as a label, and whether all of them are the label.

    *clear*: the words can be read in one way only.
    """

    words: tuple[Token, ...]
    senses: tuple[Sense, ...]
    whole: bool
    clear: bool


def mentions(labels: Labels, lists: Lists, said: Sequence[ReadPassage]) -> Iterator[Mention]:
    """Yield the concepts that passages name, each where it stands."""
    found = [(one, [*_found(labels, lists, one.tokens)]) for one in said]
    context = _context(labels, said, (each for _, some in found for each in some))
    for (kind, text), some in found:
        second = next((token.at for token in text[1:] if token.opens), inf)
        for each in some:
            sense, sure = chosen(each.senses, context, lists)
            yield Mention(
                sense=sense,
                kind=kind,
                words=" ".join(token.written for token in each.words),
                whole=each.whole,
                sure=sure and each.clear,
                early=each.words[0].at < second,
                opens=each.words[0].opens,
            )


class Context(NamedTuple):
    """What a page speaks of: its *words* in base forms, and *is_near* to what it names clearly."""

    words: frozenset[str]
    is_near: Callable[[Sense], bool]


def _context(labels: Labels, said: Sequence[ReadPassage], found: Iterable[Found]) -> Context:
    """The context of what is *found* in passages."""
    forms = (known(token.form) for one in said for token in one.tokens)
    words = frozenset(base for form in forms for base in form.bases)
    clear = {one.senses[0].iri for one in found if len(one.senses) == 1}
    return Context(words, lambda sense: not clear.isdisjoint(labels.near(sense.iri)))


def chosen(senses: Sequence[Sense], context: Context, lists: Lists) -> tuple[Sense, bool]:
    """The sense that fits best in a *context*, and whether it fits well enough."""
    if len(senses) == 1:
        return senses[0], _fit(senses[0], context, lists) > 1
    fits = {sense: _fit(sense, context, lists) + 2 * context.is_near(sense) for sense in senses}
    best = max(senses, key=fits.__getitem__)
    return best, fits[best] > 1


def _fit(sense: Sense, context: Context, lists: Lists) -> int:
    """How well a sense fits: of a foreign matter, of any, of a usual one, of one spoken of."""
    if not sense.aside or sense.aside in lists.usual:
        return 2
    if sense.aside in lists.foreign:
        return 0
    told = (base for token in tokens(sense.aside) for base in known(token.form).bases)
    return 1 if context.words.isdisjoint(told) else 3


def _found(labels: Labels, lists: Lists, text: Sequence[Token]) -> Iterator[Found]:
    """The labels in *text*, and between them what compounds speak of."""
    end = 0
    for match in labels.matches(text):
        yield from _inside(labels, lists, text[end : match.start])
        words = tuple(text[match.start : match.end])
        if not _is_general(words, lists):
            yield Found(words, match.senses, whole=True, clear=match.clear)
        end = match.end
    yield from _inside(labels, lists, text[end:])


def _is_general(words: Sequence[Token], lists: Lists) -> bool:
    """Whether it is a single word that says nothing of a project's subject."""
    return len(words) == 1 and not lists.general.isdisjoint(known(words[0].form).bases)


def _inside(labels: Labels, lists: Lists, words: Sequence[Token]) -> Iterator[Found]:
    """What compounds that are no labels speak of: the longest labels inside of each."""
    for token in words:
        form = known(token.form)
        rest = form.bases[0]
        for part in sorted(form.parts, key=len, reverse=True):
            telling = len(part) >= SHORTEST and part in rest and part not in lists.general
            if telling and (senses := labels.senses(part)):
                yield Found((token,), senses, whole=False, clear=True)
                rest = rest.replace(part, " ")
