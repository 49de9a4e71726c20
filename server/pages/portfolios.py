"""The portfolios that a search finds."""

from flask import render_template, request

from server.lists.kept import kept
from server.lists.list_page import shown
from server.lists.selection import PortfolioChoice


@kept
def portfolios() -> str:
    """The portfolios that the parameters choose, a page of them."""
    return render_template("portfolios.html", **shown(PortfolioChoice.read(request.args)))
