"""The settings of the server: one table, read from options, then environment, then defaults.

Every setting that is no secret is an option of ``salkku serve`` (``--port``), and every one a
variable of the environment (``SALKKU_PORT``). Nothing else of Salkku reads the environment.
"""

import os
from collections.abc import Mapping
from typing import Final

import msgspec

from graph.errors import SettingsError


class Setting(msgspec.Struct, frozen=True):
    """One row of the table; the type of *default* is the type of the setting.

    What is *secret* is no option, for others on the machine see options.
    """

    name: str
    default: str | int | bool
    help: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The name of the setting in the environment."""
        return f"SALKKU_{self.name.upper()}"


CORES: Final = len(os.sched_getaffinity(0))
"""The cores that the server may use: of those of the machine, its container may have a few."""

MEBI: Final = 1024 * 1024
"""The bytes of a MiB, in which settings tell sizes."""

SETTINGS: Final = (
    Setting("data", "data", "The data directory that is served."),
    Setting("store", "", "The SPARQL engine that holds the graph, by its address; none: the data."),
    Setting("store_user", "", "The user of the engine."),
    Setting("store_password", "", "The password of that user.", secret=True),
    Setting("store_token", "", "The token that opens the engine, instead of a user.", secret=True),
    Setting("store_seconds", 30, "How long the engine may take for an answer."),
    Setting("store_graph", "", "What the names of graphs there begin with; none: as the base."),
    Setting("host", "127.0.0.1", "The address to listen on; 0.0.0.0 is every address."),
    Setting("port", 8000, "The port to listen on."),
    Setting("workers", CORES, "How many processes answer."),
    Setting("threads", 40, "How many requests one process works on at a time."),
    Setting("rows_shown", 1000, "How many rows of an answer the query page shows."),
    Setting("query_seconds", 20, "How long a public query may run."),
    Setting("query_memory", 1024, "How many MiB of memory a public query may take."),
    Setting("query_rows", 1_000_000, "How many rows or triples an answer may have."),
    Setting("query_size", 256, "How many MiB an answer may have."),
    Setting("query_budget", 60, "How many seconds of queries a client has a minute; 0: no limit."),
    Setting("services", "", "The endpoints that SERVICE may ask, separated by blanks."),
    Setting("result_cache", 64, "How many MiB of results each process keeps, and all; 0: none."),
    Setting("proxies", 0, "How many proxies stand before the server and name its clients."),
    Setting("write_seconds", 60, "How long a write may take."),
    Setting("write_size", 64, "How many MiB a client may send to be written."),
    Setting("dumps_up_to", 5_000_000, "Make files unasked up to so many statements; 0: never."),
    Setting("log_queries", False, "Log queries whole, and not as hashes."),
)


YES_OR_NO: Final[Mapping[str, bool]] = {
    "1": True, "yes": True, "true": True, "on": True,
    "0": False, "no": False, "false": False, "off": False, "": False,
}  # fmt: skip


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the server is told, a field for each row of the table."""

    data: str
    store: str
    store_user: str
    store_password: str
    store_token: str
    store_seconds: int
    store_graph: str
    host: str
    port: int
    workers: int
    threads: int
    rows_shown: int
    query_seconds: int
    query_memory: int
    query_rows: int
    query_size: int
    query_budget: int
    services: str
    result_cache: int
    proxies: int
    write_seconds: int
    write_size: int
    dumps_up_to: int
    log_queries: bool


def read_settings(
    given: Mapping[str, str | int | None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings: what is *given*, else what the *environment* says, else the default.

    A given None is as good as not given. Raises SettingsError naming the variable that is wrong.
    """
    said = os.environ if environment is None else environment
    chosen = {key: value for key, value in (given or {}).items() if value is not None}
    return Settings(**{row.name: chosen.get(row.name, _from(said, row)) for row in SETTINGS})  # type: ignore[arg-type]  # a row's type is its field's


def data_directory(environment: Mapping[str, str] | None = None) -> str:
    """Return the data directory of every command that is not told another one."""
    row = next(row for row in SETTINGS if row.name == "data")
    return str(_from(os.environ if environment is None else environment, row))


METRICS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where the library of the metrics looks for the folder that processes share."""


def share_metrics(folder: str) -> None:
    """Let the processes that are started from now on keep their metrics in *folder*."""
    os.environ[METRICS] = folder


ALLOCATION: Final = (
    "glibc.malloc.tcache_count=500"
    ":glibc.malloc.trim_threshold=134217728"
    ":glibc.malloc.top_pad=4194304"
    ":glibc.malloc.mmap_threshold=33554432"
)  # fmt: skip
"""What keeps memory at hand between two queries, which would else go back and forth: a tenth of
their time, and a third of that of a page about a million projects, whose arrays are a megabyte
each. Setting any of these ends that the library raises the last one by itself (mallopt(3))."""


def tune_allocation() -> None:
    """Let the processes that are started from now on allocate as queries like it best."""
    os.environ.setdefault("GLIBC_TUNABLES", ALLOCATION)


def keep_to_own_threads() -> None:
    """Let the processes that are started from now on have no threads but those that they start.

    NumPy's library of linear algebra, which nobody asks, begins some when it is loaded, and they
    would catch the signals for which a thread of ours waits.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def metrics_folder() -> str | None:
    """Return the folder that was told to ``share_metrics`` in the process that started this one."""
    return os.environ.get(METRICS)


def _from(environment: Mapping[str, str], row: Setting) -> str | int:
    text = environment.get(row.variable)
    if text is None:
        return row.default
    if isinstance(row.default, bool):
        return _yes_or_no(text, row)
    try:
        return type(row.default)(text)
    except ValueError:
        raise SettingsError(f"{row.variable}: {text!r} is not a whole number") from None


def _yes_or_no(text: str, row: Setting) -> bool:
    if text.lower() not in YES_OR_NO:
        raise SettingsError(f"{row.variable}: {text!r} is neither yes nor no")
    return YES_OR_NO[text.lower()]
