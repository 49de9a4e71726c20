"""A page of HTML: laid out as the text that a reader sees, with its links and its own address."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from inscriptis import get_text
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_document_state import HtmlDocumentState
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.tag import CustomHtmlTagHandlerMapping

# What the layout must not swallow stands for itself in private characters: the end of a cell, and
# the blanks beyond ASCII, which HTML does not run together.
CELL_END: Final = "\ue000"
BLANKS: Final = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f"
KEEP: Final = {ord(blank): 0xE001 + at for at, blank in enumerate(BLANKS)}
GIVE_BACK: Final = {kept: blank for blank, kept in KEEP.items()} | {ord(CELL_END): " \u00a0 "}
ENTITY: Final = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#\d{3,4}|#x[0-9a-f]{2,4});?", re.IGNORECASE)
LAST_CELL: Final = re.compile(f"(?:{CELL_END}[^\\S\\n]*)+$", re.MULTILINE)

BLOCK: Final = HtmlElement(display=Display.block)
SPACED: Final = HtmlElement(prefix=" ", suffix=" ", limit_whitespace_affixes=True)
ROWS: Final = ("table", "tr", "dl", "dt", "dd", "section", "fieldset", "legend", "form", "caption")


def _open(_: HtmlDocumentState, __: dict[str, str]) -> None:
    """A tag that is laid out by its style alone."""


def _close(_: HtmlDocumentState) -> None:
    """A tag that is laid out by its style alone."""


def _close_cell(state: HtmlDocumentState) -> None:
    cell = state.tags[-1]
    cell.canvas.write(cell, CELL_END)


# Cells run on in their row, so that nothing is padded: a label stands before its value, parted by
# the blanks that the register's own text pages have.
LAYOUT: Final = ParserConfig(
    css={
        **STRICT_CSS_PROFILE,
        **dict.fromkeys(ROWS, BLOCK),
        **dict.fromkeys(("span", "label"), SPACED),
    },
    custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(
        start_tag_mapping=dict.fromkeys(("table", "tr", "td", "th"), _open),
        end_tag_mapping={"table": _close, "td": _close_cell, "th": _close_cell},
    ),
)
OPENING: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*>")
SAVED_FROM: Final = re.compile(r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)")
MIRRORED_FROM: Final = re.compile(r"Mirrored from (\S+) by HTTrack")


class Anchor(NamedTuple):
    """A link of the page: its words, and its target, absolute where the page tells its base."""

    text: str
    target: str


class Markup(NamedTuple):
    """A page of HTML: its text, its links in page order, its own address (empty: not said)."""

    text: str
    anchors: tuple[Anchor, ...]
    address: str


class _Links(HTMLParser):
    """Collects the anchors, and what the page says of its own address."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[Anchor] = []
        self.addresses: dict[str, str] = {}
        self._target = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self._target, self._words = values["href"], []
        elif tag == "base":
            self._note("base", values.get("href", ""))
        elif tag == "link" and values.get("rel", "").casefold() == "canonical":
            self._note("canonical", values.get("href", ""))
        elif tag == "meta" and values.get("property") == "og:url":
            self._note("og:url", values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._target:
            self.anchors.append(Anchor(" ".join(" ".join(self._words).split()), self._target))
            self._target = ""

    def handle_data(self, data: str) -> None:
        if self._target:
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        if saved := SAVED_FROM.search(data):
            self._note("saved", saved[1] or saved[2])
        elif mirrored := MIRRORED_FROM.search(data):
            host, _, path = mirrored[1].partition("/")
            self._note("saved", urlunsplit(("http", host, path, "", "")))

    def _note(self, place: str, address: str) -> None:
        if address:
            self.addresses.setdefault(place, address.strip())


def is_html(text: str, file_name: str) -> bool:
    """Whether *text* is HTML, by its file's name or by its first words."""
    named = file_name.casefold().endswith((".html", ".htm", ".xhtml"))
    return bool(OPENING.match(text[:4096])) or (named and "<" in text)


def lay_out(html: str) -> Markup:
    """The page *html* as text, one line where a reader sees one."""
    links = _Links()
    links.feed(html)
    links.close()
    said = (links.addresses.get(place, "") for place in ("canonical", "og:url", "saved"))
    own = next(filter(None, said), "")
    base = links.addresses.get("base", "") or own
    anchors = tuple(Anchor(text, urljoin(base, target)) for text, target in links.anchors)
    address = urljoin(base, own)
    return Markup(_text(html), anchors, address if urlsplit(address).scheme else "")


def _text(html: str) -> str:
    blanks = ENTITY.sub(_blank, DECLARATION.sub("", html))
    text = get_text(blanks.translate(KEEP), LAYOUT)
    return LAST_CELL.sub("", text).translate(GIVE_BACK)


def _blank(entity: re.Match[str]) -> str:
    """The blank that an *entity* stands for; of any other character the entity itself."""
    character = unescape(entity[0])
    return character if character in BLANKS else entity[0]
