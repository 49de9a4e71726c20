"""Concepts in the passages of a page: whole labels, or words inside of compounds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from graph.links.subjects.lists import Lists
from graph.links.text.forms import known
from graph.links.text.labels import Labels, Sense
from graph.links.text.passages import Passage, PassageKind
from graph.links.text.tokens import Token, tokens

SHORTEST: Final = 4
"""A shorter word inside of a compound says too little."""


class Mention(NamedTuple):
    """A concept in a passage: the *words* that name it; *whole*: all of them are the label.

    *sure*: there is no other meaning that would fit as well. *early*: in the first sentence.
    """

    sense: Sense
    kind: PassageKind
    words: str
    whole: bool
    sure: bool
    early: bool


class Found(NamedTuple):
    """Words of a text, what they may mean as a label, and whether all of them are the label.

    *clear*: the words can be read in one way only.
    """

    words: tuple[Token, ...]
    senses: tuple[Sense, ...]
    whole: bool
    clear: bool


def mentions(labels: Labels, lists: Lists, said: Iterable[Passage]) -> Iterator[Mention]:
    """Yield the concepts that passages name, each where it stands; money names none."""
    read = [(one.kind, tokens(one.text)) for one in said if one.kind != "money"]
    context = frozenset(
        base for _, text in read for token in text for base in known(token.form).bases
    )
    for kind, text in read:
        second = next((token for token in text[1:] if token.opens), None)
        early = True
        for found in _found(labels, lists, text):
            sense, sure = chosen(found.senses, context, lists)
            early = early and (second is None or found.words[0].at < second.at)
            words = " ".join(token.written for token in found.words)
            yield Mention(sense, kind, words, found.whole, sure and found.clear, early)


def chosen(senses: Sequence[Sense], context: frozenset[str], lists: Lists) -> tuple[Sense, bool]:
    """The sense that fits best amid the words of *context*, and whether it fits well enough."""

    def fit(sense: Sense) -> int:
        if sense.aside in lists.foreign:
            return 0
        told = {base for token in tokens(sense.aside) for base in known(token.form).bases}
        return 3 if told & context else 2 if not told or sense.aside in lists.usual else 1

    best = max(senses, key=fit)
    return best, fit(best) > 1


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
