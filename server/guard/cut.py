"""Where the rows of an answer end, in the bytes that the engine writes: one table.

An answer is cut at the end of a row and closed again, so that it stays valid in its format. What
was cut is told in the body where the format has room for it.
"""

import mmap
import re
from typing import Final, NamedTuple

from pyoxigraph import QueryResultsFormat, RdfFormat

Content = bytes | bytearray | mmap.mmap

BLOCK: Final = 1000
"""How many rows are skipped in one go."""


class Layout(NamedTuple):
    """How the rows of one format stand in its bytes.

    There are never more rows than *mark* stands there, and one. The rows stand between *start*
    and *end*, and each fits the expression *row*. Before *start* there is room for a *remark*:
    there are readers that refuse whatever stands behind the rows.
    """

    mark: bytes
    start: bytes
    row: bytes
    end: bytes = b""
    remark: str = ""

    def begin(self, body: Content) -> int:
        """Where the first row begins in *body*."""
        return body.find(self.start) + len(self.start)


# A group that looks ahead is repeated within an atomic one, and not possessively: the latter
# matches nothing with Python 3.11.2, which Debian 12 has.
LAYOUTS: Final = {
    QueryResultsFormat.CSV.media_type: Layout(b"\n", b"\n", rb'(?:[^"\n]++|"[^"]*+")*+\n'),
    QueryResultsFormat.TSV.media_type: Layout(b"\n", b"\n", rb"[^\n]*+\n"),
    QueryResultsFormat.JSON.media_type: Layout(
        b"},{",
        b'"results":{"bindings":[',
        rb',?\{(?>(?:[^"}]++|"(?:[^"\\]++|\\.)*+"|\}(?!,\{|\]))*)\}',
        b"]}}",
        '"truncated":{{"rows":{kept},"limit":{limit},"total":{known}}},',
    ),
    QueryResultsFormat.XML.media_type: Layout(
        b"</result>",
        b"<results>",
        rb"<result>(?>(?:[^<]++|<(?!/result>))*)</result>",
        b"</results></sparql>",
        "<!-- {words} -->",
    ),
}
"""The layout of each format of a table, by its media type."""

WORDS: Final = "cut after {kept} of {of}: the limit is {limit}"
HASH: Final = "# {words}\n"
REMARKS: Final = {
    RdfFormat.TURTLE.media_type: HASH,
    RdfFormat.TRIG.media_type: HASH,
    RdfFormat.N_TRIPLES.media_type: HASH,
    RdfFormat.N_QUADS.media_type: HASH,
    RdfFormat.RDF_XML.media_type: "<!-- {words} -->\n",
}
"""The remark behind a graph that was cut, by its media type; JSON-LD has no room for one."""


def rows_in(body: Content, layout: Layout, start: int, wanted: int) -> tuple[int, int]:
    """How many whole rows, of *wanted* ones, stand in *body* from *start*; where the last ends."""
    found, end = 0, start
    for block in (BLOCK, 1):
        rows = re.compile(rb"(?:%b){%d}" % (layout.row, block), re.DOTALL)
        while found + block <= wanted and (match := rows.match(body, end)):
            found, end = found + block, match.end()
    return found, end


def remark(template: str, kept: int, limit: int, total: int | None) -> bytes:
    """What was cut, as *template* says it."""
    words = WORDS.format(kept=kept, of="more" if total is None else total, limit=limit)
    known = "null" if total is None else total
    return template.format(kept=kept, limit=limit, known=known, words=words).encode()
