"""``salkku registers``: the registers that others keep, and how one is brought in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.registers.fetching import OWN
from graph.registers.kept import About, Registers
from graph.registers.listing import READABLE
from graph.registers.loading import Request, load
from ontology.registers import LICENCE_NAMES, Origin
from server.commands.options import data_option
from server.display.terminal import in_columns, row_by_row, several, width_of

COLUMNS: Final = ("Name", "Title", "Licence", "Version", "Loaded", "Entries", "Source")
LANGUAGE: Final = "en"


@click.group(invoke_without_command=True, short_help="List or load the registers of others.")
@data_option
@click.pass_context
def registers(context: click.Context, data: Path) -> None:
    """List the registers that others keep, and what is loaded of them.

    Projects and organisations are linked to what is loaded.
    """
    if context.invoked_subcommand is not None:
        return
    console = Console()
    rows = list(_rows(data))
    draw = in_columns if width_of(COLUMNS, rows) <= console.width else row_by_row
    console.print(draw(COLUMNS, rows))


def _rows(data: Path) -> Iterator[tuple[str, ...]]:
    """One row a register; without a data directory, nothing is loaded."""
    directory = DataDirectory.open(data) if DataDirectory.is_one(data) else None
    digests = directory.settings.registers if directory else {}
    for name, register in READABLE.items():
        try:
            loaded = Registers.open(data, {name: digests[name]} if name in digests else {})
        except DataDirectoryError:
            state = (_named(register.origin.licence), "", "damaged; load it again", "", "")
        else:
            about = loaded[name].about if name in loaded else None
            state = _state(about, register.origin)
        yield (name, register.origin.titles[LANGUAGE], *state)


def _named(licence: str) -> str:
    """What people call a *licence*."""
    return LICENCE_NAMES.get(licence, licence) or "facts"


def _state(about: About | None, origin: Origin) -> tuple[str, str, str, str, str]:
    """Licence, version, time, entries and source of what is loaded; else only the licence."""
    named = _named(about.licence if about else origin.licence)
    if about is None:
        return (named, "", "not loaded", "", "")
    when = f"{about.read_at:%Y-%m-%d %H:%M} UTC"
    return (named, about.version, when, str(about.entries), about.source)


@registers.command("load", short_help="Bring a register in.")
@click.argument("name", type=click.Choice(list(READABLE)), metavar="NAME")
@click.argument("sources", nargs=-1, metavar="[FILE|URL]...")
@data_option
@click.option(
    "--endpoint",
    metavar="[URL]",
    is_flag=False,
    flag_value=OWN,
    default="",
    help="Ask a SPARQL endpoint instead: this one, or the register's own.",
)
@click.option(
    "--version", metavar="TEXT", default="", help="The version, where the source does not say it."
)
def load_register(
    name: str, sources: tuple[str, ...], data: Path, endpoint: str, version: str
) -> None:
    """Read the register NAME from files, folders or addresses, by default from its own address.

    NAME is yso, yso-places, municipalities, ror, eura or ytunnus. For ytunnus a number is a source
    too: the trade register is asked about it. All sources together are the register; what ytunnus
    had before stays as well. Where a source cannot be had or read, nothing changes.
    """
    if sources and endpoint:
        raise click.UsageError("name the sources or an endpoint, not both")
    loaded = load(DataDirectory.open(data), Request(name, sources, endpoint, version))
    about = loaded.about
    told = several(about.entries, "entry", "entries")
    if not loaded.is_new:
        click.echo(f"Nothing changed: {name} says the same as before ({told}).")
        return
    version_told = f" version {about.version}" if about.version else ""
    click.echo(f"Loaded {name}{version_told}: {told}, {about.triples} triples.")
    click.echo(f"salkku link --data {data} links to it and publishes it.")
