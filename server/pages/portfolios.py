"""The list of portfolios, and the page of one."""

from flask import render_template

from server.display.earnings import by_year
from server.http.formats import ENTITY
from server.lists.selection import ProjectChoice
from server.pages.asking import ask, ask_whole, entity, grouped


def portfolios() -> str:
    """The list of all portfolios."""
    return render_template("portfolios.html", portfolios=ask_whole("portfolios"))


def portfolio(slug: str) -> str:
    """The page of the portfolio *slug*: its projects, the newest first, and their money."""
    row = entity("portfolio", slug)
    about = {"portfolio": row["portfolio"]}
    return render_template(
        "portfolio.html",
        slug=slug,
        portfolio=row,
        projects=ProjectChoice(sort="start").of(ask("projects", **about)),
        money=by_year(ask("funding_by_year", **about)),
        money_of=grouped("funding_by_project", "project"),
        data_formats=ENTITY,
    )
