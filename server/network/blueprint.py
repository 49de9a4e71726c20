"""Networks for programs: ``/network.json``, ``.graphml``, and their ties as ``.csv``, ``.xlsx``.

They take the parameters of the page, and ``lang``, the language of names and words.
"""

from flask import Blueprint, Response, g, request, url_for

from graph.register import LANGUAGES
from server.addresses import with_parameters
from server.data.blueprint import of_extension
from server.display.labels import Labels
from server.network.asking import settled, told_network
from server.network.files import FILES, network_file
from server.snapshot import current


def make_blueprint(labels: Labels) -> Blueprint:
    """Return the blueprint ``network``."""
    network = Blueprint("network", __name__)

    def file(extension: str) -> Response:
        return answer(extension, labels)

    network.add_url_rule("/network.<extension>", "file", file)
    return network


def answer(extension: str, labels: Labels) -> Response:
    """The network that the parameters ask for, in the format that the address names."""
    chosen = of_extension(extension, FILES)
    said = request.args.get("lang", "")
    g.language = said if said in LANGUAGES else current().generation.register.language
    wish = settled(current(), request.args)
    told = told_network(current(), wish, labels)
    page = with_parameters(
        url_for("pages.network", language=g.language, _external=True), wish.parameters()
    )
    response = Response(network_file(told, current(), page, chosen), mimetype=chosen.media_type)
    response.headers["Content-Type"] = chosen.content_type
    response.headers["Content-Disposition"] = f'inline; filename="network.{chosen.name}"'
    return response
