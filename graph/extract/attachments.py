"""The attachments of a page: title, file and size on one line, or a title and a link.

The parts of a line are parted by runs of blanks, so they are read from the line as printed. What a
link leads to is known in HTML only; there the page's anchors come in the order of the lines.
"""

import mimetypes
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from graph.extract.html import Anchor
from graph.extract.lines import Line, plain
from graph.extract.marks import MISSING
from graph.records import Attachment, Finding

RUN: Final = re.compile(r"\s*(?:\t|\s[\s\u00a0]{2,}|\s\u00a0|\u00a0\s|\s{2,})\s*")
SIZE: Final = re.compile(
    r"(?:^|[\s(])(?P<size>\d{1,3}(?:[\s.,]?\d{3})*(?:[.,]\d+)?\s?"
    r"(?:kt|kilotavua|mt|megatavua|gt|kb|mb|gb|kib|mib|b|t|tavua|bytes))\)?$",
    re.IGNORECASE,
)
NONE: Final = re.compile(rf"{MISSING.pattern}|ei\s(?:ole\s)?liit\w+\W*", re.IGNORECASE)
"""A line that says that nothing is attached."""
LINK: Final = re.compile(r"(?:^|\s)\(?(?P<word>linkki|link|länk)\)?$", re.IGNORECASE)
FILE: Final = re.compile(r"(?!www\.)[^\s/\\@][^/\\@]*\.(?P<extension>[A-Za-z][A-Za-z0-9]{1,4})$")
TITLED: Final = re.compile(rf"(?P<title>[^:]+):\s+(?P<file>{FILE.pattern})")
LISTED: Final = re.compile(r"[;,]\s+(?=\S)")
NAMED: Final = re.compile(r"\w\.[A-Za-z]{3,4}\b\s*(?:\([^()]*\))?\s*$")
FORMAT: Final = re.compile(r"\((?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip),?$", re.IGNORECASE)
LAST_WORD: Final = re.compile(r"\S+$")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
BARE_ADDRESS: Final = re.compile(r"(?:^|(?<=\s))www\.[^\s<>\"]+\.[^\s<>\"]+$", re.IGNORECASE)
TRAILING: Final = ".,;:)]"

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
OPEN: Final = "application/vnd.oasis.opendocument"
MEDIA_TYPES: Final = {
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".odt": f"{OPEN}.text",
    ".ods": f"{OPEN}.spreadsheet",
    ".odp": f"{OPEN}.presentation",
    ".rtf": "application/rtf",
}
"""Media types (IANA) that the standard library leaves to the machine's own table."""
STANDARD_TYPES: Final = mimetypes.MimeTypes().types_map[True]


class Attachments(NamedTuple):
    """The attachments that were understood, and the findings of those that were not."""

    attachments: tuple[Attachment, ...]
    findings: tuple[Finding, ...]


class _Parts(NamedTuple):
    """What a line of the list is made of; *link* is the word that stands for a lost target."""

    title: str
    file_name: str = ""
    size: str = ""
    link: str = ""


def read_attachments(lines: Sequence[Line], anchors: Iterable[Anchor] = ()) -> Attachments:
    """The attachments that *lines* list, with the targets of the page's *anchors*."""
    targets: dict[str, deque[str]] = {}
    for anchor in anchors:
        targets.setdefault(anchor.text, deque()).append(anchor.target)
    found: list[Attachment] = []
    findings: list[Finding] = []
    for line in _one_a_line([line for line in lines if not NONE.fullmatch(line.text)]):
        parts = _parts(line.raw)
        url = _printed_address(parts.title) or _target(parts, targets)
        if parts.file_name or parts.size or parts.link or url:
            found.append(_attachment(parts, url, line.number))
        else:
            findings.append(_unread(line))
    return Attachments(tuple(found), tuple(findings))


def _one_a_line(lines: Sequence[Line]) -> Iterator[Line]:
    """*lines*, of those that list several files one for each: ``a.pdf, b.doc (12 kt)``."""
    for line in lines:
        pieces = LISTED.split(line.raw)
        several = len(pieces) > 1 and all(NAMED.search(piece) for piece in pieces)
        yield from (Line(line.number, plain(p), p) for p in pieces) if several else (line,)


def _parts(raw: str) -> _Parts:
    """The parts of a line, from its end: the word for a link, or a size and a file's name."""
    text = raw.strip()
    if link := LINK.search(text):
        return _Parts(plain(text[: link.start()]), link=link["word"])
    size = SIZE.search(text)
    if size is None:
        return _Parts(*_title_and_file(text, apart=False))
    before = text[: size.start("size")]
    rest = FORMAT.sub("", before.rstrip()).removesuffix("(").rstrip()
    gap = before[len(rest) :]
    title, file_name = _title_and_file(rest.rstrip(" -–"), apart=len(gap) > 1 or gap == "\t")
    return _Parts(title, file_name, plain(size["size"]))


def _title_and_file(text: str, *, apart: bool) -> tuple[str, str]:
    """The title and the file's name: parted by a run of blanks, else the last word is the file.

    *apart*: the size stood behind such a run, so a name without one before it has no title.
    """
    if titled := TITLED.match(text):
        return plain(titled["title"]), plain(titled["file"])
    *title, last = RUN.split(text)
    if FILE.match(last) and (title or apart or " " not in last):
        return plain(" ".join(title)), plain(last)
    word = LAST_WORD.search(text)
    if word and FILE.match(word[0]) and _media_type(word[0]):
        return plain(text[: word.start()]).rstrip(" -–:"), word[0]
    return plain(text), ""


def _printed_address(title: str) -> str:
    """The address that the title prints in full, or that it is."""
    if match := ADDRESS.search(title):
        return match[0].rstrip(TRAILING)
    bare = BARE_ADDRESS.search(title)
    host, _, path = bare[0].partition("/") if bare else ("", "", "")
    return urlunsplit(("http", host, path, "", "")) if host else ""


def _target(parts: _Parts, targets: dict[str, deque[str]]) -> str:
    """The target of the next anchor that has the words of this line; empty if none has."""
    for words in (parts.file_name, parts.title, parts.link):
        if words and targets.get(words):
            return targets[words].popleft()
    return ""


def _attachment(parts: _Parts, url: str, line: int) -> Attachment:
    """The attachment of these parts; a target that is a file tells its name where none stands."""
    name = parts.file_name
    if not name and url and not parts.link:
        last = unquote(PurePosixPath(urlsplit(url).path).name)
        name = last if _media_type(last) and not last.endswith((".html", ".htm")) else ""
    return Attachment(
        kind="file" if name or parts.size else "link",
        title=parts.title,
        line=line,
        file_name=name,
        media_type=_media_type(name),
        size_as_printed=parts.size,
        url=url if urlsplit(url).scheme else "",
    )


def _media_type(file_name: str) -> str:
    """The media type that the name's extension stands for; empty if it is not known."""
    extension = PurePosixPath(file_name).suffix.casefold()
    return MEDIA_TYPES.get(extension) or STANDARD_TYPES.get(extension, "")


def _unread(line: Line) -> Finding:
    message = "an attachment has neither a file nor a link"
    return Finding(kind="unread", what="attachment", message=message, line=line.number)
