"""Which quads an update can touch at all: what it says it adds and removes, as patterns.

An update adds and removes instances of its templates and nothing else (SPARQL 1.1 Update, section
3.1), so comparing what matches them before and after gives the exact difference. A template is
TriG with variables, and TriG the engine reads. Where this reading fails, everything is compared.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.writes.scanning import Token, tokens

GraphName = NamedNode | DefaultGraph | None
Pattern = tuple[NamedNode | BlankNode | None, NamedNode | None, object, GraphName]
"""Subject, predicate, object and graph of quads, None for any."""

EVERYTHING: Final[Pattern] = (None, None, None, None)
VARIABLE: Final = "var:"
"""What stands for a variable while a template is read as TriG: an IRI of this scheme."""

WHOLE: Final = frozenset({"CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
ALL: Final = frozenset({"ALL", "NAMED"})


class _Unreadable(ValueError):
    """The text is nothing that this reading knows."""


def scope(update: str, base: str = "") -> frozenset[Pattern]:
    """Return patterns that match every quad which *update* can add or remove."""
    try:
        found = frozenset(_Reading([*tokens(update)], base).patterns())
    except (_Unreadable, SyntaxError, ValueError):
        return frozenset({EVERYTHING})
    return frozenset({EVERYTHING}) if EVERYTHING in found else found


class _Reading:
    """The tokens of one update, on the way from its first to its last operation."""

    def __init__(self, found: Sequence[Token], base: str) -> None:
        self.tokens = found
        self.base = base
        self.place = 0
        self.prologue = ""
        self.default: GraphName = DefaultGraph()

    def patterns(self) -> Iterator[Pattern]:
        while self.place < len(self.tokens):
            yield from self.part(self.take())

    def part(self, token: Token) -> Iterator[Pattern]:
        """Yield what the part that begins with *token* can touch."""
        match token.word:
            case "PREFIX" | "BASE":
                names = 2 if token.word == "PREFIX" else 1
                self.prologue += " ".join((token.text, *(self.take().text for _ in range(names))))
                self.prologue += "\n"
            case "WITH":
                self.default = self.graph(self.take())
            case "INSERT" | "DELETE":
                yield from self.template()
            case "USING":
                self.take_word("NAMED")
                self.graph(self.take())
            case "WHERE":
                self.block()
                self.default = DefaultGraph()
            case word if word in WHOLE:
                yield from self.whole_graphs()
            case _ if token.text != ";":
                raise _Unreadable(token.text)

    def take(self) -> Token:
        if self.place == len(self.tokens):
            raise _Unreadable
        self.place += 1
        return self.tokens[self.place - 1]

    def take_word(self, *words: str) -> str:
        """Take the next token if it is one of *words*; return it, or nothing."""
        here = self.tokens[self.place].word if self.place < len(self.tokens) else ""
        self.place += here in words
        return here if here in words else ""

    def block(self) -> Sequence[Token]:
        """Take what stands in braces, without them."""
        first = self.take()
        begin = self.place
        if first.text != "{":
            raise _Unreadable(first.text)
        while (token := self.take()).text != "}" or token.depth != first.depth:
            pass
        return self.tokens[begin : self.place - 1]

    def template(self) -> Iterator[Pattern]:
        """Yield the patterns of the template, the data or the pattern that follows."""
        kind = self.take_word("DATA", "WHERE")
        for quad in self.parsed(as_trig(self.block())):
            yield pattern(quad, self.default)
        if kind:
            self.default = DefaultGraph()

    def whole_graphs(self) -> Iterator[Pattern]:
        """Yield all of the graphs that an operation on whole graphs names."""
        while self.place < len(self.tokens) and self.tokens[self.place].text != ";":
            token = self.take()
            if token.word in ALL:
                yield EVERYTHING
            elif token.word == "DEFAULT":
                yield None, None, None, DefaultGraph()
            elif token.word not in {"SILENT", "GRAPH", "TO"}:
                yield None, None, None, self.graph(token)

    def graph(self, token: Token) -> NamedNode:
        """The IRI that *token* means."""
        (quad,) = self.parsed(f"{token.text} {token.text} {token.text} .")
        if not isinstance(quad.subject, NamedNode):
            raise _Unreadable(token.text)
        return quad.subject

    def parsed(self, trig: str) -> list[Quad]:
        known = f"{self.prologue}{trig}"
        return list(parse(known, format=RdfFormat.TRIG, base_iri=self.base or None))


def as_trig(template: Sequence[Token]) -> str:
    """The *template* as TriG, which wants a full stop before GRAPH and at the end."""
    written: list[str] = []
    for token in template:
        if token.word == "GRAPH" and token.depth == template[0].depth:
            written.append(_stop(written))
        if not (token.text == "." and written and written[-1] in {"", "}"}):
            is_variable = token.kind == "variable"
            written.append(f"<{VARIABLE}{token.text[1:]}>" if is_variable else token.text)
    return " ".join((*written, _stop(written)))


def _stop(written: Sequence[str]) -> str:
    last = next((text for text in reversed(written) if text), "")
    return "" if not last or last.endswith((".", "}")) else "."


def pattern(quad: Quad, default: GraphName) -> Pattern:
    """The pattern of a template's *quad*, where *default* is the default graph."""
    graph = default if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
    subject = None if _is_open(quad.subject) else quad.subject
    predicate = None if _is_open(quad.predicate) else quad.predicate
    value = None if _is_open(quad.object) else quad.object
    return subject, predicate, value, None if _is_open(graph) else graph  # type: ignore[return-value]  # what is left is named


def _is_open(term: NamedNode | BlankNode | Literal | Triple | DefaultGraph | None) -> bool:
    """Whether *term* stands for any: a variable, a blank node, or a triple with one in it."""
    if isinstance(term, NamedNode):
        return term.value.startswith(VARIABLE)
    if isinstance(term, Triple):
        return any(map(_is_open, (term.subject, term.predicate, term.object)))
    return isinstance(term, BlankNode)
