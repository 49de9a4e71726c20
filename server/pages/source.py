"""Where a project is from: its source page, line by line."""

from flask import render_template

from graph.errors import UnknownEntity
from graph.pages import Shown
from server.display.source_lines import counted, source_lines
from server.display.wording import contacts_rule
from server.pages.asking import entity
from server.snapshot import current


def page(slug: str) -> str:
    """The page about the source page whose key is *slug*."""
    generation = current().generation
    project = entity("page", slug)
    record, entry = generation.page(slug), generation.records.entry(slug)
    if record is None or entry is None:
        raise UnknownEntity(f"{slug}: the text of this page is not kept")
    lines = source_lines(record)
    withheld = "" if entry.shown is Shown.FULL else contacts_rule(generation.manifest.contacts)
    return render_template(
        "page.html",
        slug=slug,
        project=project,
        record=record,
        entry=entry,
        lines=lines,
        counts=counted(lines),
        withheld=withheld,
    )
