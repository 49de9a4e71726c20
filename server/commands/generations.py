"""``salkku generations`` and ``salkku rollback``: what is kept, and which is served."""

from pathlib import Path

import click

from graph.generations.directory import DataDirectory
from graph.generations.lock import only_writer
from server.commands.options import data_option


@click.command()
@data_option
def generations(data: Path) -> None:
    """List the generations that are kept; the current one has a star."""
    directory = DataDirectory.open(data)
    current = directory.current_id()
    for manifest in directory.manifests():
        star = "*" if manifest.id == current else " "
        counts = manifest.counts
        click.echo(
            f"{star} {manifest.id}  {manifest.time:%Y-%m-%d %H:%M:%S} UTC"
            f"  {counts.projects} projects  {counts.quads} quads  contacts: {manifest.contacts}"
        )


@click.command()
@click.argument("generation_id", metavar="ID")
@data_option
def rollback(generation_id: str, data: Path) -> None:
    """Let the generation ID be the current one; what is newer is kept and can be returned to."""
    directory = DataDirectory.open(data)
    with only_writer(data):
        directory.switch(generation_id)
    click.echo(f"Current is generation {generation_id}.")
