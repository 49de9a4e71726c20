"""What one generation says otherwise than another: projects that came, changed and went."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import msgspec

from graph.generations.generation import Generation
from graph.generations.segments import unpack
from graph.pages import PageEntry
from graph.records import PageRecord

How = Literal["added", "changed", "withdrawn"]

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name",),
    "type": ("type",),
    "portfolio": ("portfolio",),
    "phase": ("phase",),
    "dates": ("start", "end"),
    "participants": ("participations",),
    "money": ("allocations", "totals", "amounts"),
    "contacts": ("contacts",),
    "attachments": ("attachments", "logos"),
    "text": ("sections", "objectives", "results", "work_packages"),
    "findings": ("findings",),
}
"""What of a project may change, and the fields of its record that say so."""


class ProjectChange(msgspec.Struct, frozen=True):
    """A project that is new, no more there, or another in some *parts*, words of PARTS."""

    slug: str
    name: str
    how: How
    parts: tuple[str, ...] = ()


def changes(newer: Generation, older: Generation) -> Iterator[ProjectChange]:
    """Yield how each project changed from *older* to *newer*, in no particular order.

    Pages whose records the two share are not looked at: after a small build that is nearly all.
    """
    for name, segment in zip(newer.manifest.segments, newer.records.segments, strict=True):
        if name not in older.manifest.segments:
            for entry in segment.entries():
                if newer.records.entry(entry.key) == entry:
                    yield from _change(entry, newer, older)


def _change(entry: PageEntry, newer: Generation, older: Generation) -> Iterator[ProjectChange]:
    before = older.records.entry(entry.key)
    was_there = before is not None and not before.withdrawn
    if entry.withdrawn:
        if was_there:
            yield ProjectChange(entry.slug, entry.name, "withdrawn")
        return
    if not was_there:
        yield ProjectChange(entry.slug, entry.name, "added")
        return
    new, old = newer.records.content(entry.key), older.records.content(entry.key)
    if new and old and new != old and (parts := tuple(changed_parts(unpack(old), unpack(new)))):
        yield ProjectChange(entry.slug, entry.name, "changed", parts)


def changed_parts(old: PageRecord, new: PageRecord) -> Iterator[str]:
    """Yield the words of PARTS in which two records differ, wherever on the page it stands."""
    before, after = (
        _without_lines(msgspec.to_builtins(old)),
        _without_lines(msgspec.to_builtins(new)),
    )
    for part, fields in PARTS.items():
        if any(before[field] != after[field] for field in fields):
            yield part


def _without_lines(value: Any) -> Any:
    """A record without the numbers of lines, which move when anything above them changes."""
    if isinstance(value, dict):
        return {name: _without_lines(part) for name, part in value.items() if name != "line"}
    return [_without_lines(part) for part in value] if isinstance(value, list | tuple) else value
