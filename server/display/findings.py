"""Findings in plain words, in the language of the reader.

A finding's own message is English; *what* tells its case, for which there is a sentence here. A
case without one is told by its message.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from flask import g

from server.data.rows import Row
from server.display import values
from server.display.labels import word
from server.display.languages import LOCALES
from server.display.texts import gettext

CONFLICT: Final = re.compile(
    r"On the page the (?P<what>.+) is (?P<ours>.*); in (?P<register>.+) it is (?P<theirs>.*)\.",
    re.DOTALL,
)
"""How a finding tells on which fact a page and a register disagree."""

QUOTED: Final = re.compile(r"'(.*)'", re.DOTALL)


def finding(row: Row) -> str:
    """Return a row of ``findings`` as a sentence."""
    if row["printed"] is not None and row["computed"] is not None:
        return sum_finding(row)
    if conflict := CONFLICT.fullmatch(row["message"]):
        return conflict_finding(conflict)
    quote = QUOTED.search(row["message"])
    quoted = row["source_as_printed"] or (quote[1] if quote else "")
    if word(row["kind"]) == "unread":
        return unread_finding(row["what"], quoted)
    after_colon = row["message"].rpartition(": ")[2].rstrip(".")
    cases = {**sentences(quoted), **write_findings(after_colon)}
    message: str = row["message"]
    return cases.get(row["what"], message)


def conflict_finding(conflict: re.Match[str]) -> str:
    """A fact on which the page and a register disagree: what each of them says."""
    return gettext(
        "%(what)s: the page says %(ours)s, %(register)s says %(theirs)s.",
        what=conflict_heading(conflict["what"]),
        ours=fact_told(conflict["ours"]),
        register=conflict["register"],
        theirs=fact_told(conflict["theirs"]),
    )


def conflict_heading(what: str) -> str:
    """What a fact is called on which a page and a register disagree."""
    headings = {
        "end date": gettext("End"),
        "start date": gettext("Start"),
        "name": gettext("Name"),
        "phase": gettext("Phase"),
        "implementer": gettext("Implementer"),
        "funder": gettext("Funder"),
    }
    return headings.get(what, what)


def fact_told(fact: str) -> str:
    """What somebody says of a fact; a day as people write it."""
    try:
        return values.day(date.fromisoformat(fact), LOCALES[g.language])
    except ValueError:
        return fact


def sum_finding(row: Row) -> str:
    """A printed sum that is not what its parts add up to, with the numbers of the locale."""
    locale = LOCALES[g.language]
    return gettext(
        "%(what)s: the page prints %(printed)s, its parts add up to %(computed)s.",
        what=row["source_as_printed"] or sum_name(row["what"]),
        printed=values.number(row["printed"], locale),
        computed=values.number(row["computed"], locale),
    )


def sum_name(what: str) -> str:
    """The name of the sum that a finding is about."""
    names = {
        "row total": gettext("The total of a source"),
        "column total": gettext("The total of a period"),
        "grand total": gettext("The total of everything"),
        "joint total": gettext("The joint total"),
    }
    return names.get(what, what)


def unread_finding(what: str, quote: str) -> str:
    """Text that was not understood: its case, or else a line of any field of the page."""
    cases = {
        "funding row": gettext(
            "The numbers beside “%(quote)s” do not fit the columns of the table.", quote=quote
        ),
        "amount not understood": gettext("A sum was not understood: “%(quote)s”", quote=quote),
        "shares without amounts": gettext(
            "The text divides the money by shares but names no sums: “%(quote)s”", quote=quote
        ),
        "attachment": gettext("An attachment was not understood."),
    }
    return cases.get(what, gettext("A line of the page was not understood."))


def write_findings(properties: str) -> Mapping[str, str]:
    """The sentence of each case in which a write stands against the page."""
    return {
        "statements removed": gettext(
            "A change made by hand removed what the page says: %(properties)s.",
            properties=properties,
        ),
        "write not made again": gettext(
            "A change made by hand does not fit what the page says now; it waits."
        ),
    }


def sentences(quote: str) -> Mapping[str, str]:
    """The sentence of each case, with what is printed as its *quote*."""
    return {
        "encoding": gettext("The page is written in an unusual character encoding."),
        "missing label": gettext("One of the usual headings is missing from the page."),
        "repeated label": gettext(
            "The heading “%(quote)s” stands on the page more than once.", quote=quote
        ),
        "unknown phase": gettext("The phase “%(quote)s” is not a known one.", quote=quote),
        "start": gettext("The first day cannot be read as a date: “%(quote)s”.", quote=quote),
        "end": gettext("The last day cannot be read as a date: “%(quote)s”.", quote=quote),
        "end before start": gettext("The project ends before it starts."),
        "no organisation": gettext(
            "“%(quote)s” names no organisation; it stays a description.", quote=quote
        ),
        "period outside the project": gettext(
            "The money of “%(quote)s” falls wholly outside the project’s own time.", quote=quote
        ),
        "no role": gettext("Somebody is named without a role or a title."),
        "address": gettext("An e-mail address belongs to nobody who is named."),
        "second phone": gettext("Of several phone numbers only the first is kept."),
        "unread": gettext("A line of the contacts was not understood."),
        "table told again": gettext("A table tells money that another table tells already."),
        "column told again": gettext("A column tells the planned money again, as it came out."),
    }
