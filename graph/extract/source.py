"""The bytes of a page as lines of text: encodings, HTML, and what is no page at all."""

import codecs
import hashlib
import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from charset_normalizer import from_bytes

from graph.errors import PageRefused
from graph.extract.html import Anchor, Markup, is_html, lay_out
from graph.records import Source

LIMIT: Final = 5_000_000
"""The largest page read, in bytes: the longest real one is a thousandth of it."""

BINARY: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"{\\rtf",
)
OFFICE: Final = b"\xd0\xcf\x11\xe0"
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE: Final = ["cp1252", "iso8859_15", "mac_roman", "cp850"]
"""What pages of Northern Europe were written in before UTF-8."""

EXPECTED: Final = frozenset("äöåÄÖÅéüÉÜšž€§°–—’”“…•½·\u00a0")
"""What such pages hold beyond ASCII, by far."""

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What cannot be told as XML, or has no shape to show; a space stands in its place."""
TWICE_ENCODED: Final = re.compile("Ã[\u0080-\u00bf¤¶…–„€]")
NEW_LINE: Final = re.compile(r"\r\n|\r|\n")
UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


class PageText(NamedTuple):
    """A page as text: key, source, lines, links (known in HTML only), and what its bytes lack."""

    key: str
    source: Source
    lines: tuple[str, ...]
    anchors: tuple[Anchor, ...] = ()
    remark: str = ""


class _Decoded(NamedTuple):
    text: str
    encoding: str
    remark: str = ""


def read_bytes(path: Path) -> bytes:
    """The bytes of the page at *path*.

    Raises PageRefused when it cannot be opened, or is larger than LIMIT: then it is not read. A
    pipe or a device is not opened either, for it may keep its reader waiting for ever.
    """
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise PageRefused(str(path), 1, "no file but a pipe or a device: give a page's file")
        if status.st_size > LIMIT:
            raise PageRefused(str(path), 1, _too_large())
        with path.open("rb", buffering=0) as file:
            data = file.readall()  # of its own size: room for the largest page takes longer
    except OSError as error:
        raise PageRefused(str(path), 1, f"cannot be opened: {error.strerror}") from error
    if len(data) > LIMIT:
        raise PageRefused(str(path), 1, _too_large())
    return data


def read_text(data: bytes, file_name: str, page_address: str = "") -> PageText:
    """The page whose bytes are *data*; *page_address* is the register's address pattern.

    Raises PageRefused when it is empty, binary, or larger than LIMIT.
    """
    if len(data) > LIMIT:
        raise PageRefused(file_name, 1, _too_large())
    decoded = _decode(data, file_name)
    html = is_html(decoded.text, file_name)
    page = lay_out(decoded.text) if html else Markup(decoded.text, (), "")
    lines = _lines(page.text)
    if not any(map(str.strip, lines)):
        raise PageRefused(file_name, 1, "the page is empty: nothing to read; fetch it again")
    key = _key(page.address, file_name, page_address)
    address = page.address or page_address.replace("{key}", key)
    source = Source(
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        address=address,
    )
    anchors = tuple(Anchor(text, urljoin(address, target)) for text, target in page.anchors)
    return PageText(key, source, lines, anchors, decoded.remark)


def _too_large() -> str:
    return f"the page is larger than {LIMIT:,} bytes: it was not read; is this a project page?"


def _lines(text: str) -> tuple[str, ...]:
    if INVISIBLE.search(text):
        text = INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", NO_TEXT.sub(" ", text))
    return tuple(NEW_LINE.split(text) if "\r" in text else text.split("\n"))


def _decode(data: bytes, file_name: str) -> _Decoded:
    if data.startswith(BINARY):
        raise PageRefused(file_name, 1, "the file is no text: give the page as text or HTML")
    decoded = _decode_marked(data) or _decode_utf8(data) or _decode_detected(data)
    if decoded is None or len(CONTROL.findall(decoded.text)) * 500 > len(decoded.text):
        raise PageRefused(file_name, 1, "the file is no text: give the page as text or HTML")
    return _repaired(decoded)


def _decode_marked(data: bytes) -> _Decoded | None:
    """The text of *data* that begins with a byte order mark."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return _Decoded(text, encoding, _lost(text))
    return None


def _decode_utf8(data: bytes) -> _Decoded | None:
    """The text of *data* if it is UTF-8, but for a few broken characters or one cut at its end."""
    if b"\0" in data:
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        letters = sum(1 for character in text if character > "\x7f") - broken
        return _Decoded(text, "utf-8", _lost(text)) if broken * 10 <= letters else None
    cut, _ = decoder.getstate()
    return _Decoded(text, "utf-8", "the last character of the file is cut" if cut else "")


def _decode_detected(data: bytes) -> _Decoded | None:
    """The text of *data* in the encoding in which it reads most like a page of the North."""
    wide = b"\0" in data
    matches = from_bytes(data) if wide else from_bytes(data, cp_isolation=ONE_BYTE, threshold=0.5)
    best = max(matches, key=lambda match: _northern(str(match)), default=None)
    if best is not None and (best.encoding.startswith("utf") or not wide):
        return _Decoded(str(best), best.encoding)
    return None if wide else _Decoded(data.decode("cp1252", errors="replace"), "cp1252")


def _northern(text: str) -> int:
    """How many more of the letters beyond ASCII are expected ones than not."""
    beyond = [character for character in text if character > "\x7f"]
    return sum(1 if character in EXPECTED else -1 for character in beyond)


def _lost(text: str) -> str:
    count = text.count("\ufffd")
    return f"{count} characters of the file could not be decoded" if count else ""


def _repaired(decoded: _Decoded) -> _Decoded:
    """*decoded*, with UTF-8 that somebody took for Windows-1252 and encoded again read as meant."""
    if not TWICE_ENCODED.search(decoded.text):
        return decoded
    try:
        text = decoded.text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return decoded
    return _Decoded(text, decoded.encoding, "the page was encoded twice: it was read as meant")


def _key(address: str, file_name: str, page_address: str) -> str:
    """The page's identifier in its source address, else its file's name without extension."""
    found = _from_pattern(address, page_address) or _from_address(address)
    stem = PurePosixPath(file_name.replace("\\", "/")).stem
    return _ascii(found) or _ascii(stem) or "page"


def _from_pattern(address: str, page_address: str) -> str:
    before, mark, after = page_address.partition("{key}")
    if not mark or not address.startswith(before):
        return ""
    return address[len(before) :].removesuffix(after)


def _from_address(address: str) -> str:
    parts = urlsplit(address)
    query = parse_qsl(parts.query)
    named = next((value for name, value in query if name.casefold().endswith("id")), "")
    numbered = next((value for _, value in query if value.isdigit()), "")
    return named or numbered or PurePosixPath(parts.path).stem


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return UNSAFE.sub("-", folded).strip("-.")
