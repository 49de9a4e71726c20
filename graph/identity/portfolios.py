"""The portfolios behind the printed ones: one entity for a name and its years."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from graph.entities import KnownPortfolio, portfolio_key
from graph.identity.naming import Naming
from graph.identity.spellings import Spelling, Spellings
from graph.pages import Mentions
from graph.records import Portfolio

PORTFOLIO = "portfolio"


def portfolio_spellings(pages: Iterable[Mentions]) -> Spellings:
    """Return how the *pages* spell their portfolios."""
    printed = (page.portfolio for page in pages if page.portfolio is not None)
    return Counter(Spelling(PORTFOLIO, portfolio_key(one), _form(one)) for one in printed)


def _form(portfolio: Portfolio) -> str:
    """What is printed, wherever on the page."""
    return msgspec.json.encode(msgspec.structs.replace(portfolio, line=0)).decode()


def portfolio_told(spelling: Spelling, naming: Naming) -> KnownPortfolio:
    """The portfolio as the graph tells it in that *spelling*."""
    printed = msgspec.json.decode(spelling.form, type=Portfolio)
    return KnownPortfolio(
        slug=naming.slug(PORTFOLIO, spelling.key),
        name=printed.name,
        as_printed=printed.as_printed,
        start_year=printed.start_year,
        end_year=printed.end_year,
    )


def portfolio_wish(spelling: Spelling) -> str:
    """The words of which the portfolio's slug is made if it is new."""
    return msgspec.json.decode(spelling.form, type=Portfolio).as_printed
