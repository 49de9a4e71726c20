"""What stands in the head of a page for those who find it: data blocks for templates."""

from collections.abc import Iterable

from flask import Flask, g, url_for
from markupsafe import Markup

from server.data.rows import Row
from server.discovery import structured
from server.snapshot import current


def install(app: Flask) -> None:
    """Give the templates of *app* the data blocks of their pages."""
    app.jinja_env.globals.update(entity_data=entity_data, dataset_data=dataset_data)


def entity_data(kind: str, row: Row, slug: str, participants: Iterable[Row] = ()) -> Markup:
    """The data block of the page about the entity of *kind* in *row*."""
    address = url_for(f"pages.{kind}", slug=slug, _external=True)
    told = structured.page(kind, row, address, g.language, current().generation.register)
    return structured.script(structured.with_funders(told, participants))


def dataset_data() -> Markup:
    """The data block of the page about the data."""
    generation = current().generation
    address = url_for("pages.about", _external=True)
    told = structured.dataset(generation.register, address, g.language, generation.time.date())
    return structured.script(told)
