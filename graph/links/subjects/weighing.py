"""How likely a concept is a subject: by where, how often and how exactly it is named."""

import re
from collections import Counter
from collections.abc import Sequence
from math import exp, log2
from typing import Final, NamedTuple

from graph.links.subjects.lists import Lists
from graph.links.subjects.mentions import Mention
from graph.links.text.forms import known
from graph.links.text.labels import Labels
from graph.links.text.tokens import tokens

USUAL_LENGTH: Final = 10
"""The length of a label that speaks neither for it nor against it: long words say more."""

LONGEST: Final = 20
"""Beyond it no length says more."""

AGENTS: Final = re.compile(r"(?:jat|jät|tit)$")
"""How labels end of those who do something: they take part more often than they are the subject."""

WIDEST: Final = 5
"""A word that stands in two to the power of this many labels is as general as can be."""


class Page(NamedTuple):
    """How often a page says each of its *words*, how many tokens it has (its *size*).

    *concepts* are the IRIs of all that it names.
    """

    words: Counter[str]
    size: int
    concepts: frozenset[str]


class Features(NamedTuple):
    """What speaks for a concept or against it; also the weight of each, in logits.

    *common*: its last word stands in many labels. *composed*: the label is more than one word.
    *opens*: a sentence begins with it. *agents* and *things*: many of a kind, but no *group* of
    people for whom projects are made. *above*: the page names something narrower. *tied*: it names
    something near.
    """

    one: float
    in_name: float
    again: float
    echoed: float
    early: float
    opens: float
    in_compound: float
    length: float
    common: float
    composed: float
    group: float
    agents: float
    things: float
    unsure: float
    above: float
    tied: float
    long_page: float


WEIGHTS: Final = Features(
    one=1.13,
    in_name=0.1,
    again=1.2,
    echoed=0.5,
    early=0.75,
    opens=0.55,
    in_compound=-0.8,
    length=1.4,
    common=-1.6,
    composed=0.75,
    group=0.95,
    agents=-1.15,
    things=-1.05,
    unsure=-0.95,
    above=-0.7,
    tied=0.3,
    long_page=-0.3,
)
"""Fitted on the list of texts that is tuned on, with the words that are in the lists and without
those that its texts made be there, and rounded. Four are set by hand: *in_name* and *long_page*, as
names on that list play with words more than others do, and its texts are short; *above* and *tied*,
as the register it is measured with tells little of what is above what."""

USUAL_PAGE: Final = 60
"""So many words has a page on which what is said once may well be the subject."""


class Weighing:
    """Weighs concepts by their *labels* and by *lists* of words."""

    def __init__(self, labels: Labels, lists: Lists) -> None:
        self._labels = labels
        self._lists = lists

    def score(self, said: Sequence[Mention], page: Page) -> float:
        """The chance from 0 to 1 that a reader calls the concept a subject of the project."""
        weighed = zip(self.features(said, page), WEIGHTS, strict=True)
        return 1 / (1 + exp(-sum(value * weight for value, weight in weighed)))

    def features(self, said: Sequence[Mention], page: Page) -> Features:
        """What speaks for the concept of which all this is *said*, on this *page*."""
        sense = said[0].sense
        label = sense.label.removesuffix(f"({sense.aside})").strip()
        is_group = sense.label in self._lists.groups
        return Features(
            one=1,
            in_name=any(mention.kind == "name" for mention in said),
            again=log2(len(said)),
            echoed=log2(1 + max(0, _echo(label, page.words) - len(said))),
            early=any(mention.early for mention in said),
            opens=any(mention.opens for mention in said),
            in_compound=not any(mention.whole for mention in said),
            length=(min(len(label), LONGEST) - USUAL_LENGTH) / USUAL_LENGTH,
            common=self._commonness(label),
            composed=_is_composed(label),
            group=is_group,
            agents=not is_group and bool(AGENTS.search(label)),
            things=not is_group and label.endswith("t") and not AGENTS.search(label),
            unsure=not any(mention.sure for mention in said),
            above=not page.concepts.isdisjoint(self._labels.narrower(sense.iri)),
            tied=not page.concepts.isdisjoint(self._labels.near(sense.iri)),
            long_page=log2(max(1, page.size / USUAL_PAGE)),
        )

    def _commonness(self, label: str) -> float:
        """In how many labels the last word of *label* stands; half of it if it is not alone."""
        *before, last = [token.form for token in tokens(label)] or [""]
        spread = max(self._labels.spread(base) for base in known(last).bases)
        return log2(1 + spread) / WIDEST * (0.5 if before else 1)


def _is_composed(label: str) -> bool:
    """Whether *label* is a compound, or several words."""
    words = [token.form for token in tokens(label)]
    return len(words) > 1 or any(known(base).parts for word in words for base in known(word).bases)


def _echo(label: str, words: Counter[str]) -> int:
    """How often the page says the words of *label*, or compounds with them."""
    forms = [known(token.form) for token in tokens(label)]
    inside = {word for form in forms for word in (*form.bases, *form.parts)}
    return max((words[word] for word in inside), default=0)
