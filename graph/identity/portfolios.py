"""The portfolios behind the printed ones: one entity for a name and its years."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from graph.entities import KnownPortfolio, portfolio_key
from graph.identity.naming import Naming, most_used
from graph.identity.slugs import plain_slug
from graph.pages import Mentions
from graph.records import Portfolio


def resolve_portfolios(pages: Iterable[Mentions], naming: Naming) -> dict[str, KnownPortfolio]:
    """Return the portfolio that each key of the *pages* means, in its most used spelling."""
    printed: dict[str, Counter[Portfolio]] = defaultdict(Counter)
    for page in pages:
        if page.portfolio is not None:
            printed[portfolio_key(page.portfolio)][_without_line(page.portfolio)] += 1
    chosen = {key: most_used(forms) for key, forms in printed.items()}
    wanted = {key: plain_slug(form.as_printed) for key, form in chosen.items()}
    slugs = naming.slugs("portfolio", wanted)
    return {key: _told(slugs[key], form) for key, form in chosen.items()}


def _without_line(portfolio: Portfolio) -> Portfolio:
    return Portfolio(
        as_printed=portfolio.as_printed,
        name=portfolio.name,
        line=0,
        start_year=portfolio.start_year,
        end_year=portfolio.end_year,
    )


def _told(slug: str, portfolio: Portfolio) -> KnownPortfolio:
    return KnownPortfolio(
        slug=slug,
        name=portfolio.name,
        as_printed=portfolio.as_printed,
        start_year=portfolio.start_year,
        end_year=portfolio.end_year,
    )
