"""The portfolios that a search finds."""

from flask import g, render_template, request

from server.lists.beside import beside
from server.lists.kept import kept
from server.lists.listing import listing
from server.lists.rows import entity_rows
from server.lists.selection import PortfolioChoice
from server.snapshot import current


@kept
def portfolios() -> str:
    """The portfolios that the parameters choose, a page of them."""
    choice, snapshot = PortfolioChoice.read(request.args), current()
    found = listing(snapshot, choice, request.args.get("page", 1, int))
    return render_template(
        "portfolios.html",
        choice=choice,
        found=found.found,
        page=found.page,
        rows=entity_rows(snapshot, "portfolio", found.slugs, g.language),
        beside=beside(snapshot, choice, found.found, g.language),
    )
