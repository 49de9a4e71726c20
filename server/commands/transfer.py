"""``salkku export`` and ``salkku import``: a graph as a file, a data directory as an archive."""

from pathlib import Path

import click

from graph.build.transfer import export_archive, import_archive
from graph.dumps.graphs import FORMATS, dump
from graph.generations.directory import DataDirectory
from server.commands.options import data_option

ARCHIVE = "zip"


@click.command("export", short_help="Write the graph, or everything, to a file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@click.option("--generation", metavar="ID", help="Another generation than the current one.")
@click.option(
    "--format",
    "ending",
    type=click.Choice([ARCHIVE, *FORMATS]),
    help="What to write, if the ending of FILE does not say it.",
)
def export_file(file: Path, data: Path, generation: str | None, ending: str | None) -> None:
    """Write the graph to FILE: .nq, .trig, .ttl, .jsonld, .nt, .rdf; or everything, to a .zip.

    Turtle, N-Triples and RDF/XML hold the default graph alone. The archive holds graph, records,
    ledger and settings; salkku import makes a data directory of it.
    """
    wanted = ending or file.suffix.removeprefix(".").lower()
    directory = DataDirectory.open(data)
    source = directory.generation(generation)
    if wanted == ARCHIVE:
        export_archive(directory, source, file)
    else:
        dump(source, wanted, file)
    click.echo(f"Wrote generation {source.id} to {file}.")


@click.command("import", short_help="Make a data directory of an archive.")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def import_file(archive: Path, data: Path) -> None:
    """Make a new data directory of an ARCHIVE that salkku export wrote."""
    manifest = import_archive(archive, data)
    click.echo(f"Current is generation {manifest.id}.")
    click.echo(
        f"It is of {manifest.time:%Y-%m-%d %H:%M} UTC: whoever was forgotten later"
        " must be forgotten here again."
    )
