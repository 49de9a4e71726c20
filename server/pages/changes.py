"""What changed: the generations that are kept, and how the projects of one differ from before."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice, pairwise
from typing import Final, NamedTuple

from flask import Response, render_template, request
from werkzeug.exceptions import NotFound

from graph.generations.changes import ProjectChange
from graph.generations.changes import changes as changes_between
from graph.generations.directory import DataDirectory
from graph.generations.manifest import Counts, Manifest
from graph.search.collation import finnish
from server.lists.kept import kept
from server.snapshot import current

MOST: Final = 500
"""So many changed projects are told of a generation; a new reader may have changed them all."""

SHOWN: Final = 50
"""So many generations are listed, and told of in the feed."""


class Step(NamedTuple):
    """A generation, the one before it that is kept, and by how much their counts differ."""

    manifest: Manifest
    before: Manifest | None
    more: Counts


class Changed(NamedTuple):
    """How projects changed in a step: those that are told, and whether there are more."""

    projects: Sequence[ProjectChange]
    cut: bool


def changes_page(directory: DataDirectory) -> Callable[[], Response]:
    """Return the view of what changed in the generations of *directory*."""

    @kept
    def changes() -> str:
        """The generations, and what the projects of one of them say otherwise than before."""
        steps = list(history(directory.manifests()))[:SHOWN]
        wanted = request.args.get("generation") or current().id
        chosen = next((step for step in steps if step.manifest.id == wanted), None)
        if chosen is None:
            raise NotFound(f"There is no generation {wanted} any more.")
        return render_template(
            "changes.html",
            steps=steps,
            chosen=chosen,
            changed=changed(directory, chosen),
            most=MOST,
        )

    return changes


def changes_feed(directory: DataDirectory) -> Callable[[], Response]:
    """Return the view of the generations of *directory* as an Atom feed (RFC 4287)."""

    def changes_atom() -> Response:
        """The generations, the newest first."""
        steps = list(history(directory.manifests()))[:SHOWN]
        body = render_template("changes.atom.xml", steps=steps)
        return Response(body, content_type="application/atom+xml; charset=utf-8")

    return changes_atom


def history(manifests: Sequence[Manifest]) -> Iterator[Step]:
    """Yield the steps from generation to generation, the newest first."""
    for before, manifest in reversed([*pairwise([None, *manifests])]):
        if manifest is not None:
            known = before.counts if before else Counts()
            yield Step(manifest, before, manifest.counts.minus(known))


def changed(directory: DataDirectory, step: Step) -> Changed:
    """Return how the projects changed in *step*, by name."""
    if step.before is None:
        return Changed((), cut=False)
    with (
        closing(directory.generation(step.manifest.id)) as newer,
        closing(directory.generation(step.before.id)) as older,
    ):
        found = list(islice(changes_between(newer, older), MOST + 1))
    told = sorted(found[:MOST], key=lambda change: finnish(change.name))
    return Changed(told, cut=len(found) > MOST)
