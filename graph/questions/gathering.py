"""What a question asks another endpoint about: the values that our own graph has for it.

An engine may ask the other endpoint for everything that fits there, and join it with what it has
found here; so the values are found first, and stand in the query (SPARQL 1.1 Federated Query,
section 2.4).
"""

from collections.abc import Mapping
from itertools import islice
from typing import Final

from graph.errors import QueryError
from graph.questions.library import Library
from graph.questions.question import Question, Said, given
from graph.store import GraphStore, select
from graph.values import plain
from ontology.iris import Iris

MOST: Final = 500
"""About how many things one query may ask another endpoint."""


def with_gathered(
    question: Question,
    values: Mapping[str, Said],
    library: Library,
    store: GraphStore,
    iris: Iris,
) -> Mapping[str, Said]:
    """Return *values* with those of the parameters that are gathered and not said.

    They are asked of *store* by questions of the *library*, about what *values* say. Raises
    QueryError when they are too many, and what asking raises.
    """
    said = dict(given(values))
    about = {
        parameter.name: _gathered(question, library[parameter.gathered_by], said, store, iris)
        for parameter in question.parameters
        if parameter.gathered_by and parameter.name not in said
    }
    return {**values, **about}


def _gathered(
    question: Question,
    source: Question,
    said: Mapping[str, Said],
    store: GraphStore,
    iris: Iris,
) -> list[str]:
    known = {parameter.name for parameter in source.parameters}
    query = source.bind({name: words for name, words in said.items() if name in known}, iris)
    (column,) = source.columns
    found = [str(plain(row[column])) for row in islice(select(store, query), MOST + 1)]
    if len(found) > MOST:
        choose = ", ".join(sorted(known))
        raise QueryError(
            f"{question.name}: it would ask about more than {MOST} things at once;"
            f" choose some of them by a parameter: {choose}"
        )
    return found
