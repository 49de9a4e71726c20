"""Money told in words: shares of a whole, lists, estimates, a partner's own budget."""

from decimal import Decimal

import msgspec

from bench.generator import amounts, words
from bench.generator.dice import Dice
from bench.generator.money import Money, Project, different
from bench.generator.parties import Party, fund, office
from bench.generator.sheet import Sheet
from graph.records import Allocation, Finding, StatedAmount


def write_shares(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """The whole budget and everybody's share of it, in one sentence; a rest may be untold."""
    setting = dice.pick(amounts.SENTENCES)
    given = _given(dice, project)
    left = dice.between(1, 100) * 500 if dice.chance(0.3) else 0
    whole = sum(amount for _, amount in given) + left
    first, *others = [f"{one.genitive} osuus on {setting(amount)}" for one, amount in given]
    rest = "".join(f" ja {other}" for other in others)
    untold = f", {dice.pick(words.RESTS)}" if left else ""
    text = f"Hankkeen kokonaisbudjetti on {setting(whole)}, josta {first}{rest}{untold}."
    line = sheet.write(text)
    return Money(
        allocations=tuple(
            _allocation(project, one, amount, line, one.genitive) for one, amount in given
        ),
        amounts=(_stated("total", whole, text, line),),
    )


def write_list(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """Everybody's money one after the other, and the sum, which may be wrong."""
    setting = dice.pick(amounts.SENTENCES)
    given = _given(dice, project)
    whole = sum(amount for _, amount in given)
    by = 100 if len(given) > 1 and dice.chance(0.12) else 0
    parts = ", ".join(f"{one.printed} {setting(amount)}" for one, amount in given)
    text = f"{parts}. Rahoitus yhteensä {setting(whole + by)}."
    line = sheet.write(text)
    return Money(
        allocations=tuple(
            _allocation(project, one, amount, line, one.printed) for one, amount in given
        ),
        amounts=(_stated("total", whole + by, text, line),),
        findings=(_wrong(whole, by, line),) if by else (),
    )


def write_divided(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """A fund's half, and the other half, which brackets divide among those who pay it."""
    setting = dice.pick(amounts.SENTENCES)
    source = fund(dice, project.first.year)
    others = [(one, dice.between(5, 900) * 500) for one in project.parties.towns(dice)]
    whole = sum(amount for _, amount in others)
    inside = ", ".join(f"{one.printed} {setting(amount)}" for one, amount in others)
    text = f"{source.printed} 50 % ({setting(whole)}), kunnat 50 % ({inside})."
    line = sheet.write(text)
    first = _allocation(project, source, whole, line, source.printed)
    rest = (_allocation(project, one, amount, line, one.printed) for one, amount in others)
    share = msgspec.structs.replace(first, share_percent=Decimal(50))
    return Money(allocations=(share, *rest))


def write_estimate(sheet: Sheet, dice: Dice, _project: Project) -> Money:
    """An estimate of what all will cost; the source stays unsaid."""
    amount = dice.between(2, 60) * 50_000
    about = dice.chance(0.4)
    setting = amounts.in_millions if amount % 100_000 == 0 else amounts.worded
    text = f"Kustannusarvio: {dice.pick(('n. ', 'noin ')) if about else ''}{setting(amount)}."
    line = sheet.write(text)
    return Money(amounts=(_stated("estimate", amount, text, line, approximate=about),))


def write_percents(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """Shares of money that is not told: nothing to read, and that is a finding."""
    one, other = (project.parties.payer(dice, project.first.year) for _ in range(2))
    share = dice.between(2, 18) * 5
    text = f"{one.genitive} osuus on {share} % ja {other.genitive} {100 - share} %."
    line = sheet.write(text)
    return Money(findings=(Finding(kind="unread", what="", message="", line=line),))


def write_partner(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """A partner's own budget, and that of all together."""
    setting = dice.pick(amounts.SENTENCES)
    one = project.parties.partner(dice, project.first.year)
    own, whole = dice.between(5, 40) * 1_000, dice.between(100, 900) * 1_000
    text = (
        f"{one.genitive} oma budjetti on {setting(own)}, "
        f"ja hankkeen yhteinen kokonaisbudjetti on {setting(whole)}."
    )
    line = sheet.write(text)
    partner = _stated("partner", own, text, line, party=one)
    return Money(amounts=(partner, _stated("total", whole, text, line)))


def write_through(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """A fund's money, and the office from which it is got."""
    one = office(dice, project.first.year)
    printed, instrument = dice.pick(words.FUNDS_GOT)
    amount = dice.between(5, 900) * 500
    giver = f"{one.genitive.removesuffix('n')}lta"
    lead = dice.pick((f"Hankkeelle on saatu {giver}", f"{giver} on haettu", f"Saatu {giver}"))
    line = sheet.write(f"{lead} {printed} {dice.pick(amounts.SENTENCES)(amount)}.")
    got = Party(printed, one.path, instrument=instrument)
    return Money(allocations=(_allocation(project, got, amount, line, printed),))


def write_range(sheet: Sheet, dice: Dice, _project: Project) -> Money:
    """Between which two amounts the cost lies: no amount to read, and that is a finding."""
    low = dice.between(10, 400) * 1_000
    ends = amounts.spaced(low), amounts.worded(low + dice.between(1, 99) * 1_000)
    joint = dice.pick(("–", "-", " - ", " – ", " tai "))
    line = sheet.write(f"Hankkeen kustannusarvio on {joint.join(ends)}.")
    return Money(findings=(Finding(kind="unread", what="", message="", line=line),))


def write_yearly(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """What somebody gives each year: a part, of a whole that is not told."""
    one = project.parties.partner(dice, project.first.year)
    amount = dice.between(5, 900) * 500
    text = f"{one.genitive} rahoitus on {dice.pick(words.EACH_YEAR)}".format(amounts.spaced(amount))
    line = sheet.write(text)
    return Money(amounts=(_stated("part", amount, text, line, party=one),))


def _given(dice: Dice, project: Project) -> list[tuple[Party, int]]:
    year = project.first.year
    parties = different(project.parties.payer(dice, year) for _ in range(dice.between(2, 3)))
    return [(party, dice.between(5, 900) * 500) for party in parties]


def _allocation(project: Project, one: Party, amount: int, line: int, source: str) -> Allocation:
    """Money without a period of its own takes the project's days (design, named questions)."""
    return Allocation(
        source_as_printed=source,
        amount=Decimal(amount),
        line=line,
        organisation=one.path,
        instrument=one.instrument,
        start=project.start,
        end=project.end,
    )


def _stated(
    kind: str,
    amount: int,
    text: str,
    line: int,
    *,
    party: Party | None = None,
    approximate: bool = False,
) -> StatedAmount:
    return StatedAmount(
        kind=kind,
        amount=Decimal(amount),
        as_printed=text,
        line=line,
        organisation=party.path if party else (),
        approximate=approximate,
    )


def _wrong(whole: int, by: int, line: int) -> Finding:
    return Finding(
        kind="sum",
        what="joint total",
        message="printed wrong on purpose",
        line=line,
        printed=Decimal(whole + by),
        computed=Decimal(whole),
    )
