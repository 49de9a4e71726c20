"""Tables that divide a project's money by partner and by source at once.

Their rows are partners and their columns are sources: what stands in a row is that partner's own
budget and given by nobody in it, so that only the column's printed sum is a source's allocation.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from graph.extract.funding.sketches import Sketch
from graph.extract.funding.tokens import Label, Token, clean, label

_PARTNERS = re.compile(
    r"(?:hankkeen\s|projektin\s)?(?:(?:osa|pää|hanke|yhteistyö)?-?(?:partner|kumppan|toteutta)\w*"
    r"|organisaatiot?|osapuol(?:i|et)|toimijat?)",
    re.IGNORECASE,
)


def by_partner(sketch: Sketch, may_pay: Callable[[str], bool]) -> Sketch | None:
    """*sketch* with its sources as columns, if a heading says that its rows are partners.

    None if no heading says so, or if what stands beside it are not as many headings as a row has
    numbers, sources (*may_pay*) and at most one sum of them.
    """
    beside = _beside(sketch.above)
    columns = (*_columns(beside), *sketch.columns)
    sources = [one.text for one in columns if one.axis == "source"]
    sums = sum(one.axis == "total" for one in columns)
    fits = max(len(entry.tokens) for entry in sketch.entries) == len(columns) > 1
    known = sums <= 1 and sums + len(sources) == len(columns) and all(map(may_pay, sources))
    if not (beside and sources and known and fits):
        return None
    return sketch._replace(columns=columns, lines=sketch.lines | {one.line for one in columns})


def _beside(above: Sequence[Token]) -> Sequence[Token]:
    """The headings behind the last one that says *partner*; none if none does."""
    heads = [i for i, token in enumerate(above) if _PARTNERS.fullmatch(clean(token.cell.text))]
    return above[heads[-1] + 1 :] if heads else ()


def _columns(heads: Sequence[Token]) -> Iterator[Label]:
    """What each heading stands for: a word such as ``Budjetti`` for the sum of the sources."""
    for head in heads:
        one = label(head.cell, clean(head.cell.text))
        yield one._replace(axis="total") if head.kind == "word" else one
