"""What XML cannot say is refused while it is written: no parser would read it.

The engine escapes what has an escape, and writes the rest as it is.
"""

import re
from typing import IO, Final, cast

from graph.errors import Inexpressible

CONTROLS: Final = bytes({*range(0x20)} - set(b"\t\n\r"))
NONCHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""U+FFFE and U+FFFF in UTF-8; like most controls they are no Char (XML 1.0, section 2.2)."""
NAMELESS: Final = re.compile(rb'<\w+:[ >/](?:xmlns:\w+="([^"]*))?')
"""An element without a local name: a predicate no end of which is one (Namespaces, section 4)."""
WITHDRAWN: Final = re.compile(rb"<rdf:(aboutEach|aboutEachPrefix|bagID)[ />]")
"""Predicates that no element may be (RDF/XML, section 5.1), beside those the engine knows."""
LONGEST: Final = 80
"""How many bytes may have to be seen once more, together with those that follow."""


class WellFormed:
    """An output of XML that hands on to *output* what XML can say; *title* names the format."""

    def __init__(self, output: IO[bytes], title: str, others: str) -> None:
        self._output = output
        self._refusal = f"the answer cannot be written as {title}: {{}}; ask for {others}"
        self._seen = b""

    @property
    def output(self) -> IO[bytes]:
        """Itself, for the engine, which writes and flushes and does no more."""
        return cast("IO[bytes]", self)

    def write(self, piece: bytes) -> int:
        """Hand on *piece*. Raises Inexpressible, naming what is not to be said."""
        text = self._seen + piece
        if found := _objection(text):
            raise Inexpressible(self._refusal.format(found))
        self._seen = text[-LONGEST:]
        return self._output.write(piece)

    def flush(self) -> None:
        """Let what was handed on get to its place."""
        self._output.flush()


def _objection(text: bytes) -> str:
    kept = text.translate(None, CONTROLS)
    if len(kept) < len(text):
        found = next(byte for byte in text if byte in CONTROLS)
        return f"XML has no character U+{found:04X}"
    if NONCHARACTERS[0][:2] in text:
        for noncharacter in NONCHARACTERS:
            if noncharacter in text:
                return f"XML has no character U+{ord(noncharacter.decode()):04X}"
    withdrawn = WITHDRAWN.search(text)
    if withdrawn is not None:
        return f"the predicate rdf:{withdrawn[1].decode()} has a meaning of its own there"
    nameless = NAMELESS.search(text)
    if nameless is None:
        return ""
    iri = (nameless[1] or b"").decode(errors="replace").replace("&amp;", "&")
    return f"XML has no name for the predicate {iri}".rstrip()
