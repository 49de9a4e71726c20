"""The command line: ``salkku build``, ``serve``, ``ask`` and the rest."""

from typing import Any

import click

from graph.errors import SalkkuError, SettingsError
from server.commands.build import build
from server.commands.generations import generations, rollback

USAGE = 2
"""The exit code when a command was called with what cannot be used."""


class Commands(click.Group):
    """The commands; whatever goes wrong in one ends in one line that says what to do."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that Salkku knows becomes a line and an exit code."""
        try:
            return super().invoke(ctx)
        except SalkkuError as error:
            click.echo(f"Error: {error}", err=True)
            return ctx.exit(USAGE if isinstance(error, SettingsError) else 1)


@click.group(cls=Commands)
@click.version_option(package_name="salkku")
def salkku() -> None:
    """Read a city's development-project register and serve it as linked data."""


for command in (build, generations, rollback):
    salkku.add_command(command)
