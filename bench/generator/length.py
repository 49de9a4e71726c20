"""How much the pages of a run say."""

from typing import Final, NamedTuple


class Length(NamedTuple):
    """The most *parties* of one role, *people* and *attachments* that a page names.

    *prose* is the share of abstracts that are paragraphs without headings.
    """

    parties: int
    people: int
    attachments: int
    prose: float


FULL: Final = Length(parties=6, people=4, attachments=4, prose=0.1)
"""Pages like those of a city, that tell all they know: some 230 triples each."""

BRIEF: Final = Length(parties=1, people=1, attachments=0, prose=1.0)
"""Pages as a country's or the Union's register has them: one funder, one who implements it, one
to ask, a paragraph and a sentence about the money."""
