"""``salkku forget``: take a person out of everything that is published and kept."""

from pathlib import Path

import click

from graph.build.forget import forget as forget_person
from graph.build.options import BuildOptions
from server.commands.build import progress_bar
from server.commands.options import data_option, jobs_option


@click.command(short_help="Remove a person everywhere, for good.")
@click.argument("person")
@data_option
@jobs_option
def forget(person: str, data: Path, jobs: int) -> None:
    """Remove PERSON (a slug, an IRI, or a name) everywhere, and keep them out of later builds.

    A slug or an IRI means one person, a name everybody who bears it. Older generations are
    dropped. Salkku keeps hashes by which it knows the person again, and nothing else.
    """
    with progress_bar() as progress:
        report = forget_person(data, person, BuildOptions(jobs=jobs), progress)
    who = ", ".join(report.slugs) or "a name in running text"
    click.echo(f"Forgotten: {who}; changed pages: {report.pages}. Older generations were dropped.")
    if report.written:
        click.echo("Something written by hand named the person; it was taken out there too.")
    click.echo(f"Published generation {report.generation}.")
