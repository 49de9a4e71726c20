"""Which lines are tables of money, and what stands around their rows that says how to read them."""

from collections.abc import Sequence
from decimal import Decimal

from graph.extract.funding import words
from graph.extract.funding.grids import by_time
from graph.extract.funding.partners import by_partner
from graph.extract.funding.payers import is_payer, may_pay
from graph.extract.funding.phrases import is_certain, read_phrase
from graph.extract.funding.readings import Reading, read
from graph.extract.funding.sketches import Entry, Sketch, dated, sketches
from graph.extract.funding.sources import Project
from graph.extract.funding.telling import Table, table_of, table_of_partners
from graph.extract.funding.tokens import Axis, Label, Token, clean, label

_LARGE = Decimal(1000)
_TIMES = frozenset(("period", "total"))


def read_tables(
    tokens: Sequence[Token], project: Project, about_money: frozenset[int]
) -> list[Table]:
    """The tables of money in *tokens*, in order.

    *about_money* numbers the lines that stand under a heading about money.
    """
    found = (_read_table(sketch, project, about_money) for sketch in sketches(tokens))
    return [table for table in found if table]


def _read_table(sketch: Sketch, project: Project, about_money: frozenset[int]) -> Table | None:
    """The table of *sketch*; None if it is no table, or not of money."""
    own = dated(sketch, lambda label: project.year(label.nth))
    own = _planned(_given(_titled(_without_statements(own), project), project))
    if not own.entries or _is_sentence(own):
        return None
    partners = _by_partner(own, project)
    own = partners or own
    reading = read(own)
    reading = reading._replace(grid=by_time(reading.grid))
    under = not about_money.isdisjoint(own.lines)
    if reading.grid.rows:
        is_money = under or _names_payers(own, reading, project)
    else:
        is_money = under and len(own.entries) > 1
    if not is_money:
        return None
    read_as = table_of_partners if partners else table_of
    table = read_as(own, reading, project)
    said = table.allocations or table.totals or table.amounts or table.findings
    return table._replace(title=sketch.title) if said else None


def _without_statements(sketch: Sketch) -> Sketch:
    """*sketch* without rows before the sources that state a whole (``Kustannusarvio 40 000 €``)."""
    if sketch.columns:
        return sketch
    stated = 0
    while stated < len(sketch.entries) and _states_whole(sketch.entries[stated]):
        stated += 1
    theirs = {line for entry in sketch.entries[:stated] for line in entry.lines()}
    return sketch._replace(entries=sketch.entries[stated:], lines=sketch.lines - theirs)


def _titled(sketch: Sketch, project: Project) -> Sketch:
    """*sketch*, where numbers without a name are those of the payer named above the headings."""
    entries = sketch.entries
    if not sketch.above or all(entry.label.text for entry in entries):
        return sketch
    title = label(sketch.above[-1].cell, clean(sketch.above[-1].cell.text))
    if not is_certain(project.meaning(title.text)):
        return sketch
    named = (entry if entry.label.text else entry._replace(label=title) for entry in entries)
    return sketch._replace(entries=tuple(named))


def _given(sketch: Sketch, project: Project) -> Sketch:
    """*sketch* of times alone, where the words above say who gives the money.

    ``OPH on myöntänyt avustusta:`` heads a column of that payer.
    """
    told = " ".join(one.text for one in sketch.columns) or sketch.lead
    times = {entry.label.axis for entry in sketch.entries}
    if "period" not in times or not times <= _TIMES or len(sketch.columns) > 1:
        return sketch
    if not words.GRANTS.search(told):
        return sketch
    payer = read_phrase(told, project, listed=False).payer.printed
    if not is_certain(project.meaning(payer)):
        return sketch
    return sketch._replace(columns=(Label("source", payer, sketch.entries[0].line()),))


def _planned(sketch: Sketch) -> Sketch:
    """*sketch* with its columns, if they are a plan and what came of it (``Budjetti Toteuma``)."""
    if sketch.columns or not sketch.above:
        return sketch
    heads = [head for token in sketch.above for head in token.cell.text.split()]
    two = [head for head in heads if not words.CURRENCIES.issuperset(words.words(head))][-2:]
    axes = {head: axis for head in two if (axis := _axis(head))}
    if set(axes.values()) != {"whole", "outcome"}:
        return sketch
    line = sketch.above[-1].cell.line
    columns = tuple(Label(axis, head, line) for head, axis in axes.items())
    return sketch._replace(columns=columns, lines=sketch.lines | {line})


def _axis(head: str) -> Axis | None:
    """What a column of one word is about, if it is a plan or what came of it."""
    found = set(words.words(head))
    if found <= words.OUTCOMES:
        return "outcome"
    return "whole" if found <= words.PLANS else None


def _states_whole(entry: Entry) -> bool:
    return words.WHOLE.search(entry.label.text) is not None


def _is_sentence(sketch: Sketch) -> bool:
    """Whether *sketch* is one line alone, with nothing above it."""
    entries = sketch.entries
    return len(entries) == 1 and not sketch.columns and entries[0].tokens[0].kind == "row"


def _names_payers(sketch: Sketch, reading: Reading, project: Project) -> bool:
    """Whether the numbers are large enough for money and stand beside the name of a payer."""
    values = [reading.grid.worth(value) for row in reading.grid.rows for value in row.values]
    labels = (*sketch.columns, *(entry.label for entry in sketch.entries))
    sources = [label.text for label in labels if label.axis == "source"]
    return max(values) >= _LARGE and any(is_payer(source, project) for source in sources)


def _by_partner(sketch: Sketch, project: Project) -> Sketch | None:
    """*sketch* as a table of partners by source; None where a row is a fund, or nobody known."""
    named = (entry.label.text for entry in sketch.entries if entry.label.axis == "source")
    rows = [project.meaning(name) for name in named]
    known = any(row.organisation and is_certain(row) for row in rows)
    if not known or any(row.instrument for row in rows):
        return None
    return by_partner(sketch, lambda source: may_pay(source, project))
