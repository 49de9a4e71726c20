"""Virtuoso 7 as Debian packages it, with a configuration of its own in the ground's folder."""

import subprocess
from string import Template
from typing import Final

from bench.engines import SECONDS_TO_START, USER, Virtuoso, free_port, wait_for
from bench.sparql.ground import Ground
from ontology.iris import Iris

GRAPH: Final = Iris().graph("everything").value
"""The graph into which the triples are loaded."""

LOADING: Final = Template("""\
ld_dir('$ground', 'graph.nt', '$graph');
rdf_loader_run();
checkpoint;
""")


def virtuoso(ground: Ground, port: int) -> tuple[str, ...]:
    """The command that serves the triples at *port*, loaded when this is the first call."""
    folder = ground.folder / "virtuoso"
    is_new = not folder.exists()
    engine = Virtuoso(
        folder,
        port,
        free_port(),
        ground.folder,
        buffers=340_000,
        cores=ground.cores,
        rows=1_000_000,
        cost=0,
        seconds=0,
    )
    command = engine.command()
    if is_new:
        _load(command, ground, engine.sql)
    return command


def _load(command: tuple[str, ...], ground: Ground, sql: int) -> None:
    """Start the server once, load the triples, and let it stop by itself."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - a fixed command
        wait_for(sql, server)
        orders = LOADING.substitute(ground=ground.folder, graph=GRAPH) + "shutdown;\n"
        orders_file = ground.folder / "load.sql"
        orders_file.write_text(orders, "utf-8")
        ground.run("isql-vt", f"127.0.0.1:{sql}", USER, USER, str(orders_file))
        server.wait(SECONDS_TO_START)
