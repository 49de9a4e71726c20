"""What was understood from a line of a source page, in the words and numbers of the reader."""

from datetime import date
from decimal import Decimal

from flask import g

from graph.extract.explain import Fact
from graph.records import Allocation, OrganisationPath, PageRecord, PrintedTotal, StatedAmount
from ontology.iris import concept
from server.display import values
from server.display.findings import fact_told
from server.display.labels import concepts
from server.display.languages import LOCALES


def fact_in_words(fact: Fact, record: PageRecord) -> str:
    """A *fact* that was understood of the page of *record*."""
    at = int(fact.part.rpartition("/")[2] or 1) - 1
    match fact.kind:
        case "start" | "end":
            return fact_told(fact.words)
        case "phase" if record.phase:
            return _label("phase", record.phase.concept)
        case "funding":
            return _allocation(record.allocations[at])
        case "total":
            return _total(record.totals[at])
        case "amount":
            return _amount(record.amounts[at])
    return fact.words


def _allocation(one: Allocation) -> str:
    instrument = _label("instrument", one.instrument) if one.instrument else ""
    payer = _path(one.organisation) or instrument or one.programme or one.source_as_printed
    return f"{payer}{_span(one.start, one.end)}: {_money(one.amount, one.currency)}"


def _total(one: PrintedTotal) -> str:
    what = f"{one.source_as_printed or 'Σ'}{_span(one.start, one.end)}"
    differs = one.computed not in {None, one.printed}
    other = f" (≠ {_money(one.computed, one.currency)})" if differs else ""
    return f"{what}: {_money(one.printed, one.currency)}{other}"


def _amount(one: StatedAmount) -> str:
    told = (_label("amount", one.kind), _path(one.organisation), _money(one.amount, one.currency))
    return ", ".join(filter(None, told))


def _label(scheme: str, word: str) -> str:
    return concepts().label(concept(scheme, word).value)


def _path(organisation: OrganisationPath) -> str:
    return " › ".join(step.name for step in organisation)


def _span(start: date | None, end: date | None) -> str:
    told = values.span(start, end, LOCALES[g.language])
    return f" ({told})" if told else ""


def _money(amount: Decimal | None, currency: str) -> str:
    return values.money(amount, currency, LOCALES[g.language])
