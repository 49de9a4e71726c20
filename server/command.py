"""The command line: ``salkku build``, ``serve``, ``ask`` and the rest."""

import gc
from importlib import import_module
from typing import Any, Final

import click

from graph.errors import SalkkuError, SettingsError

PLACES: Final = {
    "build": "server.commands.build:build",
    "serve": "server.commands.serve:serve",
    "ask": "server.commands.ask:ask",
    "explain": "server.commands.explain:explain_page",
    "publish": "server.commands.publish:publish",
    "generations": "server.commands.generations:generations",
    "rollback": "server.commands.generations:rollback",
    "export": "server.commands.transfer:export_file",
    "import": "server.commands.transfer:import_file",
    "forget": "server.commands.forget:forget",
    "registers": "server.commands.registers:registers",
    "link": "server.commands.link:link",
    "token": "server.commands.token:token",
}
"""Where each command stands; it is imported when it is called, so that none waits for others."""

TIDYING: Final = 100_000
"""After so many new objects a command looks for circles of dead ones, of which it makes few."""

USAGE: Final = 2
"""The exit code when a command was called with what cannot be used."""


class Commands(click.Group):
    """The commands; whatever goes wrong in one ends in one line that says what to do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which one meets them."""
        del ctx
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        del ctx
        if cmd_name not in PLACES:
            return None
        module, _, name = PLACES[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

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


def main() -> None:
    """Run the command that the arguments of the process name."""
    gc.set_threshold(TIDYING)
    salkku()
