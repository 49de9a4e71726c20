"""What is chosen by facets, as questions to an index of documents that have them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date

from tantivy import FieldType, Occur, Query, Schema

from graph.search.wish import Wish

Chosen = Mapping[str, Query]
"""What must fit, by the facet it was chosen in."""

NOT_RUNNING = ("planned", "ended", "cancelled")
"""The phases of what does not run, whatever its dates say."""


def chosen(schema: Schema, wish: Wish, day: date) -> Chosen:
    """The facets of *wish* in which something is chosen, on *day*."""
    made = {
        facet: Query.term_set_query(schema, facet, [*values])
        for facet, values in words(wish).items()
        if values
    }
    if wish.years:
        made["year"] = Query.term_set_query(schema, "year", [*filter(_is_year, wish.years)])
    if wish.running:
        made["running"] = running(schema, day)
    return made


def chosen_sources(schema: Schema, slugs: Iterable[str]) -> Query:
    """The money that the organisations of those *slugs* give."""
    return Query.term_set_query(schema, "of_source", [*slugs])


def words(wish: Wish) -> Mapping[str, Sequence[str]]:
    """The words that *wish* chooses, by the facet."""
    return {
        "entity": (wish.kind,) if wish.kind else (),
        "portfolio": wish.portfolios,
        "phase": wish.phases,
        "funder": wish.funders,
        "implementer": wish.implementers,
        "partner": wish.partners,
        "participant": wish.participants,
        "instrument": wish.instruments,
        "kind": wish.organisation_kinds,
        "municipality": wish.municipalities,
        "subject": wish.subjects,
        "place": wish.places,
        "amount": wish.amounts,
        "kind_of": wish.kinds_of,
        "role": wish.roles,
    }


def _is_year(year: int) -> bool:
    return MINYEAR <= year <= MAXYEAR


def running(schema: Schema, day: date) -> Query:
    """What runs on *day*, by the rule that ``Wish`` states; only projects have a start."""
    on = day.toordinal()
    begun = Query.range_query(schema, "start_day", FieldType.Unsigned, None, on)
    going = Query.range_query(schema, "end_day", FieldType.Unsigned, on, None)
    closed = Query.term_set_query(schema, "phase", [*NOT_RUNNING])
    return Query.boolean_query([(Occur.Must, begun), (Occur.Must, going), (Occur.MustNot, closed)])


def together(queries: Iterable[Query]) -> Query:
    """What fits all of *queries*; everything when there are none."""
    musts = [(Occur.Must, query) for query in queries]
    return Query.boolean_query(musts) if musts else Query.all_query()
