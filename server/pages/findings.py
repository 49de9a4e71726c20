"""The work list of a register keeper: everything that a page says and that does not hold."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from flask import g, render_template, request

from graph.answers.kept import Thing
from graph.answers.terms import ROW, Terms
from graph.search.wish import Wish
from ontology.iris import concept
from server.data.rows import Row
from server.lists.kept import kept
from server.lists.paging import Page, page_of
from server.lists.rows import entity_rows
from server.lists.selection import FindingChoice, has_words
from server.pages.asking import ask, ask_whole, slug_of
from server.snapshot import current

SIZE: Final = 50
"""How many findings stand on a page; of a large register all of so many projects and kinds."""

READ: Final = 1000
"""So many findings are read whole."""

NAMED: Final = 500
"""Of so many projects whose names have the words that are looked for findings are told."""


class Found(NamedTuple):
    """Findings: a *page* of them, how many there are, and of each kind, the most first.

    On a page of a large register stand all findings of some kinds of some projects. When it *cuts*,
    those of NAMED projects are all that was looked at, and more fit.
    """

    page: Page[Row]
    total: int
    kinds: Sequence[tuple[str, int]]
    cuts: bool = False


@kept
def findings() -> str:
    """The list of findings that the parameters choose, a page of it."""
    chosen, number = FindingChoice.read(request.args), request.args.get("page", 1, int)
    found = find(chosen, number)
    slugs = list(dict.fromkeys(slug_of(row["project"]) for row in found.page.items))
    projects = entity_rows(current(), "project", slugs, g.language)
    return render_template(
        "findings.html",
        chosen=chosen,
        page=found.page,
        total=found.total,
        kinds=found.kinds,
        looked_at=NAMED if found.cuts else 0,
        page_of={project["project"]: project["page"] for project in projects},
    )


def find(chosen: FindingChoice, number: int) -> Found:
    """Page *number* of the findings that are *chosen*."""
    if current().generation.manifest.counts.findings <= READ:
        return among(ask_whole("findings"), chosen, number)
    if chosen.q or len(chosen.kind) > 1:
        return of_named(chosen, number)
    return of_all(chosen, number) or among(ask_whole("findings"), chosen, number)


def among(rows: Sequence[Row], chosen: FindingChoice, number: int) -> Found:
    """Page *number* of those of *rows* that are *chosen*."""
    named = chosen.minus("kind").of(rows)
    kinds = Counter(row["kind"] for row in named).most_common()
    page = page_of(chosen.of(rows), number, SIZE)
    return Found(page, page.total, kinds)


def of_named(chosen: FindingChoice, number: int) -> Found:
    """Page *number* of those that are *chosen*, of the projects that fit the words best."""
    snapshot = current()
    wish, day = Wish(kind="project", q=chosen.q), snapshot.generation.manifest.day
    found = snapshot.index.find(wish, day, 0, NAMED, ())
    slugs = [hit.slug for hit in found.hits if has_words(hit.name, chosen.q)]
    rows = ask("findings", project=slugs) if slugs else []
    return among(rows, chosen, number)._replace(cuts=found.total > NAMED)


def of_all(chosen: FindingChoice, number: int) -> Found | None:
    """Page *number* of all findings, or of one kind, in the order of their projects' slugs.

    None when they are not stored in that order.
    """
    snapshot, counted = current(), ask("findings_by_kind")
    kind = concept("finding", chosen.kind[0]).value if chosen.kind else ""
    of_kind = [row for row in counted if kind in {"", row["kind"]}]
    pairs = sum(row["projects"] for row in of_kind)
    nearest = min(max(number, 1), max(1, -(-pairs // SIZE)))
    question = snapshot.library["findings_by_project"]
    about = [Thing("kind", kind)] if kind else None
    rows = snapshot.answers.rows(question, "", about, (nearest - 1) * SIZE, SIZE)
    if rows is None:
        return None
    items = tuple(told([ROW.decode(row) for row in rows]))
    page = Page(items=items, number=nearest, size=SIZE, total=pairs)
    kinds = [(row["kind"], row["findings"]) for row in counted]
    return Found(page, sum(row["findings"] for row in of_kind), kinds)


def told(pairs: Sequence[Terms]) -> Iterator[Row]:
    """Yield the findings of each of *pairs* of a project and a kind."""
    wanted = [(pair["project"].value, pair["kind"].value) for pair in pairs]
    projects = list(dict.fromkeys(project for project, _ in wanted))
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in ask("findings", project=projects) if projects else ():
        rows[row["project"], row["kind"]].append(row)
    for pair in wanted:
        yield from rows[pair]
