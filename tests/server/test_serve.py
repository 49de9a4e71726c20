"""``salkku serve`` as a process of its own, asked by strangers."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from SPARQLWrapper import JSON, SPARQLWrapper

from bench.engines import free_port
from server.command import salkku
from server.commands.serve import SECONDS_TO_STOP, Server, is_local, place_for_figures
from tests.server.test_endpoint import SELECT
from tests.waiting import PATIENCE, TRIES


def health(port: int) -> dict[str, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        told: dict[str, str] = json.load(answer)
        return told


def wait_until_ready(port: int, seconds: float = 2 * PATIENCE) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            health(port)
        except OSError:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.1)
        else:
            return


@contextmanager
def serving(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    salkku_command = str(Path(sys.executable).with_name("salkku"))
    where = ["--data", str(data), "--port", str(port), "--workers", "2"]
    command = [salkku_command, "serve", *where]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stderr=pipe, text=True, start_new_session=True) as process:
        try:
            wait_until_ready(port)
            yield process
        finally:
            process.terminate()


@pytest.mark.slow
def test_what_a_killed_build_left_is_swept_when_the_server_starts(data: Path) -> None:
    left = data / "generations" / ".part-of-a-killed-build"
    left.mkdir()
    with serving(data, free_port()):
        assert not left.exists()


@pytest.mark.slow
def test_strangers_get_pages_data_and_answers(data: Path) -> None:
    port = free_port()
    with serving(data, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/fi/projects") as page:
            assert "Äänekäs kokeilu" in page.read().decode()
        wrapper = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")
        wrapper.setQuery(SELECT)
        wrapper.setReturnFormat(JSON)
        answer = wrapper.queryAndConvert()
        assert isinstance(answer, dict)
        assert len(answer["results"]["bindings"]) == 3


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_server_leaves_nothing_behind(data: Path, ending: signal.Signals) -> None:
    port = free_port()
    with serving(data, port) as process:
        family = [
            psutil.Process(process.pid),
            *psutil.Process(process.pid).children(recursive=True),
        ]
        process.send_signal(ending)
        assert process.wait(timeout=PATIENCE) == 0
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=1)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_whichever_thread_gets_the_signal_the_server_ends(
    data: Path, ending: signal.Signals
) -> None:
    with serving(data, free_port()) as process:
        threads = {thread.id for thread in psutil.Process(process.pid).threads()} - {process.pid}
        for thread in threads:
            ctypes.CDLL(None).tgkill(process.pid, thread, ending)
        assert process.wait(timeout=PATIENCE) == 0


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_an_interrupt_of_every_process_ends_them_at_once(data: Path, seconds: float) -> None:
    assert any(seconds_to_end(data, seconds) < SECONDS_TO_STOP for _ in range(TRIES))


def seconds_to_end(data: Path, seconds: float) -> float:
    """How long the processes of a server take to end that worked for so many *seconds*."""
    with serving(data, free_port()) as process:
        family = psutil.Process(process.pid).children(recursive=True)
        time.sleep(seconds)
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
        took = time.monotonic() - began
        _, alive = psutil.wait_procs(family, timeout=10)
    assert process.returncode == 0
    assert alive == []
    assert told.splitlines()[1:] == []
    return took


@pytest.mark.slow
def test_a_dead_worker_is_replaced(data: Path) -> None:
    port = free_port()
    with serving(data, port) as process:
        workers = [
            child
            for child in psutil.Process(process.pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
        assert len(workers) == 2
        for worker in workers:
            worker.kill()
        psutil.wait_procs(workers, timeout=PATIENCE)
        wait_until_ready(port)


def test_who_is_told_to_end_while_workers_are_replaced_ends_then() -> None:
    server = Server("server.app:create_worker")
    server.interrupt_signal = True
    server.main_loop_interrupt.clear()
    server._respawn_workers([], None, None)
    assert server.main_loop_interrupt.is_set()


def test_figures_that_have_no_room_in_memory_lie_with_temporary_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("server.commands.serve.MEMORY", tmp_path)
    assert place_for_figures() == tmp_path
    monkeypatch.setattr("server.commands.serve.ROOM", 1 << 62)
    assert place_for_figures() == Path(tempfile.gettempdir())


def test_a_port_at_which_somebody_answers_is_refused(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = CliRunner().invoke(salkku, ["serve", "--data", str(data), "--port", str(port)])
    assert result.exit_code == 2
    assert f"port {port} on 127.0.0.1 is taken" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_data_directory_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(salkku, ["serve", "--data", str(tmp_path / "nope")])
    assert result.exit_code == 1
    assert "there is no data directory" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_local_addresses_on_a_public_host_are_warned_of(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent:
        def serve(self, **_: object) -> None:
            pass

    monkeypatch.setattr("server.commands.serve.server", lambda _: Silent())
    port = str(free_port())
    public = CliRunner().invoke(
        salkku,
        ["serve", "--data", str(data), "--host", "0.0.0.0", "--port", port],  # noqa: S104
    )
    private = CliRunner().invoke(salkku, ["serve", "--data", str(data), "--port", port])
    assert "only this machine reaches" in public.stderr
    assert "Warning" not in private.stderr


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("salkku.localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - compared with, not bound to
        ("192.0.2.1", False),
        ("hankkeet.example.fi", False),
    ],
)
def test_a_host_is_known_to_be_this_machine_alone(host: str, *, local: bool) -> None:
    assert is_local(host) == local
