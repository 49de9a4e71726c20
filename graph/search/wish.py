"""What is wished for: words, facets and an order, as a reader chose them."""

from typing import Literal

import msgspec

from graph.search.document import Kind

Order = Literal[
    "relevance", "name", "slug", "start", "end", "amount", "weight", "changed", "reading"
]
"""What is alike stands by name; in that of ``reading``, which is that of ``changed``, by slug."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Entities of one *kind* (of any kind when it is empty) that fit every facet and the words *q*.

    Several values of one facet are alternatives. *exact* takes the words as they are written, with
    neither inflection nor typing errors. *running* keeps what runs on the day that is asked about:
    its printed phase is none of planned, ended and cancelled, it has not yet to start, and its end
    has not passed. *amounts* are words of ``graph.search.bands``. *unlisted_payers* keeps what any
    of those organisations pays and none of them takes part in; it is not asked with words *q*.
    """

    kind: Kind | Literal[""] = ""
    q: str = ""
    exact: bool = False
    portfolios: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    running: bool = False
    years: tuple[int, ...] = ()
    funders: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    unlisted_payers: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    kinds_of: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    order: Order = "relevance"
