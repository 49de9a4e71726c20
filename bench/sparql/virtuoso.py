"""Virtuoso 7 as Debian packages it, with a configuration of its own in the ground's folder."""

import socket
import subprocess
import time
from string import Template
from typing import Final

from bench.processes import CommandFailed
from bench.sparql.ground import Ground
from ontology.iris import Iris

GRAPH: Final = Iris().graph("everything").value
"""The graph into which the triples are loaded."""

CONFIGURATION: Final = Template("""\
[Database]
DatabaseFile = $folder/virtuoso.db
ErrorLogFile = $folder/virtuoso.log
LockFile = $folder/virtuoso.lck
TransactionFile = $folder/virtuoso.trx
xa_persistent_file = $folder/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = $folder/virtuoso-temp.db
TransactionFile = $folder/virtuoso-temp.trx
[Parameters]
ServerPort = $sql
DirsAllowed = $ground
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
MaxQueryMem = 2G
ThreadsPerQuery = $cores
[HTTPServer]
ServerPort = 127.0.0.1:$http
ServerRoot = $folder
ServerThreads = 16
MaxClientConnections = 64
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
""")

LOADING: Final = Template("""\
ld_dir('$ground', 'graph.nt', '$graph');
rdf_loader_run();
checkpoint;
""")
SECONDS_TO_START: Final = 120


def virtuoso(ground: Ground, port: int) -> tuple[str, ...]:
    """The command that serves the triples at *port*, loaded when this is the first call."""
    folder = ground.folder / "virtuoso"
    is_new = not folder.exists()
    folder.mkdir(exist_ok=True)
    (folder / "virtuoso.lck").unlink(missing_ok=True)
    sql = _free_port()
    known = {"folder": folder, "ground": ground.folder, "cores": ground.cores}
    text = CONFIGURATION.substitute(known, sql=sql, http=port)
    (folder / "virtuoso.ini").write_text(text, "utf-8")
    command = "virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"
    if is_new:
        _load(command, ground, sql)
    return command


def _load(command: tuple[str, ...], ground: Ground, sql: int) -> None:
    """Start the server once, load the triples, and let it stop by itself."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - a fixed command
        _wait(sql)
        orders = LOADING.substitute(ground=ground.folder, graph=GRAPH) + "shutdown;\n"
        orders_file = ground.folder / "load.sql"
        orders_file.write_text(orders, "utf-8")
        ground.run("isql-vt", f"127.0.0.1:{sql}", "dba", "dba", str(orders_file))
        server.wait(SECONDS_TO_START)


def _wait(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise CommandFailed(f"Virtuoso does not answer at port {port}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
