"""The list of projects."""

from flask import render_template, request

from server.lists.paging import page_of
from server.lists.selection import ProjectChoice
from server.pages.asking import ask_whole, grouped


def projects() -> str:
    """The list of projects that the parameters choose, a page of it."""
    chosen, rows = ProjectChoice.read(request.args), ask_whole("projects")
    return render_template(
        "projects.html",
        chosen=chosen,
        page=page_of(chosen.of(rows), request.args.get("page", 1, int)),
        portfolios=ask_whole("portfolios"),
        money_of=grouped("funding_by_project", "project"),
        phases=sorted({row["phase"] for row in rows if row["phase"]}),
    )
