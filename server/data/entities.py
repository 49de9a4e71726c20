"""From a kind and a slug to the entity: there, moved, withdrawn, or unknown."""

from http import HTTPStatus
from urllib.parse import unquote

from flask import abort, redirect, request, url_for

from graph.errors import UnknownEntity
from server.addresses import MANY, iri_of, with_parameters
from server.data.rows import Row
from server.errors import Withdrawn
from server.snapshot import Snapshot


def find(snapshot: Snapshot, kind: str, slug: str, language: str = "") -> Row:
    """Return the row of the entity in the named question that lists its kind.

    Its names are in *language* where they are known in it.

    For a source page that is the row of its project. Raises Withdrawn for a withdrawn project and
    UnknownEntity for what never was. An entity that goes by another slug now is answered with a
    redirect to the same address with that slug.
    """
    iri = _iri(snapshot, kind, slug)
    for row in _rows(snapshot, kind, iri, language):
        return row
    tombstone = snapshot.generation.withdrawn(slug) if kind == "project" else None
    if tombstone:
        raise Withdrawn(tombstone)
    successor = snapshot.generation.redirect(kind, slug)
    if successor and successor != slug:
        _move(successor)
    raise UnknownEntity(f"{iri}: the register holds no such thing")


def _iri(snapshot: Snapshot, kind: str, slug: str) -> str:
    """The IRI of an entity; a slug from an address may hold letters that no IRI may."""
    try:
        return iri_of(snapshot.generation.iris, kind, slug)
    except ValueError as error:
        raise UnknownEntity(f"{kind} {slug!r}: the register holds no such thing") from error


def _rows(snapshot: Snapshot, kind: str, iri: str, language: str) -> list[Row]:
    if kind == "page":
        entry = snapshot.generation.records.entry(unquote(iri.rpartition("/")[2]))
        slugs = [entry.slug] if entry and not entry.withdrawn else []
        return [row for slug in slugs for row in snapshot.rows("projects", project=slug)]
    return snapshot.rows(MANY[kind], **{kind: iri}, lang=language) if kind in MANY else []


def _move(slug: str) -> None:
    place = url_for(request.endpoint or "", **{**(request.view_args or {}), "slug": slug})
    address = with_parameters(place, request.args)
    abort(redirect(address, HTTPStatus.PERMANENT_REDIRECT))
