"""Where a project is from: its source page, line by line."""

from flask import render_template

from graph.errors import UnknownEntity
from server.display.source_lines import source_lines
from server.pages.asking import entity
from server.snapshot import current


def page(slug: str) -> str:
    """The page about the source page whose key is *slug*."""
    snapshot = current()
    project = entity("page", slug)
    record = snapshot.generation.page(slug)
    if record is None:
        raise UnknownEntity(f"{slug}: the text of this page is not kept")
    return render_template("page.html", project=project, record=record, lines=source_lines(record))
