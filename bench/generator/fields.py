"""The labelled fields of a page but abstract, dates and contacts."""

from bench.generator import words
from bench.generator.dice import Dice
from bench.generator.money import different
from bench.generator.parties import Parties
from bench.generator.prose import project_name
from bench.generator.sheet import Sheet
from graph.records import Attachment, Participation, Phase, Portfolio, Printed

FOOT = "© Salkku - koneen kirjoittama hanke - palaute@example.fi"
LABELS = {"funder": "Rahoittajat", "implementer": "Toteuttajat"}


def write_name(sheet: Sheet, dice: Dice, *, labelled: bool) -> Printed:
    """The project's name as a title and, if *labelled*, once more beside its label."""
    name = project_name(dice)
    sheet.space()
    title = sheet.write(name)
    for line in ("*", "\u00a0"):
        sheet.write(line)
    return Printed(name, sheet.label("Hankkeen nimi", name) if labelled else title)


def write_type(sheet: Sheet, dice: Dice) -> Printed:
    """The project's type."""
    text = dice.pick(words.TYPES)
    return Printed(text, sheet.label("Hanketyyppi", text))


def write_portfolio(sheet: Sheet, dice: Dice) -> Portfolio:
    """The portfolio, mostly with its years."""
    name, first, last = dice.pick(words.PORTFOLIOS)
    if dice.chance(0.1):
        return Portfolio(as_printed=name, name=name, line=sheet.label("Salkku", name))
    printed = f"{name} {first}{dice.pick(('-', '-', '–', ' - '))}{last}"
    line = sheet.label("Salkku", f"{printed}\u00a0")
    return Portfolio(as_printed=printed, name=name, line=line, start_year=first, end_year=last)


def write_phase(sheet: Sheet, dice: Dice) -> Phase:
    """The phase."""
    printed, concept = dice.pick(words.PHASES)
    return Phase(concept=concept, as_printed=printed, line=sheet.label("Käsittelyvaihe", printed))


def write_participants(
    sheet: Sheet, dice: Dice, parties: Parties, role: str, year: int
) -> tuple[Participation, ...]:
    """The list of those who took part as *role*."""
    named = different(
        parties.member(dice, year) for _ in range(dice.between(1, sheet.length.parties))
    )
    first, *others = [one.printed for one in named]
    if dice.chance(0.85):
        sheet.label(LABELS[role])
        lines = [sheet.write(first)]
    else:
        lines = [sheet.label(LABELS[role], first)]
    lines += [sheet.write(other) for other in others]
    return tuple(
        Participation(
            role=role,
            as_printed=one.printed,
            line=line,
            organisation=one.path,
            programme=one.programme,
            instrument=one.instrument,
            inferred=one.inferred,
        )
        for one, line in zip(named, lines, strict=True)
    )


def write_attachments(sheet: Sheet, dice: Dice) -> tuple[Attachment, ...]:
    """The list of files and links, which may be empty."""
    sheet.label("Liitteet")
    shapes = (_write_file, _write_file, _write_link)
    return tuple(
        dice.pick(shapes)(sheet, dice) for _ in range(dice.between(0, sheet.length.attachments))
    )


def _write_file(sheet: Sheet, dice: Dice) -> Attachment:
    title = dice.pick(words.FILE_TITLES)
    name, media_type = dice.pick(words.FILE_NAMES)
    size = f"{dice.between(9, 9999):,} {dice.pick(('kt', 'kt', 'Mt'))}".replace(",", " ")
    return Attachment(
        kind="file",
        title=title,
        line=sheet.write(sheet.style.run.join((title, name, size))),
        file_name=name,
        media_type=media_type,
        size_as_printed=size,
    )


def _write_link(sheet: Sheet, dice: Dice) -> Attachment:
    title = dice.pick(words.LINK_TITLES)
    line = sheet.write(f"{title}{sheet.style.run}Linkki{sheet.style.run}")
    return Attachment(kind="link", title=title, line=line)


def write_foot(sheet: Sheet, dice: Dice) -> Printed | None:
    """The logos, if any, and the lines below."""
    logos = dice.pick(words.LOGOS)
    sheet.write("Logot \u00a0 \u00a0")
    line = sheet.write(f"\u00a0 {logos}" if logos else "\u00a0")
    for text in ("\u00a0 \u00a0", "*", FOOT):
        sheet.write(text)
    return Printed(logos, line) if logos else None
