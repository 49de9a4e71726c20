"""What stands in the head of a page for those who find it: data blocks for templates."""

from collections.abc import Iterable

from flask import Flask, g, url_for
from markupsafe import Markup

from graph.dumps.dumps import offered
from server.catalogue.dataset import description, places
from server.catalogue.files import format_of
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
    snapshot, generation = current(), current().generation
    known = structured.Dataset(
        iri=generation.iris.catalogue("dataset").value,
        catalogue=generation.iris.catalogue().value,
        address=url_for("pages.about", _external=True),
        description=description(snapshot),
        language=g.language,
        version=generation.id,
        changed=generation.time.date(),
        years=snapshot.years,
        places=tuple(place.value for place in places(snapshot)),
        downloads=tuple(map(_download, offered(snapshot.library))),
    )
    return structured.script(structured.dataset(generation.register, known))


def _download(name: str) -> tuple[str, str]:
    """The address of the file *name* of what is served, and its media type."""
    address = url_for("catalogue.file", generation=current().id, name=name, _external=True)
    return address, format_of(name).media_type
