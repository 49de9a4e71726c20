"""Money stated in sentences: what each amount is, whose, and for which time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from graph.extract.funding import words
from graph.extract.funding.passages import Clause, Passage, Sentence, clauses, passages, sentences
from graph.extract.funding.phrases import (
    Kind,
    Payer,
    Phrase,
    bare,
    read_phrase,
    with_fund,
    without_periods,
)
from graph.extract.funding.sources import Project
from graph.extract.lines import Line
from graph.extract.money import Amount
from graph.extract.periods import Period, find_periods
from graph.names.meaning import ADMINISTRATORS, Meaning


class Statement(NamedTuple):
    """An amount stated in words; with *kind* empty it was not understood what it is.

    *begins* is the line where its words begin. *passage* is the same number for the statements
    of one passage. *yearly*: so much each year. *entire*: all in all (``kokonaisbudjetti``).
    *inside*: contained in what is told before it (``josta``). *apart*: given beside what is told
    elsewhere (``lisäksi``). *guessed*: only its place in a list says that it is a source's.
    *ranged*: it is told whose or what it is, but only between which amounts it lies.
    """

    kind: Kind
    amount: Amount
    line: int
    begins: int
    as_printed: str
    payer: Payer = Payer()
    share: Decimal | None = None
    period: Period | None = None
    joint: bool = False
    passage: int = 0
    yearly: bool = False
    entire: bool = False
    inside: bool = False
    apart: bool = False
    guessed: bool = False
    rest: bool = False
    ranged: bool = False


class _Context(NamedTuple):
    """What a sentence stands in: its place, and whether it lists what is given."""

    project: Project
    passage: Passage
    number: int
    listed: bool


_HEADER = re.compile(r"^(?P<head>[^:]{3,70}):\s+(?P<rest>\S.*)$", re.DOTALL)
_OPENED = re.compile(r"\(([^(),;:]*)$")
_OUT_OF = re.compile(r"\b(?:josta|joista|siitä|niistä|mistä)\b", re.IGNORECASE)
_INSIDE = re.compile(rf"^\s*(?:[(:]|,?\s*{_OUT_OF.pattern})", re.IGNORECASE)
_BY_PARTNER = re.compile(
    r"\b(?:kumppane|partnere|toteuttaj|organisaatio|osapuol|toimij)\w*ittain\b", re.IGNORECASE
)
_PARTNERS = re.compile(
    r"\b(?:osatoteuttaj|kumppan|partner)\w*\s*$"
    r"|\b(?:(?:osa)?toteuttaj|kumppan|partner)\w+\s(?:omat\s)?(?:budjetit|kustannukset)$",
    re.IGNORECASE,
)
"""How words end that head a list of partners with their budgets."""
_ENTIRE = re.compile(r"\bkokonais", re.IGNORECASE)
_APART = re.compile(r"\blisäksi\b", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:lo(?:put|ppuosa\w*|ppurahoit\w*)|muu(?:n)?\sosa\w*|jäljelle\sjää\w+"
    r"|the\s(?:rest|remain\w+)|rest(?:en|erande)|återstod\w*)\b[^\d.;]*(?:[.;]|$)",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:loput|loppuosan?|the\srest|resten)\s*$", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:vuodessa|vuosittain|vuositasolla|joka\svuosi|vuotta\skohden|annually|(?:per|a)\syear"
    r"|årligen|per\sår|per\svuosi)\b|/\s?(?:v(?:uosi)?|a)\b",
    re.IGNORECASE,
)
_PER_YEAR = re.compile(r"\s?/\s?(?:v(?:uosi)?|a)\b", re.IGNORECASE)
_FUNDERS = ADMINISTRATORS | {"foundation"}
"""Kinds of organisations that pay for the projects of others."""

_CONNECTING = re.compile(r"^(?:(?:ja|sekä|josta|joista|mutta)\s)+", re.IGNORECASE)
_BULLETS = "-–—•*· "
_EDGES = " ,;:.=–—-"


def read_statements(
    lines: Iterable[Line], project: Project, about_money: frozenset[int]
) -> list[Statement]:
    """The amounts stated in *lines*, in order.

    *about_money* numbers the lines that stand under a heading about money.
    """
    found: list[Statement] = []
    for number, passage in enumerate(passages(lines)):
        about = not about_money.isdisjoint(passage.numbers())
        for sentence in sentences(passage, about_money=about):
            listed = about or words.is_about_money(sentence.text)
            found += _of_sentence(sentence, _Context(project, passage, number, listed))
    return found


def _of_sentence(sentence: Sentence, context: _Context) -> list[Statement]:
    """The statements of one sentence, each in the light of the others."""
    found: list[Statement] = []
    before: Phrase | None = None
    owner = Payer()
    heading = ""
    time = _opening_period(sentence.text)
    for clause in clauses(sentence):
        head, own = _header(clause)
        if head:
            heading = head
            before = read_phrase(head, context.project, listed=False)
            owner, time = before.payer, before.period
        inner = _in_brackets(own, context)
        phrase = _phrase(inner, before, context)
        opened = _opening_period(own.before.lstrip(_EDGES)) if _says(own.before) else None
        time = phrase.period if phrase.kind in ("total", "estimate") else opened or time
        told = clause if inner is own else inner
        statement = _statement(sentence, told, phrase, context)
        found.append(statement._replace(period=phrase.period or time))
        before = phrase
    return _budgeted(_settled(_below(heading, found), sentence, context), owner)


def _below(heading: str, found: list[Statement]) -> list[Statement]:
    """*found*, where the *heading* says whose budgets or what costs they are, and not who pays."""
    if _PARTNERS.search(heading):
        found = [*map(_as_partner, found)]
    paid = any(one.kind == "source" and one.payer.certain for one in found)
    if paid or not words.is_of_costs(heading):
        return found
    return [one._replace(kind="part") if one.kind == "source" else one for one in found]


def _as_partner(one: Statement) -> Statement:
    """*one*, where an organisation that is known has a budget and gives nothing."""
    who = one.payer.meaning
    own = one.payer.certain and who.organisation and not (who.instrument or who.mixed)
    return one._replace(kind="partner") if one.kind == "source" and own else one


def _budgeted(found: list[Statement], owner: Payer) -> list[Statement]:
    """*found*, where a heading names the partner (*owner*) whose own budget it is.

    The sum is the partner's, and what others give for it are its parts: ``Oulun yliopisto: EU
    90 000, oma 30 000, yht. 120 000``.
    """
    who = owner.meaning
    sources = [one for one in found if one.kind == "source"]
    sums = [one for one in found if one.kind == "total"]
    others = all(one.payer.meaning != who and one.payer.printed for one in sources)
    known = owner.certain and who.organisation and not (who.instrument or who.mixed)
    if not (known and others and len(sources) > 1 and len(sums) == 1):
        return found
    return [
        one._replace(kind="partner", payer=owner)
        if one.kind == "total"
        else one._replace(kind="part")
        for one in found
    ]


def _opening_period(text: str) -> Period | None:
    """The period that *text* begins with, which all of it is about: ``2012: ESR 5 €, ...``."""
    found = find_periods(text.lstrip(_BULLETS))
    return found[0].period if found and found[0].start == 0 else None


def _header(clause: Clause) -> tuple[str, Clause]:
    """The heading that opens a list (``Rahoitus 2011-2013:``), and the clause without it."""
    match = _HEADER.match(clause.before)
    return (match["head"], clause._replace(before=match["rest"])) if match else ("", clause)


def _in_brackets(clause: Clause, context: _Context) -> Clause:
    """The clause with the name in brackets alone: ``kunnat 50 % (Oulu 400 €, ...``."""
    opened = _OPENED.search(clause.before)
    if opened is None or not read_phrase(opened[1], context.project, listed=False).payer.certain:
        return clause
    return clause._replace(before=opened[1], start=clause.start + opened.start(1))


def _phrase(clause: Clause, before: Phrase | None, context: _Context) -> Phrase:
    """What the words before the amount say, else those after it, else what was said *before*."""
    first, other = (
        read_phrase(text, context.project, listed=context.listed)
        for text in (clause.before, clause.after)
    )
    if first.kind and not _heads(first, other, clause.before):
        payer = with_fund(first.payer, other.payer)
        return first._replace(payer=payer, period=first.period or other.period)
    if other.kind:
        return other._replace(period=other.period or first.period)
    silent = not any(map(_says, (clause.before, clause.after)))
    period = first.period or other.period
    if before and silent:
        return before._replace(period=period)
    return Phrase("total" if silent and period and context.listed else "", period=period)


def _heads(first: Phrase, other: Phrase, before: str) -> bool:
    """Whether *first*, read from *before* an amount, only heads *other*, read from after it.

    So do ``Rahoitus: 5 € ESR``, ``5. Budjetti 5 € (ESR)`` and ``loput 5 € maksaa ESR``.
    """
    named = other.kind == "source" and other.payer.certain and not other.payer.meaning.mixed
    heading = first.kind == "total" and (not first.whole or words.is_head(before))
    unknown = words.is_about_money(before) or _LEFT.search(before)
    return named and (heading or (first.guessed and unknown is not None))


def _says(text: str) -> bool:
    return bool(bare(without_periods(text)[0]))


def _statement(sentence: Sentence, clause: Clause, phrase: Phrase, context: _Context) -> Statement:
    found = clause.found
    end = found.end if _says(clause.before) else clause.end
    line = context.passage.line(sentence.offset + found.start)
    begins = context.passage.line(sentence.offset + clause.start)
    return Statement(
        kind=_kind(phrase, context.project) if found.use == "sum" else "",
        amount=found.amount,
        line=line,
        begins=line if context.passage.headed else begins,
        as_printed=_CONNECTING.sub("", sentence.text[clause.start : end].strip(_EDGES)),
        payer=phrase.payer,
        share=clause.share,
        joint=phrase.joint,
        passage=context.number,
        yearly=_is_yearly(sentence, clause),
        entire=_ENTIRE.search(clause.before) is not None,
        inside=_INSIDE.match(clause.before) is not None,
        apart=_APART.search(clause.before) is not None,
        guessed=phrase.guessed,
        rest=_REST.search(context.passage.text) is not None,
        ranged=found.use == "range" and phrase.kind != "",
    )


def _kind(phrase: Phrase, project: Project) -> Kind:
    """The kind of *phrase*, where a share that can only be given to the project is a source's."""
    is_source = phrase.kind == "share" and _is_funder(phrase.payer.meaning, project)
    return "source" if is_source else phrase.kind


def _is_yearly(sentence: Sentence, clause: Clause) -> bool:
    """Whether the words beside the amount, or a stroke right behind it, say: each year."""
    beside = _YEARLY.search(f"{clause.before} {clause.after}")
    return bool(beside or _PER_YEAR.match(sentence.text, clause.found.end))


def _is_funder(meaning: Meaning, project: Project) -> bool:
    """Whether a share is money given: a fund's, a funder's, or that of the register's own city."""
    own = bool(meaning.organisation) and meaning.organisation == project.names.city
    return bool(meaning.instrument) or own or any(s.kind in _FUNDERS for s in meaning.organisation)


def _settled(found: Sequence[Statement], sentence: Sentence, context: _Context) -> list[Statement]:
    """*found* with what is told by the whole sentence only."""
    named = [one for one in found if one.kind in ("share", "source")]
    given = (len(named) > 1 and context.listed) or _OUT_OF.search(sentence.text) is not None
    listed = any(not one.guessed for one in named)
    settled = [_settle(one, given=given, listed=listed) for one in found]
    if _BY_PARTNER.search(sentence.text):
        settled = [_spent(one) for one in settled]
    return list(_without_parts(_without_years(settled, context.project)))


def _settle(one: Statement, *, given: bool, listed: bool) -> Statement:
    """*one* where shares are *given* to the project or not, and sources are *listed* or not."""
    if one.guessed and not listed:
        return one._replace(kind="")
    if one.kind == "share":
        return one._replace(kind="source" if given else "partner")
    return one


def _spent(one: Statement) -> Statement:
    """*one*, where the sentence divides money by who spends it, and an organisation is named."""
    named = one.kind == "source" and one.payer.certain and not one.payer.meaning.instrument
    return one._replace(kind="partner") if named else one


def _without_years(found: Sequence[Statement], project: Project) -> list[Statement]:
    """*found*, where the whole of a part of the project's time is a part."""
    times = {one.period for one in found if one.kind == "total" and not one.yearly}
    return [
        one._replace(kind="part") if _is_of_years(one, project, by_year=len(times) > 1) else one
        for one in found
    ]


def _is_of_years(one: Statement, project: Project, *, by_year: bool) -> bool:
    """Whether *one* is so much a year, or the whole of one year beside others."""
    if one.yearly:
        return one.kind in ("total", "source")
    if one.kind != "total" or one.entire:
        return False
    whole = Period(project.start, project.end) if project.start and project.end else None
    if one.period is None or one.period == whole:
        return False
    return by_year or bool(whole and not one.period.covers(whole))


def _without_parts(found: Sequence[Statement]) -> Iterator[Statement]:
    """*found*, where sources said to be contained in the source before them are parts of it."""
    left = Decimal(0)
    for one, before in zip(found, (None, *found), strict=False):
        if one.kind == "source" and one.inside and before and before.kind == "source":
            left = before.amount.value
        part = one.kind == "source" and 0 < one.amount.value <= left
        left = left - one.amount.value if part else Decimal(0)
        yield one._replace(kind="part") if part else one
