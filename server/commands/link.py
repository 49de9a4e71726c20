"""``salkku link``: link everything with the registers that are loaded, from the kept records."""

from pathlib import Path

import click

from graph.build.options import BuildOptions
from graph.build.relinking import RegisterLinks, relink
from server.commands.build import progress_bar
from server.commands.options import data_option, jobs_option
from server.display.terminal import several


@click.command(short_help="Link projects and organisations with the loaded registers.")
@data_option
@jobs_option
def link(data: Path, jobs: int) -> None:
    """Link projects and organisations with the registers that were loaded, and publish the links.

    No page is read, and what a person decided stands. A build links the pages that it reads.
    """
    with progress_bar() as progress:
        report = relink(data, BuildOptions(jobs=jobs), progress)
    for counted in report.registers:
        click.echo(line(counted))
    click.echo(f"Published generation {report.generation}.")


def line(counted: RegisterLinks) -> str:
    """How a line of the report says how many links to a register there are."""
    found = several(counted.published, "link published", "links published")
    return (
        f"{counted.register}: {found}, {counted.pending} pending, {counted.rejected} rejected;"
        f" {counted.changed} changed."
    )
