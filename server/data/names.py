"""What things are called: one name each, in the language of the reader where it is known."""

from collections import ChainMap
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Triple

from ontology.terms import Org
from server.data.rows import Row
from server.data.whole_project import Told

ABOVE: Final = {"unit_of": Org.subOrganizationOf, "top": Org.unitOf}
"""What a unit belongs to: the next step up, and the legal entity."""


def named(
    triples: Iterable[Triple], iris: Iterable[str], language: str
) -> Iterator[tuple[str, Row]]:
    """Yield each of *iris* that has a name, with its row, read from the answer of ``names``.

    Its columns are ``entity``, ``name``, ``unit_of``, ``unit_of_name``, ``top`` and ``top_name``,
    and beside a name its language. Names are in *language*, else in the next that there is.
    """
    told = Told(triples, language)
    for iri in iris:
        name, above = told.name(iri, "name"), told.values(iri, ABOVE)
        if name["name"] is not None:
            named_above = (told.name(above[each] or "", f"{each}_name") for each in ABOVE)
            yield iri, dict(ChainMap({"entity": iri}, name, above, *named_above))
