"""What is chosen by facets, as questions to the index: where what fits best comes first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tantivy import FieldType, Index, Occur, Query, Schema

from graph.search.document import Kind
from graph.search.fields import identity
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
    if wish.running:
        made["running"] = running(schema, day)
    return made


def words(wish: Wish) -> Mapping[str, Sequence[str]]:
    """The words that *wish* chooses, by the facet."""
    return {
        "entity": (wish.kind,) if wish.kind else (),
        "portfolio": wish.portfolios,
        "year": tuple(map(str, wish.years)),
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


def running(schema: Schema, day: date) -> Query:
    """What runs on *day*, by the rule that ``Wish`` states; only projects have a start."""
    on = day.toordinal()
    begun = Query.range_query(schema, "start_day", FieldType.Unsigned, None, on)
    going = Query.range_query(schema, "end_day", FieldType.Unsigned, on, None)
    closed = Query.term_set_query(schema, "phase", [*NOT_RUNNING])
    return Query.boolean_query([(Occur.Must, begun), (Occur.Must, going), (Occur.MustNot, closed)])


def of_slugs(index: Index, kind: Kind, slugs: Iterable[str]) -> Query:
    """Those of a *kind* with those *slugs*."""
    return Query.term_set_query(index.schema, "id", [identity(kind, slug) for slug in slugs])


def together(queries: Iterable[Query]) -> Query:
    """What fits all of *queries*; everything when there are none."""
    musts = [(Occur.Must, query) for query in queries]
    return Query.boolean_query(musts) if musts else Query.all_query()
