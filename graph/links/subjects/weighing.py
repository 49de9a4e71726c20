"""How likely a concept is a subject: by where, how often and how exactly it is named."""

import re
from collections import Counter
from collections.abc import Sequence
from math import exp, log2
from typing import Final, NamedTuple

from graph.links.subjects.mentions import Mention
from graph.links.text.forms import known
from graph.links.text.tokens import tokens

USUAL_LENGTH: Final = 10
"""The length of a label that speaks neither for it nor against it: long words say more."""

LONGEST: Final = 20
"""Beyond it no length says more."""

AGENTS: Final = re.compile(r"(?:jat|jät|tit)$")
"""How labels end of those who do something: they take part more often than they are the subject."""

BY_THE_WAY: Final = re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä])(?:an|än|kin)?$")
"""How a word ends that says where, by what or as what something is done."""


class Page(NamedTuple):
    """How often a page says each of its *words*, and how many tokens it has (its *size*)."""

    words: Counter[str]
    size: int


class Features(NamedTuple):
    """What speaks for a concept or against it; also the weight of each, in logits."""

    one: float
    in_name: float
    in_aims: float
    again: float
    echoed: float
    early: float
    in_compound: float
    length: float
    agents: float
    by_the_way: float
    unsure: float
    long_page: float


WEIGHTS: Final = Features(
    one=1.1,
    in_name=0.4,
    in_aims=0.3,
    again=1.0,
    echoed=0.6,
    early=0.2,
    in_compound=-1.1,
    length=1.15,
    agents=-0.5,
    by_the_way=-0.3,
    unsure=-1.1,
    long_page=-0.3,
)
"""Fitted on the list of texts that is tuned on, rounded; but *in_name* and *long_page* are set by
hand, as names on that list play with words more than others do, and its texts are short."""

USUAL_PAGE: Final = 60
"""So many words has a page on which what is said once may well be the subject."""


def features(said: Sequence[Mention], page: Page) -> Features:
    """What speaks for the concept of which all this is *said*, on this *page*."""
    sense = said[0].sense
    label = sense.label.removesuffix(f"({sense.aside})").strip()
    kinds = {mention.kind for mention in said}
    return Features(
        one=1.1,
        in_name="name" in kinds,
        in_aims=not kinds.isdisjoint(("objectives", "results")),
        again=log2(len(said)),
        echoed=log2(1 + max(0, _echo(label, page.words) - len(said))),
        early=any(mention.early for mention in said),
        in_compound=not any(mention.whole for mention in said),
        length=(min(len(label), LONGEST) - USUAL_LENGTH) / USUAL_LENGTH,
        agents=bool(AGENTS.search(label)),
        by_the_way=all(BY_THE_WAY.search(mention.words) for mention in said),
        unsure=not any(mention.sure for mention in said),
        long_page=log2(max(1, page.size / USUAL_PAGE)),
    )


def score(said: Sequence[Mention], page: Page) -> float:
    """The chance from 0 to 1 that a reader calls the concept a subject of the project."""
    weighed = zip(features(said, page), WEIGHTS, strict=True)
    return 1 / (1 + exp(-sum(value * weight for value, weight in weighed)))


def _echo(label: str, words: Counter[str]) -> int:
    """How often the page says the words of *label*, or compounds with them."""
    forms = [known(token.form) for token in tokens(label)]
    inside = {word for form in forms for word in (*form.bases, *form.parts)}
    return max((words[word] for word in inside), default=0)
