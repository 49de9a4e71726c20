"""The front page: what there is, what is new, who pays."""

from flask import render_template

from server.display.earnings import largest_sources
from server.display.texts import gettext
from server.lists.selection import ProjectChoice
from server.pages.asking import ask_whole, grouped
from server.snapshot import current

NEWEST = 6
LARGEST = 8


def home() -> str:
    """The front page."""
    projects = ProjectChoice(sort="start").of(ask_whole("projects"))
    running = [row for row in projects if row["running"]]
    return render_template(
        "home.html",
        counts=current().generation.manifest.counts,
        running=running,
        newest=(running or projects)[:NEWEST],
        newest_heading=gettext("Running now") if running else gettext("Newest projects"),
        funders=largest_sources(ask_whole("funding_by_source"), LARGEST),
        money_of=grouped("funding_by_project", "project"),
        portfolios=ask_whole("portfolios"),
    )
