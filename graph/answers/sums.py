"""The groups of a question that adds up, with their numbers."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, QuerySolution, Store, Triple

from graph.answers.terms import Term, Terms, packed, row_of_terms, unpacked
from graph.questions.summing import EXTREMES, TIMES, Sum, Summing, Totals, Unsummed
from graph.store import EmbeddedStore, select
from ontology.terms import Xsd

EXACT: Final = Context(prec=60)
"""More digits than the numbers of any engine have."""

Number = int | Decimal
Group = str
"""A group as it is kept: its terms by their columns, packed."""

EVERYBODY: Final[Group] = ""
"""The group of rows that sum all groups up once more."""

TOTAL: Final = " "
"""What a group of groups begins with, which JSON allows: it tells it from those that it is of."""

NOTHING: Final = "UNDEF"


class Added(NamedTuple):
    """How many things a group adds up, and the numbers that they add up to."""

    times: int
    numbers: tuple[Number, ...]


Sums = dict[Group, Added]


class Lost(Exception):
    """What was the least or the greatest of a group is gone, and nobody knows what comes next."""


def sums_in(store: Store, summing: Summing) -> Sums:
    """Return the groups that a *store* has. Raises Unsummed when one of them cannot be added up."""
    return _sums(store, summing.query, summing)


def sums_about(
    store: Store, summing: Summing, groups: Iterable[Group]
) -> dict[Group, Added | None]:
    """Return what a *store* has of those *groups*. Raises Unsummed as ``sums_in`` does."""
    terms = {group: unpacked(group) for group in groups}
    if any(len(each) < len(summing.group) for each in terms.values()):
        raise Unsummed("a group that lacks a column cannot be asked about")
    rows = (_written(each, summing.group) for each in terms.values())
    found = _sums(store, summing.asked_about(rows), summing) if terms else {}
    return {group: found.get(group) for group in terms}


def extremes_stand(store: Store, summing: Summing, group: Group, added: Added) -> bool:
    """Whether a *store* still has the least and the greatest of what *group* had *added* up."""
    terms = unpacked(group)
    if len(terms) < len(summing.group):
        return False  # a group that lacks a column cannot be asked about
    row = _written(terms, summing.group)
    extremes = [
        (each.of, _term(number).written)
        for each, number in zip(summing.sums, added.numbers, strict=True)
        if each.function in EXTREMES
    ]
    if not all(variable for variable, _ in extremes):
        return False  # what is worked out of several things cannot be asked about
    asked = (summing.asked_whether(row, *extreme) for extreme in extremes)
    return all(any(True for _ in select(EmbeddedStore(store), query)) for query in asked)


def totals_of(table: Iterable[QuerySolution], totals: Totals) -> Sums:
    """The groups of groups in a *table*. Raises Unsummed when one cannot be added up."""
    return {f"{TOTAL}{group_of(row, totals.group)}": _added(row, totals.sums) for row in table}


def _sums(store: Store, query: str, summing: Summing) -> Sums:
    table = select(EmbeddedStore(store), query)
    return {group_of(row, summing.group): _added(row, summing.sums) for row in table}


def group_of(row: QuerySolution, columns: Iterable[str]) -> Group:
    """The group of a *row*: what it has in *columns*. Raises Unsummed when no query can name it."""
    for column in columns:
        if isinstance(row[column], BlankNode | Triple):
            raise Unsummed(f"{row[column]} has no name")
    return packed(row_of_terms(row, columns))


def _added(row: QuerySolution, sums: Iterable[Sum]) -> Added:
    numbers = tuple(_number(row[each.column]) for each in sums)
    return Added(int(_number(row[TIMES])), numbers)


def _number(term: object) -> Number:
    if isinstance(term, Literal) and term.datatype == Xsd.integer:
        return int(term.value)
    if isinstance(term, Literal) and term.datatype == Xsd.decimal:
        return Decimal(term.value)
    raise Unsummed(f"{term} is no number that can be added up exactly")


def changed(before: Sums, after: Sums) -> set[Group]:
    """The groups of which the two say something else."""
    groups = before.keys() | after.keys()
    return {group for group in groups if before.get(group) != after.get(group)}


def moved(
    sums: Sequence[Sum],
    old: Added | None,
    less: Added | None,
    more: Added | None,
    *,
    stands: bool = False,
) -> Added | None:
    """What a group adds up to by *sums* that was *old*, *less* one part and with one *more*.

    None when it adds up nothing. Raises Unsummed when it was less than its part, and Lost unless
    it is known that what was the least or the greatest *stands*.
    """
    counts = [each.times if each else 0 for each in (old, less, more)]
    times = counts[0] - counts[1] + counts[2]
    if times < 0:
        raise Unsummed("a group has less than its parts")
    if times == 0:
        return None
    numbers = (
        _moved(
            each, *(side.numbers[at] if side else None for side in (old, less, more)), stands=stands
        )
        for at, each in enumerate(sums)
    )
    return Added(times, tuple(numbers))


def _moved(
    each: Sum, was: Number | None, gone: Number | None, come: Number | None, *, stands: bool
) -> Number:
    if each.function in EXTREMES:
        first = min if each.function == "MIN" else max
        return _extreme(first, was, None if stands else gone, come)
    was, gone, come = (0 if number is None else number for number in (was, gone, come))
    if isinstance(was, int) and isinstance(gone, int) and isinstance(come, int):
        return was - gone + come
    return EXACT.add(EXACT.subtract(Decimal(was), Decimal(gone)), Decimal(come))


def _extreme(
    first: Callable[[Iterable[Number]], Number],
    was: Number | None,
    gone: Number | None,
    come: Number | None,
) -> Number:
    """The one that comes *first* of what is left. Raises Lost when what was it is gone."""
    known = first([each for each in (was, come) if each is not None])
    if gone is not None and gone == was and come != known:
        raise Lost
    return known


def add_sums(summing: Summing | Totals, total: Sums, more: Sums) -> None:
    """Add *more* to a *total*, as *summing* says."""
    for group, added in more.items():
        if both := moved(summing.sums, total.get(group), None, added):
            total[group] = both


def terms_of(group: Group, added: Added, summing: Summing) -> Terms:
    """The numbers of a *group* as terms by their columns, as the engine writes them."""
    totals = summing.totals if group.startswith(TOTAL) else None
    columns = [each.column for each in (totals or summing).sums]
    return dict(zip(columns, map(_term, added.numbers), strict=True))


def _term(number: Number) -> Term:
    if isinstance(number, int):
        return Term("literal", str(number), datatype=Xsd.integer.value)
    digits = f"{number:f}"
    short = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return Term("literal", short, datatype=Xsd.decimal.value)


def counted(term: Term) -> Number:
    """The number that ``terms_of`` made a *term* of."""
    return int(term.value) if term.datatype == Xsd.integer.value else Decimal(term.value)


def terms_in(group: Group, added: Added, summing: Summing) -> Terms:
    """A group and its numbers as terms by their columns."""
    return {**unpacked(group), **terms_of(group, added, summing)}


def row_of(group: Group, added: Added, summing: Summing) -> str:
    """A group and its numbers, as far as *summing* mentions them, as a row of data in a query."""
    return _written(terms_in(group, added, summing), summing.mentioned)


def row_of_packed(group: Group, numbers: str, summing: Summing) -> str:
    """The same of *numbers* that are packed terms."""
    takes_group = not {*summing.group}.isdisjoint(summing.mentioned)
    terms = unpacked(",".join(filter(None, (group, numbers))) if takes_group else numbers)
    return _written(terms, summing.mentioned)


def _written(terms: Terms, columns: Iterable[str]) -> str:
    written = (terms[column].written if column in terms else NOTHING for column in columns)
    return f"({' '.join(written)})"
