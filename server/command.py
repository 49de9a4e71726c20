"""The command line: ``salkku build``, ``serve``, ``ask`` and the rest."""

import click


@click.group()
@click.version_option(package_name="salkku")
def salkku() -> None:
    """Read a city's development-project register and serve it as linked data."""
