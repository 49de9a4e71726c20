"""A table anew, of the rows of one and of its changes; each row keeps its number."""

from typing import Final

import numpy as np

from graph.search.columns.gathering import by_source, postings
from graph.search.columns.opened import Columns
from graph.search.columns.table import Array, Facet, Table
from graph.search.schema import CHOSEN, NUMBERS, SORTED, SUMMED

_MONEY: Final = ("project", "cents", "multi_year", "first_of")


def merged(columns: Columns) -> Table:
    """The table of all that is in *columns*; what is gone has its number, and nothing else."""
    arrays = {
        **{name: columns.numbers(name) for name in NUMBERS},
        **_orders(columns),
        **_money(columns),
        **_heads(columns),
    }
    words = {name: columns.words(name).all for name in map("of_{}".format, SUMMED)}
    return Table.of(arrays, words, {name: _facet(columns, name) for name in CHOSEN})


def _facet(columns: Columns, name: str) -> Facet:
    words, facets = columns.words(name), [part.facet(name) for part in columns.parts]
    sizes = [np.diff(facet.starts) for facet in facets]
    codes = np.concatenate([*map(np.repeat, words.parts, sizes)])
    rows = np.concatenate([facet.rows for facet in facets])
    kept = columns.alive[rows]
    return postings(codes[kept], rows[kept], words.all, len(columns))


def _orders(columns: Columns) -> dict[str, Array]:
    orders = {f"order_{order}": columns.order(order) for order in (*SORTED, "slug")}
    return {name: rows[columns.alive[rows]] for name, rows in orders.items()}


def _money(columns: Columns) -> dict[str, Array]:
    arrays = {name: columns.numbers(name) for name in _MONEY}
    for group in SUMMED:
        name = f"of_{group}"
        said = zip(columns.words(name).parts, columns.parts, strict=True)
        codes = [of[part.arrays[name]].astype(np.int32) for of, part in said]
        arrays[name] = np.concatenate(codes)
    kept = columns.alive[arrays["project"]]
    money = {name: values[kept] for name, values in arrays.items()}
    sources = len(columns.words("of_source").all)
    return {**money, **by_source(money["of_source"], sources)}


def _heads(columns: Columns) -> dict[str, Array]:
    sizes = np.concatenate([np.diff(part.arrays["head"]) for part in columns.parts])
    head = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=head[1:])
    return {"heads": columns.numbers("heads"), "head": head}
