"""The page of a portfolio."""

from flask import render_template

from server.display.earnings import by_year
from server.http.formats import ENTITY
from server.lists.selection import ProjectChoice
from server.pages.asking import ask, entity, grouped


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
