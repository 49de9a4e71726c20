"""Registers made by hand, and linkers simple enough to know what they will propose."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec
import pytest

from graph.entities import Organisation
from graph.generations.directory import DataDirectory
from graph.links import linkers, thresholds
from graph.links.link import Conflict, Proposal
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.registers.entry import Entry, Identifier, Name
from graph.registers.kept import ABOUT, ENTRIES, FOLDER, GRAPH, About, Registers
from ontology.registers import CC0, eura, yso
from ontology.terms import Skos

LOADED = datetime(2026, 11, 20, 8, tzinfo=UTC)
CONCEPTS = {"kokeilu": "p1", "uusi": "p2", "toimintatapa": "p3"}
"""Words of made pages, and the concepts that they stand for."""


class WordLinker:
    """Proposes as subjects the concepts whose label stands in the name of a project."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        del book
        return cls([*registers["yso"].entries()]) if "yso" in registers else None

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        said = record.name.text.casefold()
        for entry in self._entries:
            if entry.names[0].text in said:
                yield Proposal(
                    register="yso",
                    relation="subject",
                    target=entry.iri,
                    score=0.95 if record.name.text.isupper() else 0.7,
                    method="label",
                    evidence=(f"name: {record.name.text}",),
                )


class RecordLinker:
    """Proposes a record of a project for every page, and says when it ends on another day."""

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        del book
        return cls() if "eura" in registers else None

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        end = record.end.value.isoformat() if record.end else ""
        people = [f"contact: {contact.name}" for contact in record.contacts if contact.name]
        yield Proposal(
            register="eura",
            relation="registerRecord",
            target=eura(f"S{len(record.key):05}").value,
            score=0.95,
            method="record",
            evidence=(f"key: {record.key}", *people),
            conflicts=(Conflict(what="end date", ours=end, theirs="2027-06-30"),) if end else (),
        )


class NumberLinker:
    """Proposes a number for every legal entity; a person is asked about most of them."""

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        del book
        return cls() if "ytunnus" in registers else None

    def propose(self, organisation: Organisation) -> Iterator[Proposal]:
        if not organisation.parent:
            yield Proposal(
                register="ytunnus",
                relation="identifier",
                target="0000000-0",
                scheme="ytunnus",
                score=0.95 if organisation.name.isupper() else 0.7,
                method="name",
                evidence=(f"name: {organisation.name}",),
            )


def keep_register(data: Path, name: str, words: dict[str, str]) -> str:
    """Put a register of *words*, each with the slug of its concept, among the kept ones."""
    entries = [
        Entry(
            kind="concept",
            names=(Name(word, "fi"),),
            iri=yso(slug).value,
            identifiers=(Identifier("yso", slug),),
        )
        for word, slug in words.items()
    ]
    lines = [f'{yso(slug)} {Skos.prefLabel} "{word}"@fi .' for word, slug in words.items()]
    content = msgspec.msgpack.encode(entries)
    digest = hashlib.sha256(content).hexdigest()[:12]
    folder = data / FOLDER / f"{name}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ENTRIES).write_bytes(content)
    (folder / GRAPH).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    about = About(
        name=name,
        source="made.json",
        version="1",
        licence=CC0,
        read_at=LOADED,
        digest=digest,
        entries=len(entries),
        triples=len(lines),
    )
    (folder / ABOUT).write_bytes(msgspec.json.encode(about))
    return digest


def load(data: Path, *names: str, words: dict[str, str] | None = None) -> None:
    """Let the data directory name these registers and no others, made of *words*."""
    directory = DataDirectory.open(data)
    digests = {name: keep_register(data, name, words or CONCEPTS) for name in names}
    directory.store_settings(msgspec.structs.replace(directory.settings, registers=digests))


@pytest.fixture
def made_linkers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be the linkers of this module, and no others, all weighed as is usual."""
    monkeypatch.setattr(thresholds, "THRESHOLDS", {})
    monkeypatch.setattr(linkers, "PROJECTS", (WordLinker.of, RecordLinker.of))
    monkeypatch.setattr(linkers, "ORGANISATIONS", (NumberLinker.of,))
