"""A browser that opens the pages as a person would, and what it needs on the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.debian import debian_program, do_without
from tests.waiting import PATIENCE

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


def built_bundle() -> None:
    """Skip unless the scripts of the pages are built."""
    if not (ROOT / BUNDLE / "query.js").exists():
        do_without("the scripts of the pages are not built (make build)")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without a window, which closes at the end."""
    built_bundle()
    program = debian_program("chromium", "chromium")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


def axe_findings(page: Page) -> list[str]:
    """What axe finds on *page* as it stands, a line each."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
