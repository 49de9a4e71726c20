"""What one page gives: the project, its parts, and where it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from graph.entities import organisation_paths
from graph.pages import PageEntry
from graph.privacy.policy import OVER
from graph.quads.statements import (
    Facts,
    Given,
    Statement,
    about,
    address,
    concept,
    day,
    flag,
    moment,
    money,
    number,
    text,
    worded,
)
from graph.records import (
    Allocation,
    Attachment,
    Contact,
    Day,
    Finding,
    Item,
    OrganisationPath,
    PageRecord,
    Participation,
    Printed,
    PrintedTotal,
    Section,
    StatedAmount,
    WorkPackage,
)
from ontology.iris import Iris, mailbox, telephone
from ontology.terms import Dcterms, Prov, Rdf, Schema, Sk, Vcard

Part = TypeVar("Part")
Positioned = TypeVar("Positioned", Section, Item, WorkPackage)
Numbered = tuple[int, Facts]

PROVENANCE: Final = "provenance"
NOT_RUNNING: Final = OVER | {"planned"}
SHORT_CUTS: Final = (
    ("funder", Sk.funder),
    ("implementer", Sk.implementer),
    ("partner", Sk.partner),
)


def given_by_page(
    record: PageRecord, entry: PageEntry, iris: Iris, language: str, build_day: date
) -> Given:
    """Return all that the page gives on *build_day*, as *entry* names its entities.

    Each statement comes once: every part has a node of its own, and says each thing once.
    """
    return _Page(record, entry, iris, language).given(build_day)


def is_running(record: PageRecord, build_day: date) -> bool:
    """Whether the project runs on *build_day*, by its printed phase and its dates."""
    if record.phase is not None and record.phase.concept in NOT_RUNNING:
        return False
    begun = record.start is None or record.start.value <= build_day
    return begun and (record.end is None or record.end.value >= build_day)


def printed(words: Printed | None) -> Literal | None:
    """Words that stand on the page, or None."""
    return None if words is None else text(words.text)


def dated(printed_day: Day | None) -> Literal | None:
    """The day that a printed date means, or None."""
    return None if printed_day is None else day(printed_day.value)


def counted(parts: Sequence[Part], say: Callable[[Part], Facts]) -> Iterator[Numbered]:
    """What there is to *say* of each part, with the number of its turn, from 1."""
    return ((number, say(part)) for number, part in enumerate(parts, 1))


def placed(parts: Sequence[Positioned], say: Callable[[Positioned], Facts]) -> Iterator[Numbered]:
    """What there is to *say* of each part, with the position that it has on the page."""
    return ((part.position, say(part)) for part in parts)


class _Page:
    """One record on its way to quads."""

    def __init__(self, record: PageRecord, entry: PageEntry, iris: Iris, language: str) -> None:
        self.record = record
        self.entry = entry
        self.iris = iris
        self.language = language
        self.project = iris.entity("project", entry.slug)
        self.source = iris.page(entry.key)
        slugs = zip(organisation_paths(record), entry.organisations, strict=True)
        self.organisations = {path: iris.entity("organisation", slug) for path, slug in slugs}

    def given(self, build_day: date) -> Given:
        return Given(
            default=tuple(self.statements(build_day)),
            graph=self.iris.graph(PROVENANCE),
            named=tuple(about(self.source, self.provenance())),
        )

    def statements(self, build_day: date) -> Iterator[Statement]:
        record, parts = self.record, self.parts
        yield from about(self.project, self.project_facts(build_day))
        yield from about(self.project, self.short_cuts())
        yield from about(self.source, self.source_page())
        yield from parts(
            Sk.participation, "participation", counted(record.participations, self.participation)
        )
        yield from parts(Sk.funding, "funding", counted(record.allocations, self.allocation))
        yield from parts(Sk.printedTotal, "total", counted(record.totals, self.total))
        yield from parts(Sk.statedAmount, "amount", counted(record.amounts, self.amount))
        yield from parts(Sk.contact, "contact", self.contacts())
        yield from parts(Sk.section, "section", placed(record.sections, self.section))
        yield from parts(Sk.objective, "objective", placed(record.objectives, self.item))
        yield from parts(Sk.expectedResult, "result", placed(record.results, self.item))
        yield from parts(
            Sk.workPackage, "work-package", placed(record.work_packages, self.work_package)
        )
        yield from parts(Sk.attachment, "attachment", counted(record.attachments, self.attachment))
        yield from parts(Sk.finding, "finding", counted(record.findings, self.finding))

    def parts(self, link: NamedNode, kind: str, parts: Iterable[Numbered]) -> Iterator[Statement]:
        for position, facts in parts:
            node = self.iris.part(self.project, kind, position)
            yield self.project, link, node
            yield from about(node, facts)

    def project_facts(self, build_day: date) -> Facts:
        record = self.record
        yield Rdf.type, Sk.Project
        yield Dcterms.title, worded(record.name.text, self.language)
        yield Sk.typeAsPrinted, printed(record.type)
        yield Schema.startDate, dated(record.start)
        yield Schema.endDate, dated(record.end)
        yield Sk.running, flag(is_running(record, build_day))
        yield Sk.logosAsPrinted, printed(record.logos)
        yield Prov.wasDerivedFrom, self.source
        if record.portfolio is not None:
            yield Sk.portfolio, self.iris.entity("portfolio", self.entry.portfolio)
            yield Sk.portfolioAsPrinted, text(record.portfolio.as_printed)
        if record.phase is not None:
            yield Sk.phase, concept("phase", record.phase.concept)
            yield Sk.phaseAsPrinted, text(record.phase.as_printed)

    def short_cuts(self) -> Facts:
        """From the project straight to each organisation, once for each role."""
        predicates = dict(SHORT_CUTS)
        found = (
            (predicates[part.role], self.organisations[part.organisation])
            for part in self.record.participations
            if part.organisation and part.role in predicates
        )
        return dict.fromkeys(found)

    def source_page(self) -> Facts:
        return (Rdf.type, Sk.SourcePage), (Schema.url, address(self.record.source.address))

    def provenance(self) -> Facts:
        source = self.record.source
        return (
            (Sk.fileName, text(source.file_name)),
            (Sk.sha256, text(source.sha256)),
            (Sk.encoding, text(source.encoding)),
            (Prov.generatedAtTime, moment(self.entry.read_at)),
        )

    def organisation(self, path: OrganisationPath) -> NamedNode | None:
        return self.organisations.get(path)

    def participation(self, part: Participation) -> Facts:
        return (
            (Rdf.type, Sk.Participation),
            (Sk.role, concept("role", part.role)),
            (Sk.asPrinted, text(part.as_printed)),
            (Sk.organisation, self.organisation(part.organisation)),
            (Sk.programme, text(part.programme)),
            (Sk.instrument, concept("instrument", part.instrument)),
            (Sk.inferred, flag(part.inferred)),
            (Sk.line, number(part.line)),
        )

    def allocation(self, part: Allocation) -> Facts:
        return (
            (Rdf.type, Sk.FundingAllocation),
            (Sk.sourceAsPrinted, text(part.source_as_printed)),
            (Sk.organisation, self.organisation(part.organisation)),
            (Sk.programme, text(part.programme)),
            (Sk.instrument, concept("instrument", part.instrument)),
            (Sk.mixed, flag(part.mixed)),
            (Sk.sharePercent, money(part.share_percent)),
            (Schema.startDate, day(part.start)),
            (Schema.endDate, day(part.end)),
            (Sk.amount, money(part.amount)),
            (Sk.currency, text(part.currency)),
            (Sk.approximate, flag(part.approximate)),
            (Sk.line, number(part.line)),
        )

    def total(self, part: PrintedTotal) -> Facts:
        computed = part.computed
        return (
            (Rdf.type, Sk.PrintedTotal),
            (Sk.sourceAsPrinted, text(part.source_as_printed)),
            (Schema.startDate, day(part.start)),
            (Schema.endDate, day(part.end)),
            (Sk.printed, money(part.printed)),
            (Sk.computed, money(computed)),
            (Sk.difference, None if computed is None else money(part.printed - computed)),
            (Sk.currency, text(part.currency)),
            (Sk.line, number(part.line)),
        )

    def amount(self, part: StatedAmount) -> Facts:
        return (
            (Rdf.type, Sk.StatedAmount),
            (Sk.amountKind, concept("amount", part.kind)),
            (Sk.asPrinted, text(part.as_printed)),
            (Sk.organisation, self.organisation(part.organisation)),
            (Sk.amount, money(part.amount)),
            (Sk.currency, text(part.currency)),
            (Sk.approximate, flag(part.approximate)),
            (Sk.line, number(part.line)),
        )

    def contacts(self) -> Iterable[Numbered]:
        people = zip(self.record.contacts, self.entry.people, strict=True)
        named = [
            (part, self.iris.entity("person", slug) if slug else None) for part, slug in people
        ]
        return counted(named, self.contact)

    def contact(self, named: tuple[Contact, NamedNode | None]) -> Facts:
        part, person = named
        return (
            (Rdf.type, Sk.ContactRole),
            (Sk.person, person),
            (Sk.roleAsPrinted, text(part.role)),
            (Sk.titleAsPrinted, text(part.title)),
            (Sk.organisation, self.organisation(part.organisation)),
            (Vcard.hasTelephone, telephone(part.phone) if part.phone else None),
            (Vcard.hasEmail, mailbox(part.email) if part.email else None),
            (Sk.emailDerived, flag(part.email_derived) if part.email else None),
            (Sk.line, number(part.line)),
        )

    def section(self, part: Section) -> Facts:
        return (
            (Rdf.type, Sk.Section),
            (Sk.position, number(part.position)),
            (Sk.heading, text(part.heading)),
            (Sk.text, worded(part.text, self.language)),
            (Sk.line, number(part.line)),
        )

    def item(self, part: Item) -> Facts:
        return (
            (Rdf.type, Sk.TextItem),
            (Sk.position, number(part.position)),
            (Sk.label, text(part.label)),
            (Sk.text, worded(part.text, self.language)),
            (Sk.line, number(part.line)),
        )

    def work_package(self, part: WorkPackage) -> Facts:
        return (
            (Rdf.type, Sk.WorkPackage),
            (Sk.position, number(part.position)),
            (Sk.label, text(part.label)),
            (Dcterms.title, worded(part.title, self.language)),
            (Dcterms.description, worded(part.description, self.language)),
            (Sk.line, number(part.line)),
        )

    def attachment(self, part: Attachment) -> Facts:
        return (
            (Rdf.type, Sk.Attachment),
            (Sk.attachmentKind, text(part.kind)),
            (Dcterms.title, worded(part.title, self.language)),
            (Sk.fileName, text(part.file_name)),
            (Sk.mediaType, text(part.media_type)),
            (Sk.sizeAsPrinted, text(part.size_as_printed)),
            (Schema.url, address(part.url)),
            (Sk.line, number(part.line)),
        )

    def finding(self, part: Finding) -> Facts:
        return (
            (Rdf.type, Sk.Finding),
            (Sk.findingKind, concept("finding", part.kind)),
            (Sk.what, text(part.what)),
            (Sk.sourceAsPrinted, text(part.source_as_printed)),
            (Sk.printed, money(part.printed)),
            (Sk.computed, money(part.computed)),
            (Sk.line, number(part.line)),
            (Sk.message, worded(part.message, "en")),
        )
