"""``salkku explain``: a page, and beside each line what was understood of it."""

from collections.abc import Iterator
from pathlib import Path

import click

from graph.build.ground import DEFAULT_REGISTER
from graph.build.sources import PageFile
from graph.extract.explain import Explained, explain
from graph.extract.page import Reading, read_page
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.register import load_register

UNREAD = "✗ nothing was understood"


@click.command("explain", short_help="Print a page with what was understood of it.")
@click.argument("page", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--register",
    metavar="FILE|NAME",
    default=DEFAULT_REGISTER,
    show_default=True,
    help="The description of the register.",
)
@click.option(
    "--names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of further names of organisations.",
)
def explain_page(page: Path, register: str, names: Path | None) -> None:
    """Print the file PAGE line by line: below each line → what was understood, or ✗ nothing."""
    described = load_register(register)
    reading = Reading(described, NameBook.load(described, names))
    file = PageFile(page)
    for line in lines(read_page(file.read(), file.name, reading)):
        click.echo(line)


def lines(record: PageRecord) -> Iterator[str]:
    """The lines of the page, each with what was understood of it below."""
    explained = explain(record)
    width = len(str(len(explained)))
    for line in explained:
        yield f"{line.number:>{width}}  {line.text}".rstrip()
        for words in _remarks(line):
            yield click.style(f"{'':>{width}}    {words}", fg="red" if line.unread else "green")


def _remarks(line: Explained) -> Iterator[str]:
    if line.unread:
        yield UNREAD
    yield from (f"→ {words}" for words in line.understood)
