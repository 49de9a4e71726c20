"""What a printed name of a participant or of a source of money means."""

from decimal import Decimal

import msgspec

from graph.records import OrganisationPath


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What was understood from one printed name; everything empty: it names no organisation.

    *organisation* is the chain from the legal entity down to the unit meant, *programme* a
    funding programme's name, *instrument* a word of the scheme *instrument*. *mixed*: several
    sources in one name. *inferred*: the page does not say in so many words whose unit it is.
    """

    organisation: OrganisationPath = ()
    programme: str = ""
    instrument: str = ""
    mixed: bool = False
    share_percent: Decimal | None = None
    inferred: bool = False


ADMINISTRATORS = frozenset(
    (
        "ely-centre",
        "te-centre",
        "economic-development-centre",
        "ministry",
        "regional-council",
        "agency",
    )
)
"""Kinds that pay out a fund's money: named beside the fund they are one source with it."""

NAMELESS = frozenset(("national", "municipal", "private"))
"""The instruments of money that is nobody's in particular."""

NOTHING = Meaning()
