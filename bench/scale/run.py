"""``python -m bench scale``: the same measurements at more and more projects, and their growth.

Each finished step is noted in the folder of its size, so that a run that was ended goes on where
it stopped.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.build import Task
from bench.generator.length import FULL, Length
from bench.processes import CommandFailed
from bench.scale.chart import chart
from bench.scale.figures import Figure, Size, growth, names
from bench.scale.steps import STEPS, Site

NOTES: Final = "measured.json"
"""What is noted of the steps that are done, in the folder of a size."""

Noted = dict[str, list[Figure]]


class Plan(NamedTuple):
    """How many *projects* to measure with, in *folder*; with *keep*, what was made there stays.

    Their pages have that *length*.
    """

    folder: Path
    projects: Sequence[int]
    seed: int
    requests: int
    seconds: int
    cores: int
    keep: bool
    length: Length = FULL


def run(plan: Plan) -> list[Size]:
    """Take every step at every size, the smallest first; what is noted is not taken again."""
    sizes = []
    for projects in sorted({*plan.projects}):
        folder = plan.folder / str(projects)
        task = Task(folder, projects, plan.seed, validation=True, length=plan.length)
        sizes.append(measured(Site(task, plan.cores, plan.requests, plan.seconds)))
        if not plan.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return sizes


def measured(site: Site) -> Size:
    """Take the steps at one size; the first that cannot be taken ends them, and is told."""
    notes = site.task.folder / NOTES
    notes.parent.mkdir(parents=True, exist_ok=True)
    noted = msgspec.json.decode(notes.read_bytes(), type=Noted) if notes.exists() else {}
    failed: dict[str, str] = {}
    for name, step in STEPS.items():
        if name in noted:
            continue
        try:
            noted[name] = [*step(site)]
        except (CommandFailed, OSError) as error:
            failed[name] = str(error)
            break
        notes.write_bytes(msgspec.json.encode(noted))
    figures = tuple(figure for step in STEPS for figure in noted.get(step, ()))
    return Size(site.task.pages, figures, failed)


def show(sizes: Sequence[Size], console: Console) -> None:
    """Print the table of figures with their growth, and what could not be measured."""
    table = Table(title="More and more projects", title_justify="left")
    table.add_column("what")
    table.add_column("unit")
    for size in sizes:
        table.add_column(f"{size.projects:,}", justify="right")
    for size in sizes[1:]:
        table.add_column(f"x, to {size.projects:,}", justify="right")
    table.add_column("goal", justify="right")
    for figure in names(sizes):
        table.add_row(*_row(figure, sizes))
    console.print(table)
    console.print("x: how many times more for ten times the projects.")
    console.print(chart(sizes), highlight=False, soft_wrap=True)
    for size in sizes:
        for step, reason in size.failed.items():
            console.print(f"{size.projects:,} projects: {step} could not be measured: {reason}")


def _row(figure: Figure, sizes: Sequence[Size]) -> list[str]:
    values = (size.value(figure.name) for size in sizes)
    goal = "" if figure.goal is None else f"{figure.goal:g}"
    grown = (_number(times) for times in growth(figure.name, sizes))
    return [figure.name, figure.unit, *map(_number, values), *grown, goal]


def _number(value: float | None) -> str:
    """Three digits that count."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits


def as_json(sizes: Sequence[Size]) -> bytes:
    """The figures as JSON, with the growth of each."""
    grown = {figure.name: [*growth(figure.name, sizes)] for figure in names(sizes)}
    return msgspec.json.encode({"sizes": sizes, "growth": grown})
