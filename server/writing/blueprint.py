"""The routes of this room on one blueprint."""

from flask import Blueprint

from graph.writes.tokens import Tokens
from server.evaluation import Evaluator
from server.writing.graph_store import add_graph_store
from server.writing.update import add_update
from server.writing.uploads import add_uploads
from server.writing.writer import Writer


def make_blueprint(evaluator: Evaluator, writer: Writer, tokens: Tokens) -> Blueprint:
    """Return the blueprint ``writing``; *writer* writes, *evaluator* answers who reads a graph."""
    writing = Blueprint("writing", __name__)
    add_update(writing, writer, tokens)
    add_graph_store(writing, evaluator, writer, tokens)
    add_uploads(writing, writer, tokens)
    return writing
