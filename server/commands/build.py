"""``salkku build``: read pages, publish a generation, and say what was found on them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from graph.build.building import build as build_pages
from graph.build.building import silent
from graph.build.options import BuildOptions, BuildReport, Progress
from graph.privacy.policy import Contacts
from graph.register import Register, load_register
from graph.sample import SAMPLE, sample_pages
from graph.sample.registers import load_sample_registers
from server.commands.options import data_option, jobs_option
from server.display.terminal import several

COUNTED: Final = MappingProxyType(
    {
        "projects": "project",
        "portfolios": "portfolio",
        "organisations": "organisation",
        "people": "person",
        "findings": "finding",
        "quads": "quad",
    }
)
"""What the summary counts, and the word for one of each."""


@click.command(short_help="Read pages and publish what they say.")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="SOURCE...")
@data_option
@click.option("--sample", is_flag=True, help="Build the invented register that comes with Salkku.")
@click.option(
    "--contacts",
    type=click.Choice([policy.value for policy in Contacts]),
    help="How much of the people is published; ongoing at first, then as it was.",
)
@click.option(
    "--base-iri", metavar="IRI", help="What every IRI begins with; fixed by the first build."
)
@click.option("--register", metavar="FILE|NAME", help="The description of the register.")
@click.option(
    "--names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of further names of organisations; kept in the data directory.",
)
@click.option("--strict", is_flag=True, help="End with 1 if a page was refused.")
@click.option("--prune", is_flag=True, help="Withdraw the pages that are not among the sources.")
@click.option("--no-validation", is_flag=True, help="Do not check the graph against the shapes.")
@jobs_option
@click.pass_context
def build(
    context: click.Context,
    *,
    sources: tuple[Path, ...],
    data: Path,
    sample: bool,
    contacts: str | None,
    base_iri: str | None,
    register: str | None,
    names: Path | None,
    strict: bool,
    prune: bool,
    no_validation: bool,
    jobs: int,
) -> None:
    """Read the pages in SOURCE... (files, folders, zip archives) and publish what they say.

    Only pages that changed since the build before are read again. Ends with 0 when the data
    directory holds what the pages say, with 1 when nothing could be published.
    """
    if sample == bool(sources):
        raise click.UsageError("name the pages to build from, or give --sample")
    if sample:
        load_sample_registers(data)
    with _sources(sources, sample=sample) as found, progress_bar() as progress:
        report = build_pages(
            data,
            BuildOptions(
                sources=found,
                contacts=Contacts(contacts) if contacts else None,
                base=base_iri,
                register=_register(register, sample=sample),
                names=names,
                prune=prune,
                check=not no_validation,
                jobs=jobs,
            ),
            progress,
        )
    show(report)
    context.exit(exit_code(report, strict=strict))


@contextmanager
def _sources(sources: tuple[Path, ...], *, sample: bool) -> Iterator[tuple[Path, ...]]:
    if not sample:
        yield sources
        return
    with sample_pages() as folder:
        yield (folder,)


def _register(named: str | None, *, sample: bool) -> Register | None:
    if named is None and not sample:
        return None
    return load_register(named or SAMPLE)


def exit_code(report: BuildReport, *, strict: bool) -> int:
    """0 when what the pages say is published, 1 when nothing is, or, *strict*, not every page."""
    nothing = not report.published and not report.unchanged
    return 1 if nothing or (strict and report.refused) else 0


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give what draws the progress of a build on a terminal, and says nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        tasks = {}

        def progress(what: str, done: int, pages: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what.capitalize(), total=pages)
            bar.update(tasks[what], completed=done)

        yield progress


def show(report: BuildReport) -> None:
    """Print what to look at, one line each, and then what was done."""
    for finding in report.findings:
        click.echo(f"{finding.page}:{finding.line}: {finding.kind}: {finding.message}")
    unlisted = report.findings_read - len(report.findings)
    if unlisted > 0:
        click.echo(f"... and {unlisted} more findings; salkku ask findings lists them all")
    for refusal in report.refused:
        click.echo(f"refused: {refusal}", err=True)
    for note in report.notes:
        click.echo(note)
    for line in summary(report):
        click.echo(line)
    sys.stdout.flush()


def summary(report: BuildReport) -> Iterator[str]:
    """The lines that sum up a build."""
    counts = report.counts
    withdrawn = f", {report.withdrawn} withdrawn" if report.withdrawn else ""
    yield (
        f"Pages: {report.read} read, {report.unchanged} unchanged,"
        f" {len(report.refused)} refused{withdrawn}."
    )
    if not report.generation:
        yield "Nothing could be published."
        return
    numbers = (several(getattr(counts, plural), one, plural) for plural, one in COUNTED.items())
    yield f"Graph: {', '.join(numbers)}."
    what = "Published" if report.published else "Nothing changed; current is still"
    yield f"{what} generation {report.generation} ({report.seconds:.1f} s)."
