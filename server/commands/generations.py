"""``salkku generations`` and ``salkku rollback``: what is kept, and which is served."""

from pathlib import Path

import click
import msgspec

from graph.build.completing import complete
from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.journal import NOTHING, Journal
from graph.generations.lock import only_writer
from graph.questions.library import load_library
from server.commands.options import data_option
from server.display.terminal import several


@click.command(short_help="List the generations that are kept.")
@data_option
@click.option("--keep", type=click.IntRange(min=1), help="Keep at least so many from now on.")
@click.option("--keep-days", type=click.IntRange(min=0), help="Keep those of so many days.")
def generations(data: Path, keep: int | None, keep_days: int | None) -> None:
    """List the generations that are kept; the current one has a star.

    The newest stay (--keep, 10), and each for some days after another replaced it (--keep-days,
    30). Those that single writes made are thinned before: of what was replaced in the last hour the
    last of each minute stays, of the last day the last of each hour, then the last of each day.
    What a build made is not thinned, so what stood before a run of writes stays.
    """
    directory = DataDirectory.open(data)
    if keep is not None or keep_days is not None:
        _keep(directory, keep, keep_days)
    current = directory.current_id()
    manifests = directory.manifests()
    for damaged in sorted(set(directory.ids()) - {manifest.id for manifest in manifests}):
        click.echo(f"! {damaged}  damaged: its manifest cannot be read", err=True)
    for manifest in manifests:
        star = "*" if manifest.id == current else " "
        counts = manifest.counts
        projects = several(counts.projects, "project", "projects")
        click.echo(
            f"{star} {manifest.id}  {manifest.time:%Y-%m-%d %H:%M:%S} UTC"
            f"  {projects}  {counts.quads} quads  contacts: {manifest.contacts}"
        )


def _keep(directory: DataDirectory, keep: int | None, keep_days: int | None) -> None:
    settings = directory.settings
    with only_writer(directory.path):
        directory.store_settings(
            msgspec.structs.replace(
                settings,
                keep=settings.keep if keep is None else keep,
                keep_days=settings.keep_days if keep_days is None else keep_days,
            )
        )


@click.command(short_help="Return to another generation.")
@click.argument("generation_id", metavar="ID")
@data_option
def rollback(generation_id: str, data: Path) -> None:
    """Let the generation ID be the current one; what is newer is kept and can be returned to.

    Writes belong to their generation: those made after ID are not in it, and return with the
    generation that has them. What is written or built from then on follows ID alone: it begins a
    branch of its own, and the two are not brought together again.
    """
    directory = DataDirectory.open(data)
    with only_writer(data):
        before = None if directory.is_empty() else directory.current_id()
        complete(directory, load_library(), generation_id)
        directory.switch(generation_id)
        left = _writes_left(directory, before, generation_id) if before else 0
    click.echo(f"Current is generation {generation_id}.")
    if left:
        writes = several(left, "write made after it is", "writes made after it are")
        returns = "it returns" if left == 1 else "they return"
        click.echo(f"{writes} not in it; {returns} with generation {before}.")


def _writes_left(directory: DataDirectory, before: str, after: str) -> int:
    """How many writes the generation *before* has that the one *after* has not.

    Where something is damaged, as may be why it is left, nobody knows, and it is none.
    """
    heads = {manifest.id: manifest.head for manifest in directory.manifests()}
    journal = Journal(directory.path)
    try:
        newer, older = (journal.paths(heads.get(name, NOTHING)) for name in (before, after))
        return len({*newer} - {*older})
    except DataDirectoryError:
        return 0
