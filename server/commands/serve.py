"""``salkku serve``: a data directory on the web, with as many processes as cores."""

import ipaddress
import multiprocessing
import os
import resource
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable
from functools import partial, reduce
from multiprocessing import resource_tracker
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit, urlunsplit

import click
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from graph.build.completing import complete_unless_written
from graph.errors import SettingsError
from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep_unless_written
from graph.questions.library import load_library
from server.catalogue.downloads import DOWNLOADS
from server.endpoint.bodies import READERS
from server.endpoint.large import SENDERS
from server.endpoint.together import Together
from server.guard.cores import load_on_core
from server.guard.lifetime import load_with
from server.own_folder import own_folder, sweep_folders
from server.settings import (
    MEBI,
    SETTINGS,
    Settings,
    keep_to_own_threads,
    read_settings,
    share_metrics,
    tune_allocation,
)
from server.taking import take_up
from server.writing.writer import LINE

if TYPE_CHECKING:
    from flask import Flask

CONNECTIONS: Final = 8192
"""How many connections one process holds; idle ones cost memory only."""

SECONDS_TO_ASK: Final = 10
"""How long a client may take to send the head of a request."""

SECONDS_TO_STOP: Final = 3
"""How long a process may finish its requests before it is ended."""

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there, as in /tmp
FIGURES: Final = "salkku-figures-"
"""What the name of the folder begins with where the processes share their figures."""

READ_AT_ONCE: Final = 64
"""How many signals are heard at once: each is a byte (Python's ``signal.set_wakeup_fd``)."""

ROOM: Final = 16 * MEBI
"""Far more bytes than the figures of all processes take."""

Command = Callable[..., Any]


def settings_options(command: Command) -> Command:
    """Give *command* an option for each row of the table of settings that is no secret."""

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
        if not row.secret
    )
    return reduce(with_option, options, command)


@click.command()
@settings_options
def serve(**given: str | int | None) -> None:
    """Serve the register of a data directory: pages, data, SPARQL."""
    settings = read_settings(given)
    directory = DataDirectory.open(Path(settings.data))
    refuse_taken_port(settings)
    if settings.store:
        from server.engine.served import refuse_unusable  # noqa: PLC0415 - as in server/app.py

        refuse_unusable(settings, directory.settings.base)
    make_ready(directory, at_engine=bool(settings.store))
    tell_address(settings, directory.settings.base)
    load = partial(load_app, settings, Together.of(settings))
    loader = partial(load_with, os.getpid(), load)
    place = place_for_figures()
    sweep_folders(place, FIGURES)
    with own_folder(place, FIGURES) as folder:
        share_metrics(str(folder))
        tune_allocation()
        keep_to_own_threads()
        server(settings).serve(target_loader=loader, wrap_loader=False)


def load_app(settings: Settings, together: Together) -> "Flask":
    """Return the application, in one of the processes that answer: the first one needs none."""
    from server.app import create_worker  # noqa: PLC0415 - a third of a second, for nothing here

    return create_worker(settings, together)


def make_ready(directory: DataDirectory, *, at_engine: bool) -> None:
    """Let *directory* hold what its readers need, and nothing that is left over.

    With the graph *at_engine*, what is made of the graph is not made here.
    """
    library = load_library()  # so that a broken question is told once, and not by every worker
    if directory.is_received:
        take_up(directory, at_engine=at_engine)
    sweep_unless_written(directory)
    if made := complete_unless_written(directory, library, at_engine=at_engine):
        click.echo(f"Made what the current generation had not: {', '.join(made)}.", err=True)


def tell_address(settings: Settings, base: str) -> None:
    """Say where the data are served, and when the addresses in them, below *base*, lead nowhere."""
    if is_local(urlsplit(base).hostname or "") and not is_local(settings.host):
        click.echo(
            f"Warning: the addresses in these data begin with {base}, which only this machine"
            " reaches; build them with --base-iri and the public address.",
            err=True,
        )
    shown = "localhost" if is_local(settings.host) else settings.host
    address = urlunsplit(("http", f"{shown}:{settings.port}", "/", "", ""))
    click.echo(f"Serving {settings.data} on {address} (end with Ctrl-C)", err=True)


class Server(MPServer):
    """Granian's server, which ends workers and all when one that it has just replaced ends again.

    That is right where a worker fails, as the next one would, and not where somebody ends it: such
    a one is replaced, however often that may be. Signals are heard by a thread of their own.
    """

    def hear(self, number: int) -> None:
        """Do what the signal of this *number* says. To be called by another thread than the main.

        Python runs a signal's handler in the main thread, when that comes to it: it may be just
        about to wait, and so never come to it, or be inside of what the handler would wake.
        """
        self.interrupt_signal |= number in {signal.SIGINT, signal.SIGTERM}
        self.reload_signal |= number == signal.SIGHUP
        self.main_loop_interrupt.set()

    def signal_handler_interrupt(self, *args: object, **kwargs: object) -> None:
        """Leave it to the thread that hears."""

    signal_handler_reload = signal_handler_interrupt

    def _spawn_worker(
        self, idx: int, target: Any, callback_loader: Any, socket_loader: Any = None
    ) -> WorkerProcess:
        del socket_loader  # Granian's own kind of server for processes has none
        loader = partial(load_on_core, idx, self.workers, callback_loader)
        return super()._spawn_worker(idx, target, loader)

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        ended = [n for n in workers if (self.wrks[n].inner.exitcode or 0) <= 0]
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        for number in ended:
            self.respawned_wrks.pop(number, None)
        if self.interrupt_children or self.interrupt_signal:  # meanwhile, and maybe unnoticed
            self.main_loop_interrupt.set()


def server(settings: Settings) -> Server:
    """Return the server; its processes start anew, for a fork would copy threads and locks."""
    multiprocessing.set_start_method("spawn", force=True)
    allow_connections()
    server = Server(
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
    hear_signals(server.hear)
    return server


def place_for_figures() -> Path:
    """Return the folder whose files are in memory (shm_overview(7)), if there is room in it.

    Else it is the one for temporary files. A worker that writes to a file on a full disk through
    its memory is ended by the kernel, as each would be that takes its place (mmap(2), SIGBUS).
    """
    is_open = os.access(MEMORY, os.W_OK | os.X_OK)
    has_room = is_open and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else Path(tempfile.gettempdir())


def allow_connections() -> None:
    """Let this process and its workers hold as many connections as the system permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def hear_signals(hear: Callable[[int], None]) -> None:
    """Let *hear* be told in a thread of its own of every signal that has a handler.

    Ctrl-C, which a terminal sends to every process, comes to this thread alone: the main process
    then ends its workers, which would stick if they were told to stop a second time. What is
    blocked here stays blocked in the processes started from now on.
    """
    resource_tracker.ensure_running()  # its first start would lift the block again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno())
    Thread(target=_hear_signals, args=(heard, told, hear), daemon=True).start()


def _hear_signals(heard: socket.socket, told: socket.socket, hear: Callable[[int], None]) -> None:
    """Tell *hear* of each signal that *heard* gets, whichever thread the system *told* of it."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    while told.fileno() >= 0:
        for number in heard.recv(READ_AT_ONCE):
            hear(number)


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
