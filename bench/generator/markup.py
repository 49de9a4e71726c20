"""A page's lines dressed as HTML: a table with a row for each label, lines parted by breaks."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

LABEL: Final = re.compile(
    r"(Hankkeen nimi|Hanketyyppi|Salkku|Tiivistelmä|Käsittelyvaihe|Aloittamispvm|Päättymispvm"
    r"|Rahoittajat|Toteuttajat|Yhteyshenkilöt|Liitteet|Logot)\s+(.*)$"
)


def dress(lines: Sequence[str]) -> str:
    """The page of *lines* as HTML that a browser shows line by line."""
    return f"<html><head><title>Hanke</title></head><body>{''.join(_rows(lines))}</body></html>"


def _rows(lines: Sequence[str]) -> Iterator[str]:
    labelled = False
    for line in lines:
        if match := LABEL.match(line):
            yield "</td></tr>\n" if labelled else "<table>\n"
            yield f"<tr><td><b>{match[1]}</b></td><td>{_kept(match[2])}"
            labelled = True
        else:
            yield f"<br>\n{_kept(line)}"
    yield "</td></tr></table>"


def _kept(text: str) -> str:
    """*text* with its runs of blanks kept, that a browser would draw as one."""
    return escape(text).replace("\t", "&nbsp; &nbsp;").replace("  ", "&nbsp; ")
