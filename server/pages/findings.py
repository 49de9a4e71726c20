"""The work list of a register keeper: everything that a page says and that does not hold."""

from flask import render_template, request

from server.lists.paging import page_of
from server.lists.selection import FindingChoice
from server.pages.asking import ask_whole


def findings() -> str:
    """The list of findings that the parameters choose, a page of it."""
    chosen = FindingChoice.read(request.args)
    rows = ask_whole("findings")
    return render_template(
        "findings.html",
        chosen=chosen,
        page=page_of(chosen.of(rows), request.args.get("page", 1, int), size=50),
        kinds=sorted({row["kind"] for row in rows}),
        page_of={row["project"]: row["page"] for row in ask_whole("projects")},
    )
