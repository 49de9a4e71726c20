"""Options that several commands share."""

from pathlib import Path

import click

from server.settings import CORES, data_directory

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=data_directory,
    show_default="SALKKU_DATA, else data",
    metavar="DIR",
    help="The data directory.",
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=CORES,
    show_default=True,
    help="How many processes work on pages.",
)
