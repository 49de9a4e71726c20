"""The work list of a register keeper: everything that a page says and that does not hold."""

from collections import Counter
from typing import Final

from flask import g, render_template, request

from server.lists.kept import kept
from server.lists.paging import page_of
from server.lists.rows import entity_rows
from server.lists.selection import FindingChoice
from server.pages.asking import ask_whole, slug_of
from server.snapshot import current

SIZE: Final = 50
"""How many findings stand on a page."""


@kept
def findings() -> str:
    """The list of findings that the parameters choose, a page of it."""
    chosen, rows = FindingChoice.read(request.args), ask_whole("findings")
    page = page_of(chosen.of(rows), request.args.get("page", 1, int), SIZE)
    named = chosen.minus("kind").of(rows)
    slugs = list(dict.fromkeys(slug_of(row["project"]) for row in page.items))
    projects = entity_rows(current(), "project", slugs, g.language)
    return render_template(
        "findings.html",
        chosen=chosen,
        page=page,
        kinds=Counter(row["kind"] for row in named).most_common(),
        page_of={project["project"]: project["page"] for project in projects},
    )
