"""A query that a guard asks of an engine."""

import msgspec
import pytest
from pyoxigraph import Store

from graph.engines.place import Place
from server.evaluation import PublicQuery, QueryStopped
from server.guard.guard import Guard
from server.http.formats import RESULTS_JSON
from tests.graph.made_engines import BASE, generation_of
from tests.graph.stand_in_engine import StandIn, stand_in
from tests.server.guard.conftest import guarded
from tests.waiting import PATIENCE, wait_until


def ask(guard: Guard, engine: StandIn, text: str, seconds: float | None = None) -> None:
    access = msgspec.structs.replace(engine.access, seconds=PATIENCE)
    place = Place(access=access, generation=generation_of([]))
    query = PublicQuery(text=text, results=RESULTS_JSON, seconds=seconds)
    guard.answer_from("", query, BASE, place.encoded())


@pytest.mark.slow
def test_a_query_that_is_stopped_hangs_up_on_the_engine() -> None:
    with stand_in(Store()) as engine, guarded(seconds=PATIENCE, engine=True) as guard:
        ask(guard, engine, "ASK {}")
        engine.be("slow")
        with pytest.raises(QueryStopped):
            ask(guard, engine, "ASK { ?s ?p 'stopped' }", seconds=3)
        wait_until(lambda: any("'stopped'" in query for query in engine.left), "it hangs up")
