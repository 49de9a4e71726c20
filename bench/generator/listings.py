"""Money in short lines: by partner, by year below who grants it, planned beside what came of it."""

from datetime import date
from decimal import Decimal

from bench.generator import amounts
from bench.generator.dice import Dice
from bench.generator.money import Money, Project, different
from bench.generator.parties import Party
from bench.generator.sheet import Sheet
from graph.records import Allocation, Finding, PrintedTotal, StatedAmount


def write_budgets(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """Every partner's own budget with its parts and their sum, and that of all together."""
    setting = dice.pick(amounts.SENTENCES)
    year = project.first.year
    partners = different(project.parties.partner(dice, year) for _ in range(dice.between(2, 3)))
    stated: list[StatedAmount] = []
    for one in partners:
        given, own = dice.between(20, 400) * 500, dice.between(20, 200) * 500
        sums = f"{dice.pick(('yht.', 'yhteensä'))} {setting(given + own)}"
        line = sheet.write(f"{one.printed}: EU {setting(given)}, oma {setting(own)}, {sums}")
        stated += (_amount("part", given, line), _amount("part", own, line))
        stated.append(_amount("partner", given + own, line, one))
    whole = sum(one.amount for one in stated if one.kind == "partner")
    line = sheet.write(f"Hankkeen yhteinen budjetti on {setting(int(whole))}.")
    return Money(amounts=(*stated, _amount("total", int(whole), line)))


def write_granted(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """Who has granted the money, and below it how much each year."""
    setting = dice.pick((amounts.signed, amounts.worded))
    payer = project.parties.payer(dice, project.first.year)
    what = dice.pick(("avustusta", "hankkeelle valtionavustusta", "hankkeelle rahoitusta"))
    sheet.write(f"{payer.printed} on myöntänyt {what}:")
    joint = dice.pick((" ", ": "))
    given = []
    for year in range(project.first.year, project.last.year + 1):
        amount = dice.between(20, 900) * 500
        line = sheet.write(f"{year}{joint}{setting(amount)}")
        given.append(_allocation(payer, amount, line, date(year, 1, 1), date(year, 12, 31)))
    return Money(allocations=tuple(given))


def write_outcome_beside(sheet: Sheet, dice: Dice, project: Project) -> Money:
    """A table with a column of the plan and one of what came of it, which is told only once."""
    year = project.first.year
    setting = dice.pick((amounts.spaced, amounts.plain))
    payers = different(project.parties.payer(dice, year) for _ in range(dice.between(2, 3)))
    sheet.write("Rahoittaja")
    sheet.write(dice.pick(("Budjetti", "Suunniteltu")))
    line = sheet.write(dice.pick(("Toteuma", "Toteutunut")))
    again = Finding(kind="duplicate", what="", message="", line=line)
    given, spent = [], 0
    for one in payers:
        amount, less = dice.between(40, 900) * 500, dice.between(1, 30) * 100
        sheet.write(one.printed)
        line = sheet.write(setting(amount))
        sheet.write(setting(amount - less))
        given.append(_allocation(one, amount, line, project.start, project.end))
        spent += amount - less
    whole = sum((one.amount for one in given), Decimal(0))
    sheet.write("Yhteensä")
    line = sheet.write(setting(int(whole)))
    total = PrintedTotal(printed=whole, line=line, computed=whole)
    by = dice.pick((0, 0, 100))
    line = sheet.write(setting(spent + by))
    slips = (_slip(spent + by, spent, line),) if by else ()
    return Money(allocations=tuple(given), totals=(total,), findings=(again, *slips))


def _slip(printed: int, computed: int, line: int) -> Finding:
    """The finding that the sum of what came of a plan is not that of its column."""
    return Finding(
        kind="sum",
        what="column total",
        message="printed wrong on purpose",
        line=line,
        printed=Decimal(printed),
        computed=Decimal(computed),
    )


def _allocation(
    one: Party, amount: int, line: int, start: date | None, end: date | None
) -> Allocation:
    return Allocation(
        source_as_printed=one.printed,
        amount=Decimal(amount),
        line=line,
        organisation=one.path,
        instrument=one.instrument,
        start=start,
        end=end,
    )


def _amount(kind: str, amount: int, line: int, party: Party | None = None) -> StatedAmount:
    return StatedAmount(
        kind=kind,
        amount=Decimal(amount),
        as_printed="",
        line=line,
        organisation=party.path if party else (),
    )
