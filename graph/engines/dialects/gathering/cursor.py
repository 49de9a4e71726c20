"""A place in a query's text that moves on, and the terms that stand there."""

from itertools import count
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.engines.dialects.gathering.patterns import Constant, Variable
from graph.writes.scanning import Token, tokens

PROLOGUE: Final = frozenset({"PREFIX", "BASE", "VERSION"})
STATEMENT: Final = "{prologue}\n_:s a {term} ."
"""The prologue of a query is one of Turtle too, so its parser tells which term a text means."""

CLOSING: Final = {"(": ")", "{": "}"}


class Unread(ValueError):
    """A text that asks for more than its patterns tell."""


class Cursor:
    """The tokens of *text*, taken one by one; relative IRIs are below *base*."""

    def __init__(self, text: str, base: str) -> None:
        self._text = text
        self._tokens = [*tokens(text), Token("end", "", len(text), 0)]
        self._at = 0
        self._base = base or None
        self._prologue = ""
        self._made = count()

    def peek(self, ahead: int = 0) -> Token:
        """The token that comes next, or *ahead* of it; without text at the end."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> Token:
        """The next token, which is behind from now on. Raises Unread at the end."""
        token = self.peek()
        if token.kind == "end":
            raise Unread("the text ends too early")
        self._at += 1
        return token

    def comes(self, *texts: str) -> bool:
        """Whether the next tokens are *texts*, keywords in capitals."""
        return all(
            text in {self.peek(ahead).text, self.peek(ahead).word}
            for ahead, text in enumerate(texts)
        )

    def accept(self, *texts: str) -> bool:
        """Take the next tokens if they are *texts*; return whether they were."""
        found = self.comes(*texts)
        self._at += len(texts) if found else 0
        return found

    def expect(self, text: str) -> None:
        """Take the next token, which is *text*. Raises Unread when it is another."""
        if not self.accept(text):
            raise Unread(f"{text} was expected at {self.peek().start}")

    def skip(self) -> None:
        """Take everything from an opening bracket to the one that closes it."""
        opening = self.take().text
        depth = 1
        while depth:
            text = self.take().text
            depth += (text == opening) - (text == CLOSING[opening])

    def prologue(self) -> None:
        """Take the declarations before the query."""
        while self.peek().word in PROLOGUE:
            has_name = self.take().word == "PREFIX"
            self._at += 2 if has_name else 1
        self._prologue = self._text[: self.peek().start]

    def fresh(self) -> Variable:
        """A variable that the query does not have."""
        return f"_:{next(self._made)}"

    def constant(self) -> Constant:
        """The IRI or literal that comes next. Raises Unread when none does."""
        token = self.take()
        text = token.text.rstrip(".") if token.kind == "name" else token.text
        if token.kind == "sign":
            text += self.take().text
        if token.kind == "string":
            text += self._type()
        return self._understood(text)

    def _type(self) -> str:
        """The language tag or the datatype after a string, if there is one."""
        if self.peek().kind == "tag":
            return self.take().text
        return f"^^{self.take().text}" if self.accept("^", "^") else ""

    def _understood(self, text: str) -> Constant:
        statement = STATEMENT.format(prologue=self._prologue, term=text)
        try:
            (quad,) = parse(statement, RdfFormat.TURTLE, base_iri=self._base)
        except (SyntaxError, ValueError) as error:
            raise Unread(f"{text} is no term: {error}") from error
        if not isinstance(quad.object, NamedNode | Literal):
            raise Unread(f"{text} is no constant")
        return quad.object
