"""``salkku serve``: a data directory on the web, with as many processes as cores."""

import ipaddress
import multiprocessing
import os
import resource
import signal
import socket
import tempfile
from collections.abc import Callable
from functools import partial, reduce
from multiprocessing import resource_tracker
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import click
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from graph.errors import SettingsError
from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep_unless_written
from graph.questions.library import load_library
from graph.search.filling.completing import complete_unless_written
from server.app import create_worker
from server.catalogue.downloads import DOWNLOADS
from server.endpoint.bodies import READERS
from server.endpoint.budget import Buckets
from server.endpoint.large import SENDERS
from server.guard.lifetime import load_with
from server.settings import SETTINGS, Settings, read_settings, share_metrics, tune_allocation
from server.writing.writer import LINE

CONNECTIONS: Final = 8192
"""How many connections one process holds; idle ones cost memory only."""

SECONDS_TO_ASK: Final = 10
"""How long a client may take to send the head of a request."""

SECONDS_TO_STOP: Final = 3
"""How long a process may finish its requests before it is ended."""

Command = Callable[..., Any]


def settings_options(command: Command) -> Command:
    """Give *command* an option for each row of the table of settings."""

    def with_option(command: Command, option: Callable[[Command], Command]) -> Command:
        return option(command)

    options = (
        click.option(
            f"--{row.name.replace('_', '-')}",
            type=type(row.default),
            is_flag=isinstance(row.default, bool),
            default=None,
            help=f"{row.help}  [{row.variable}; default: {row.default}]",
        )
        for row in reversed(SETTINGS)
    )
    return reduce(with_option, options, command)


@click.command()
@settings_options
def serve(**given: str | int | None) -> None:
    """Serve the register of a data directory: pages, data, SPARQL."""
    settings = read_settings(given)
    directory = DataDirectory.open(Path(settings.data))
    base = directory.settings.base
    refuse_taken_port(settings)
    load_library()  # so that a broken question is told here, once, and not by every worker
    sweep_unless_written(directory)
    if complete_unless_written(directory):
        click.echo("Made the search index, which the current generation had not.", err=True)
    if is_local(urlsplit(base).hostname or "") and not is_local(settings.host):
        click.echo(
            f"Warning: the addresses in these data begin with {base}, which only this machine"
            " reaches; build them with --base-iri and the public address.",
            err=True,
        )
    shown = "localhost" if is_local(settings.host) else settings.host
    address = urlunsplit(("http", f"{shown}:{settings.port}", "/", "", ""))
    click.echo(f"Serving {settings.data} on {address} (end with Ctrl-C)", err=True)
    load = partial(create_worker, settings, Buckets())
    loader = partial(load_with, os.getpid(), load)
    with tempfile.TemporaryDirectory(prefix="salkku-metrics-") as folder:
        share_metrics(folder)
        tune_allocation()
        server(settings).serve(target_loader=loader, wrap_loader=False)


def server(settings: Settings) -> MPServer:
    """Return the server; its processes start anew, for a fork would copy threads and locks."""
    multiprocessing.set_start_method("spawn", force=True)
    end_workers_by_main()
    allow_connections()
    return MPServer(
        "server.app:create_worker",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads + READERS + SENDERS + LINE + DOWNLOADS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=SECONDS_TO_ASK * 1000),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_level=LogLevels.error,
    )


def allow_connections() -> None:
    """Let this process and its workers hold as many connections as the system permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def end_workers_by_main() -> None:
    """Let Ctrl-C, which a terminal sends to every process, end the main process alone.

    It then ends its workers, which would stick if they were told to stop a second time. What is
    blocked here stays blocked in the processes started from now on.
    """
    resource_tracker.ensure_running()  # its first start would lift the block again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    Thread(target=_end_when_interrupted, daemon=True).start()


def _end_when_interrupted() -> None:
    signal.sigwait({signal.SIGINT})
    os.kill(os.getpid(), signal.SIGTERM)


def refuse_taken_port(settings: Settings) -> None:
    """Raise SettingsError when somebody answers at the port already: two servers would share it."""
    everywhere = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to
    host = "localhost" if settings.host in everywhere else settings.host
    try:
        socket.create_connection((host, settings.port), timeout=1).close()
    except OSError:
        return
    raise SettingsError(
        f"port {settings.port} on {host} is taken: somebody answers there; choose another --port"
    )


def is_local(host: str) -> bool:
    """Whether *host* is this very machine, for itself only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
