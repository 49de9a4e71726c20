"""Where the rows of an answer end, in the bytes that the engine writes: one table.

An answer is cut at the end of a row and closed again, so that it stays valid in its format. What
was cut is told in the body where the format has room for it.
"""

import mmap
import re
from typing import Final

import msgspec
from pyoxigraph import QueryResultsFormat, RdfFormat

Content = bytes | bytearray | mmap.mmap

BLOCK: Final = 1000
"""How many rows are skipped in one go."""


class Layout(msgspec.Struct, frozen=True):
    """How the rows of one format stand in its bytes.

    There are never more rows than *mark* stands there, and one. Rows begin after *start*, each
    fits the expression *row*, and *end* closes an answer, with room for a remark.
    """

    mark: bytes
    start: bytes
    row: bytes
    end: str

    def begin(self, body: bytes) -> int:
        """Where the first row begins in *body*, which may only have begun itself."""
        return body.find(self.start) + len(self.start)


LAYOUTS: Final = {
    QueryResultsFormat.CSV.media_type: Layout(b"\n", b"\n", rb'(?:[^"\n]++|"[^"]*+")*+\n', ""),
    QueryResultsFormat.TSV.media_type: Layout(b"\n", b"\n", rb"[^\n]*+\n", ""),
    QueryResultsFormat.JSON.media_type: Layout(
        b"},{",
        b'"bindings":[',
        rb',?\{(?:[^"}]++|"(?:[^"\\]++|\\.)*+"|\}(?!,\{|\]))*+\}',
        ']}},"truncated":{{"rows":{kept},"limit":{limit},"total":{total}}}}}',
    ),
    QueryResultsFormat.XML.media_type: Layout(
        b"</result>",
        b"<results>",
        rb"<result>(?:[^<]++|<(?!/result>))*+</result>",
        "</results><!-- {remark} --></sparql>",
    ),
}
"""The layout of each format of a table, by its media type."""

REMARK: Final = "cut after {kept} of {of}: the limit is {limit}"
HASH: Final = "# {remark}\n"
REMARKS: Final = {
    RdfFormat.TURTLE.media_type: HASH,
    RdfFormat.TRIG.media_type: HASH,
    RdfFormat.N_TRIPLES.media_type: HASH,
    RdfFormat.N_QUADS.media_type: HASH,
    RdfFormat.RDF_XML.media_type: "<!-- {remark} -->\n",
}
"""The remark after a graph that was cut, by its media type; JSON-LD has no room for one."""


def rows_in(body: Content, layout: Layout, start: int, wanted: int) -> tuple[int, int]:
    """How many whole rows, of *wanted* ones, stand in *body* from *start*; where the last ends."""
    found, end = 0, start
    for block in (BLOCK, 1):
        rows = re.compile(rb"(?:%b){%d}" % (layout.row, block), re.DOTALL)
        while found + block <= wanted and (match := rows.match(body, end)):
            found, end = found + block, match.end()
    return found, end


def remark(kept: int, limit: int, total: int | None) -> str:
    """What was cut, in words."""
    of = "more" if total is None else str(total)
    return REMARK.format(kept=kept, of=of, limit=limit)


def ending(layout: Layout, kept: int, limit: int, total: int | None) -> bytes:
    """What closes a table that was cut."""
    known = "null" if total is None else total
    words = remark(kept, limit, total)
    return layout.end.format(kept=kept, limit=limit, total=known, remark=words).encode()
