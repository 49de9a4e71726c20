"""A citation as RIS: a tag a line, ``TY`` first and ``ER`` last, lines ending as in RFC 2046.

Tags as "RIS Format Specifications" (Research Information Systems, 2001) has them; ``DATA`` is the
type of what is published as data.
"""

from collections.abc import Iterator
from typing import Final

from server.citations.citation import Citation

MEDIA_TYPE: Final = "application/x-research-info-systems"


def ris(citation: Citation) -> str:
    """Return the record, ending with a line break."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(citation))


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    """The tags and their values, which are of one line each."""
    day = citation.time.strftime("%Y/%m/%d/")
    yield "TY", "DATA"
    yield "AU", citation.publisher
    yield "TI", citation.title
    yield "T2", citation.register
    yield "PY", str(citation.time.year)
    yield "DA", day
    yield "ET", citation.generation
    yield "PB", citation.publisher
    yield "LA", citation.language
    yield "UR", citation.iri
    yield "Y2", day
    yield "N1", f"Generation {citation.generation}, {citation.licence}"
    yield "ER", ""
