"""``python -m bench build``: the whole way from pages to a published generation, and one change.

It is built with and without validation. The measure beside it is the bare load of the same quads
by Oxigraph's own command, turn by turn.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.generator.length import FULL, Length
from bench.ground import building, program, replace_page, write_pages
from bench.processes import Measured, disk, measure

FEW = 10_000
"""Up to so many pages, a measurement is taken thrice."""

VALIDATED = "salkku build"
UNCHECKED = "salkku build --no-validation"
"""The two ways to build, as one calls them."""

MEGABYTE = 1_000_000


class Task(NamedTuple):
    """What to measure, in *folder*, with so many *pages* of a *length*.

    *validation* off leaves out the builds that ask the shapes.
    """

    folder: Path
    pages: int
    seed: int
    validation: bool
    length: Length = FULL

    @property
    def sources(self) -> Path:
        """The folder of the generated pages."""
        return self.folder / "pages"

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def quads(self) -> Path:
        """The N-Quads of what was built."""
        return self.folder / "quads.nq"


class Outcome(NamedTuple):
    """What was measured: *built*, by the command, and *loaded* hold a run for each turn."""

    pages: int
    validation: bool
    triples: int
    built: Mapping[str, list[Measured]]
    loaded: list[Measured]
    disk: int
    loaded_disk: int
    folder_again: Measured
    page_alone: Measured


class Row(NamedTuple):
    """One line of the report."""

    what: str
    seconds: float
    pages_per_second: float | None
    triples_per_second: float | None
    peak_megabytes: float
    disk_megabytes: float | None


def run(task: Task) -> Outcome:
    """Generate the pages, build and load them in turns, then change one page in two ways."""
    write_pages(task.sources, task.seed, task.pages, task.length)
    builds = {VALIDATED: True, UNCHECKED: False} if task.validation else {UNCHECKED: False}
    built: dict[str, list[Measured]] = {what: [] for what in builds}
    loaded = []
    for _ in range(3 if task.pages <= FEW else 1):
        for what, validation in builds.items():
            built[what].append(_built(task, validation=validation))
        loaded.append(_loaded(task))
    sizes = disk(task.data), disk(task.folder / "loaded")
    return Outcome(
        pages=task.pages,
        validation=task.validation,
        triples=_lines(task.quads),
        built=built,
        loaded=loaded,
        disk=sizes[0],
        loaded_disk=sizes[1],
        folder_again=_change(task, 0, whole=True),
        page_alone=_change(task, 1, whole=False),
    )


def built_once(task: Task) -> None:
    """Generate the pages and build them, unless the folder of *task* holds them already."""
    if not task.data.exists():
        write_pages(task.sources, task.seed, task.pages, task.length)
        measure(_build(task, task.sources, validation=task.validation))


def _built(task: Task, *, validation: bool) -> Measured:
    """One build from nothing."""
    shutil.rmtree(task.data, ignore_errors=True)
    return measure(_build(task, task.sources, validation=validation))


def _loaded(task: Task) -> Measured:
    """One bare load from nothing of what was built; every build gives the same quads."""
    if not task.quads.exists():
        measure([program("salkku"), "export", str(task.quads), "--data", str(task.data)])
    loaded = task.folder / "loaded"
    shutil.rmtree(loaded, ignore_errors=True)
    load = "load", "--location", str(loaded), "--file", str(task.quads)
    return measure([program("oxigraph"), *load])


def _change(task: Task, number: int, *, whole: bool) -> Measured:
    """Replace a page, and build either the *whole* folder again or that page alone."""
    changed = replace_page(task.sources, task.seed + 1, number, task.length)
    source = task.sources if whole else changed
    return measure(_build(task, source, validation=task.validation))


def _build(task: Task, source: Path, *, validation: bool) -> list[str]:
    command = building(source, task.data)
    return command if validation else [*command, "--no-validation"]


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


def rows(outcome: Outcome) -> Iterator[Row]:
    """The lines of the report: builds, bare load, and the two ways of changing a page."""
    for what, built in outcome.built.items():
        yield _row(outcome, what, built, outcome.disk, pages=True)
    yield _row(outcome, "oxigraph load", outcome.loaded, outcome.loaded_disk)
    for what, change in (
        ("one page changed, whole folder built again", outcome.folder_again),
        ("one page changed, that page built", outcome.page_alone),
    ):
        yield Row(what, change.seconds, None, None, change.peak / MEGABYTE, None)


def _row(
    outcome: Outcome, what: str, runs: list[Measured], size: int, *, pages: bool = False
) -> Row:
    seconds = median(one.seconds for one in runs)
    return Row(
        what=what,
        seconds=seconds,
        pages_per_second=outcome.pages / seconds if pages else None,
        triples_per_second=outcome.triples / seconds,
        peak_megabytes=max(one.peak for one in runs) / MEGABYTE,
        disk_megabytes=size / MEGABYTE,
    )


def ratios(outcome: Outcome) -> dict[str, float]:
    """How many times the bare load of its quads each way to build takes."""
    load = median(one.seconds for one in outcome.loaded)
    return {
        what: median(one.seconds for one in built) / load for what, built in outcome.built.items()
    }


def show(outcome: Outcome, console: Console) -> None:
    """Print the report as a table, and the ratios below."""
    turns = len(outcome.loaded)
    title = f"{outcome.pages:,} pages, {outcome.triples:,} triples, medians of {turns}"
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    for heading in ("seconds", "pages/s", "triples/s", "peak MB", "disk MB"):
        table.add_column(heading, justify="right")
    for row in rows(outcome):
        figures = ("" if value is None else f"{value:,.0f}" for value in row[2:])
        table.add_row(row.what, f"{row.seconds:,.2f}", *figures)
    console.print(table)
    for what, ratio in ratios(outcome).items():
        console.print(f"{what} takes {ratio:.2f} times the bare load of its quads.")


def as_json(outcome: Outcome) -> bytes:
    """The report as JSON."""
    return msgspec.json.encode(
        {
            "pages": outcome.pages,
            "triples": outcome.triples,
            "validation": outcome.validation,
            "turns": len(outcome.loaded),
            "ratios": ratios(outcome),
            "rows": [row._asdict() for row in rows(outcome)],
        }
    )
