"""Growth as a chart in plain text: what ten times the projects make of each figure."""

from collections.abc import Iterator, Sequence
from statistics import geometric_mean
from typing import Final

from bench.scale.figures import Size, growth

DRAWN: Final = (
    *("triples", "build", "build, peak memory", "data directory"),
    *("one page replaced and published", "server ready", "server, memory"),
    *("pages of projects, p95", "questions about one thing, p95", "first pages of lists, p95"),
    *("filters, p95", "words, p95", "completions, p95", "/sparql, look-ups, p95"),
)
"""The figures that are drawn."""

PER_TIME: Final = 3
"""So many characters of a bar stand for once as much."""

MOST: Final = 20
"""A bar of more times than this ends here, with a sign that it goes on."""

FULL, PARTS, ON = "█", " ▏▎▍▌▋▊▉", "…"


def chart(sizes: Sequence[Size]) -> str:
    """Return a line for each figure that was measured more than once, with a bar of its growth."""
    drawn = {name: times for name in DRAWN if (times := _growth(name, sizes))}
    if not drawn:
        return ""
    width = max(map(len, drawn))
    head = "What ten times the projects make of each figure:"
    return "\n".join((head, *(_line(name, times, width) for name, times in drawn.items())))


def _growth(name: str, sizes: Sequence[Size]) -> float | None:
    """The mean of what ten times the projects make of a figure, over all *sizes*."""
    known = [times for times in growth(name, sizes) if times]
    return geometric_mean(known) if known else None


def _line(name: str, times: float, width: int) -> str:
    return f"{name:{width}}  x {times:4.1f} {''.join(_bar(times))}".rstrip()


def _bar(times: float) -> Iterator[str]:
    """A bar whose end is drawn to an eighth of a character."""
    eighths = round(min(times, MOST) * PER_TIME * len(PARTS))
    yield FULL * (eighths // len(PARTS))
    yield PARTS[eighths % len(PARTS)] if times <= MOST else ON
