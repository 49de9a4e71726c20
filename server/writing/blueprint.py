"""The routes of this room on one blueprint."""

from flask import Blueprint

from server.http.mounting import WsgiApplication
from server.snapshot import Served
from server.writing.graph_store import add_graph_store
from server.writing.intake import Intake
from server.writing.update import add_update
from server.writing.uploads import add_uploads
from server.writing.writer import Writer


def make_blueprint(
    endpoint: WsgiApplication, served: Served, writer: Writer, intake: Intake
) -> Blueprint:
    """Return the blueprint ``writing``; *endpoint* answers who reads a graph of what is *served*.

    What the *intake* takes in, the *writer* writes.
    """
    writing = Blueprint("writing", __name__)
    add_update(writing, writer, intake)
    add_graph_store(writing, endpoint, served, writer, intake)
    add_uploads(writing, writer, intake)
    return writing
