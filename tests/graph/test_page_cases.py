"""Small pages, one file each, with what must be read from them: drop in two files to add one.

``NAME.txt`` or ``NAME.html`` is the page, ``NAME.json`` what it says. Only what stands there is
compared: of a record its fields, of a list all members in order, of a member the facts given.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import PageRefused
from graph.extract.page import Reading, read_page
from graph.names.book import NameBook
from graph.records import Attachment, Contact, PageRecord, Portfolio
from graph.register import Register

CASES = Path(__file__).parent / "cases"
Facts = dict[str, Any]


@pytest.fixture(scope="module")
def reading(oulu: Register) -> Reading:
    return Reading(oulu, NameBook.load(oulu))


def cases() -> Iterator[Any]:
    for expected in sorted(CASES.glob("*.json")):
        page = next(page for page in CASES.glob(f"{expected.stem}.*") if page != expected)
        yield pytest.param(page, expected, id=expected.stem.replace("_", " "))


@pytest.mark.parametrize(("page", "expected"), list(cases()))
def test_a_page_says_what_stands_beside_it(page: Path, expected: Path, reading: Reading) -> None:
    wanted = json.loads(expected.read_bytes())
    if refused := wanted.get("refused"):
        line, reason = refused
        with pytest.raises(PageRefused, match=f"{page.name}:{line}: .*{reason}"):
            read_page(page.read_bytes(), page.name, reading)
    else:
        record = read_page(page.read_bytes(), page.name, reading)
        assert agreeing(facts(record), wanted) == wanted


def agreeing(found: Any, wanted: Any) -> Any:
    """The part of *found* that *wanted* asks for; a list whole, so that nothing is invented."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: agreeing(found.get(key, "no such fact"), wanted[key]) for key in wanted}
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [agreeing(one, other) for one, other in zip(found, wanted, strict=True)]
    return found


def facts(record: PageRecord) -> Facts:
    return {
        "key": record.key,
        "address": record.source.address,
        "encoding": record.source.encoding,
        "name": record.name.text,
        "type": record.type and record.type.text,
        "portfolio": record.portfolio and portfolio(record.portfolio),
        "phase": record.phase and record.phase.concept,
        "start": record.start and record.start.value.isoformat(),
        "end": record.end and record.end.value.isoformat(),
        "funders": participants(record, "funder"),
        "implementers": participants(record, "implementer"),
        "partners": participants(record, "partner"),
        "contacts": [contact(one) for one in record.contacts],
        "attachments": [attachment(one) for one in record.attachments],
        "logos": record.logos and record.logos.text,
        "sections": [one.heading for one in record.sections],
        "objectives": [[one.label, one.text] for one in record.objectives],
        "results": [[one.label, one.text] for one in record.results],
        "work_packages": [[w.label, w.title, w.description] for w in record.work_packages],
        "findings": [[one.kind, one.what, one.line] for one in record.findings],
        "unread": list(record.unread),
    }


def participants(record: PageRecord, role: str) -> list[str]:
    return [one.as_printed for one in record.participations if one.role == role]


def portfolio(one: Portfolio) -> Facts:
    return {"name": one.name, "start_year": one.start_year, "end_year": one.end_year}


def contact(one: Contact) -> Facts:
    return {
        "name": one.name,
        "role": one.role,
        "title": one.title,
        "organisation": one.organisation[-1].name if one.organisation else "",
        "phone": one.phone,
        "email": one.email,
        "email_derived": one.email_derived,
    }


def attachment(one: Attachment) -> Facts:
    return {
        "kind": one.kind,
        "title": one.title,
        "file_name": one.file_name,
        "media_type": one.media_type,
        "size": one.size_as_printed,
        "url": one.url,
    }
