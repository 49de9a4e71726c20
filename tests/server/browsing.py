"""A browser that opens the pages as a person would, and what it needs on the machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Final, NoReturn

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

ROOT: Final = Path(__file__).parents[2]
BUNDLE: Final = "server/static/bundle"
AXE: Final = ROOT / "server/frontend/node_modules/axe-core/axe.min.js"
QUIET: Final = (
    "--no-sandbox",  # Chromium asks for it where root runs it
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
WIDTHS: Final = {"wide": (1280, 900), "narrow": (360, 740)}
PAINTED: Final = """selector => {
  const canvas = document.querySelector(selector);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some(value => value > 0);
}"""


def wait_until_painted(page: Page, canvas: str) -> None:
    """Wait for the first frame on the canvas of this selector: it comes after the canvas itself."""
    page.wait_for_function(PAINTED, arg=canvas)


def do_without(reason: str) -> NoReturn:
    """Skip the test for everyone to see; where everything must be tested, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and in CI it must be there")
    pytest.skip(reason)


def built_bundle() -> None:
    """Skip unless the scripts of the pages are built."""
    if not (ROOT / BUNDLE / "query.js").exists():
        do_without("the scripts of the pages are not built (make build)")


def chromium() -> str:
    """The program of the browser; installed when it is missing and may be, else a skip."""
    found = shutil.which("chromium")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-qq", "chromium"], check=False)
        found = shutil.which("chromium")
    return found or do_without("there is no Chromium, and it cannot be installed here")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without a window, which closes at the end."""
    built_bundle()
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which *app* is served for as long as it is needed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def axe_findings(page: Page) -> list[str]:
    """What axe finds on *page* as it stands, a line each."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
