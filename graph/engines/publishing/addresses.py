"""Where engines take updates and graphs, by where they take queries: each has a custom."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from graph.errors import SettingsError


class Custom(NamedTuple):
    """The end of an engine's query address, and what stands there instead for the others.

    An engine without an address for graphs of its own takes them by the Graph Store Protocol at
    none that is known. *server* is how its name for itself begins; empty fits any.
    """

    query: str
    update: str
    graphs: str
    server: str = ""


CUSTOMS: Final[Sequence[Custom]] = (
    Custom("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth", "Virtuoso"),
    Custom("/sparql", "/sparql-auth", "/sparql-graph-crud-auth", "Virtuoso"),
    Custom("/query", "/update", "/store", "Oxigraph"),
    Custom("/sparql", "/sparql", "/sparql/gsp/", "Neptune"),
    Custom("/query", "/update", "/data"),
    Custom("/sparql", "/update", "/data"),
)
"""Oxigraph serves below its root, Fuseki below a dataset; Stardog and GraphDB are told apart by
what stands before."""


def addresses(query: str, server: str, update: str = "", graphs: str = "") -> tuple[str, str]:
    """Return where the engine that answers at *query* takes updates, and where graphs.

    *update* and *graphs* are what was said; *server* is what the engine calls itself. Raises
    SettingsError when one was not said and is not known.
    """
    if update and graphs:
        return update, graphs
    parts = urlsplit(query)
    path = parts.path.rstrip("/")
    for custom in CUSTOMS:
        if path.endswith(custom.query) and server.startswith(custom.server):
            root = path.removesuffix(custom.query)
            known = (urlunsplit(parts._replace(path=root + end)) for end in custom[1:3])
            derived_update, derived_graphs = known
            return update or derived_update, graphs or derived_graphs
    if "/repositories/" in path:
        whole = urlunsplit(parts._replace(path=path))
        return update or f"{whole}/statements", graphs or f"{whole}/rdf-graphs/service"
    raise SettingsError(
        f"{query}: where this engine takes updates and graphs is not known; name both with"
        " --update and --graph-store"
    )
