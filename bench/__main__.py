"""``python -m bench NAME``: run one bench and print what it measured."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click
from rich.console import Console

from bench import build as building
from bench import extract as extracting
from bench import questions as naming
from bench.browse import run as browsing
from bench.generator.length import BRIEF, FULL
from bench.links import run as linking
from bench.links.ground import make_ground as make_linking_ground
from bench.processes import CommandFailed
from bench.reconcile import run as reconciling
from bench.scale import run as scaling
from bench.sparql import run as asking
from bench.sparql.ground import make_ground

REGISTERS = Path(__file__).parents[2] / "shared" / "registries"
"""Where the registers stand beside the project."""

Outcome = TypeVar("Outcome")
Outcome_contra = TypeVar("Outcome_contra", contravariant=True)


class Benches(click.Group):
    """Commands of which each may need others that fail."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a bench; what it could not run is told in a line."""
        try:
            return super().invoke(ctx)
        except CommandFailed as failed:
            raise click.ClickException(str(failed)) from failed


class Told(Protocol[Outcome_contra]):
    """A bench that tells what it measured."""

    def as_json(self, outcome: Outcome_contra) -> bytes:
        """Return it as JSON."""
        ...

    def show(self, outcome: Outcome_contra, console: Console) -> None:
        """Print it as tables."""
        ...


def tell(bench: Told[Outcome], outcome: Outcome, *, as_json: bool) -> None:
    """Print the *outcome* of a *bench*."""
    if as_json:
        sys.stdout.buffer.write(bench.as_json(outcome))
    else:
        bench.show(outcome, Console())


@contextmanager
def place(keep: Path | None = None) -> Iterator[Path]:
    """The folder to work in: one to *keep*, or one that is gone afterwards."""
    if keep:
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="salkku-bench-") as folder:
        yield Path(folder)


seed_option = click.option(
    "--seed", default=1, show_default=True, help="Another seed, other pages."
)
cores_option = click.option(
    "--cores", default=os.cpu_count() or 1, show_default=True, help="For each server."
)
keep_option = click.option(
    "--keep", type=click.Path(path_type=Path), help="A folder to build in, or to go on from."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, with all that was measured."
)


@click.group(cls=Benches)
def bench() -> None:
    """Measure how right and how fast Salkku is."""


@bench.command()
@click.option("--pages", default=2_000, show_default=True, help="How many pages to read.")
@seed_option
@json_option
def extract(pages: int, seed: int, *, as_json: bool) -> None:
    """Score the reading of generated pages, field by field."""
    outcome = extracting.run(pages, seed)
    tell(extracting, outcome, as_json=as_json)


@bench.command()
@click.option("--pages", default=10_000, show_default=True, help="How many pages to build.")
@seed_option
@click.option("--no-validation", is_flag=True, help="Measure only the build without validation.")
@json_option
def build(pages: int, seed: int, *, no_validation: bool, as_json: bool) -> None:
    """Time builds with and without validation beside the bare load, then a page's change."""
    with place() as folder:
        task = building.Task(folder, pages, seed, validation=not no_validation)
        outcome = building.run(task)
    tell(building, outcome, as_json=as_json)


@bench.command()
@click.option("--triples", default=1_000_000, show_default=True, help="About how many to serve.")
@seed_option
@click.option("--seconds", default=5, show_default=True, help="How long each go lasts.")
@click.option("--turns", default=3, show_default=True, help="How often each service has its go.")
@cores_option
@keep_option
@json_option
def sparql(
    *,
    triples: int,
    seed: int,
    seconds: int,
    turns: int,
    cores: int,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Ask the endpoint and its peers the same questions, turn by turn, with wrk."""
    with place(keep) as folder:
        ground = make_ground(folder, triples, seed, cores)
        outcome = asking.run(asking.Plan(ground, seed, seconds, turns))
    tell(asking, outcome, as_json=as_json)


@bench.command()
@click.option("--pages", default=10_000, show_default=True, help="How many pages to build.")
@seed_option
@keep_option
@json_option
def questions(*, pages: int, seed: int, keep: Path | None, as_json: bool) -> None:
    """Time every named question, about everything and about one thing each."""
    with place(keep) as folder:
        task = building.Task(folder, pages, seed, validation=False)
        outcome = naming.run(task)
    tell(naming, outcome, as_json=as_json)


@bench.command()
@click.option("--projects", default=10_000, show_default=True, help="How many pages to build.")
@seed_option
@click.option("--requests", default=200, show_default=True, help="How many of each kind to ask.")
@cores_option
@keep_option
@json_option
def browse(
    *, projects: int, seed: int, requests: int, cores: int, keep: Path | None, as_json: bool
) -> None:
    """Ask a served register for pages of lists, and for completions while one types."""
    with place(keep) as folder:
        task = building.Task(folder, projects, seed, validation=False)
        outcome = browsing.run(browsing.Plan(task, requests, cores))
    tell(browsing, outcome, as_json=as_json)


@bench.command()
@click.option(
    "--registers",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=REGISTERS,
    show_default="../shared/registries",
    help="The folder that holds the files of the registers.",
)
@json_option
def links(*, registers: Path, as_json: bool) -> None:
    """Score the links to the registers of others on lists made by hand, and time them."""
    with place() as folder:
        outcome = linking.run(make_linking_ground(folder, registers))
    tell(linking, outcome, as_json=as_json)


@bench.command()
@click.option("--projects", default=10_000, show_default=True, help="How many pages to build.")
@seed_option
@click.option("--turns", default=3, show_default=True, help="How often each batch is matched.")
@cores_option
@keep_option
@json_option
def reconcile(
    *, projects: int, seed: int, turns: int, cores: int, keep: Path | None, as_json: bool
) -> None:
    """Have batches of 1 000 names matched with a served register."""
    with place(keep) as folder:
        task = building.Task(folder, projects, seed, validation=False)
        outcome = reconciling.run(reconciling.Plan(task, turns, cores))
    tell(reconciling, outcome, as_json=as_json)


@bench.command()
@click.option(
    "--projects", multiple=True, type=int, default=[10_000], show_default=True, help="How many."
)
@click.option("--brief", is_flag=True, help="Pages that say little, as large registers have.")
@seed_option
@click.option("--requests", default=200, show_default=True, help="How many of each kind to ask.")
@click.option("--seconds", default=5, show_default=True, help="How long each endpoint load lasts.")
@cores_option
@keep_option
@json_option
def scale(
    *,
    projects: tuple[int, ...],
    brief: bool,
    seed: int,
    requests: int,
    seconds: int,
    cores: int,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Build, change, serve and ask registers of more and more projects, and tell the growth."""
    with place(keep) as folder:
        plan = scaling.Plan(
            folder=folder,
            projects=projects,
            seed=seed,
            requests=requests,
            seconds=seconds,
            cores=cores,
            keep=keep is not None,
            length=BRIEF if brief else FULL,
        )
        outcome = scaling.run(plan)
    tell(scaling, outcome, as_json=as_json)


if __name__ == "__main__":
    # Ended from outside, a bench ends what it started as it does when it is interrupted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    bench()
