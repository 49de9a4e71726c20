"""The history of a record: which kept generations have it, and when it changed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from flask import Response, render_template

from graph.errors import SalkkuError
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.pages import PageEntry
from server.lists.kept import kept
from server.pages.asking import entity


class Kept(NamedTuple):
    """A record as one generation keeps it; *content* is its packed text, None where it is not.

    *entry* is None where the project was not there yet, and may be a tombstone.
    """

    generation: str
    time: datetime
    entry: PageEntry | None
    content: bytes | None


class Version(NamedTuple):
    """A record in one generation, and what happened to it there since the one before.

    *change* is ``new``, ``page`` (the source page changed), ``reading`` (it was read otherwise, or
    more or less of it is shown), ``withdrawn``, ``absent``, ``same``, or ``first`` of those kept.
    """

    kept: Kept
    change: str


def history_page(directory: DataDirectory) -> Callable[..., Response]:
    """Return the view of the history of a project in the generations of *directory*."""

    @kept
    def project_history(slug: str) -> str:
        project = entity("project", slug)
        found = list(versions(list(kept_records(directory, slug))))
        return render_template(
            "project_history.html", slug=slug, project=project, versions=found[::-1]
        )

    return project_history


def kept_records(directory: DataDirectory, slug: str) -> Iterator[Kept]:
    """The record of the project *slug* in each generation that can be opened, the oldest first."""
    for name in directory.ids():
        try:
            with closing(directory.generation(name)) as generation:
                yield kept_in(generation, slug)
        except SalkkuError:
            continue  # it is damaged, or was dropped since its name was read


def kept_in(generation: Generation, slug: str) -> Kept:
    """The record of the project *slug* in one *generation*."""
    entry = generation.records.with_slug(slug)
    content = generation.records.content(entry.key) if entry else None
    return Kept(generation.id, generation.time, entry, content)


def versions(kept: Sequence[Kept]) -> Iterator[Version]:
    """Each of the *kept* records, the oldest first, with what happened to it."""
    for one in kept[:1]:
        yield Version(one, "first" if one.content else "absent")
    for before, now in pairwise(kept):
        yield Version(now, change(before, now))


def change(before: Kept, now: Kept) -> str:
    """What happened to a record between two generations."""
    if now.entry is None or now.content is None:
        gone = now.entry is not None and now.entry.withdrawn is not None
        return "withdrawn" if gone else "absent"
    if before.entry is None or before.content is None:
        return "new"
    if before.entry.sha256 != now.entry.sha256:
        return "page"
    return "same" if before.content == now.content else "reading"
