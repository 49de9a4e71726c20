"""Forgetting a person: out of every record, every generation and the ledger, for good."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.build.building import make_generation, silent
from graph.build.gathering import Gathering
from graph.build.ground import Ground, ground
from graph.build.options import BuildOptions, Progress
from graph.build.patching import pages_naming
from graph.errors import UnknownEntity
from graph.generations.generation import Generation
from graph.identity.ledger import Oblivion
from graph.names.keys import key as name_key
from graph.privacy.forgetting import EVERYBODY, name_signs, page_sign
from ontology.iris import Iris
from ontology.terms import Foaf


class ForgetReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was forgotten: under which *slugs*, on how many *pages*, and the new *generation*."""

    slugs: tuple[str, ...]
    pages: int
    generation: str


def forget(
    folder: Path, person: str, options: BuildOptions, progress: Progress = silent
) -> ForgetReport:
    """Take *person* out of the data directory *folder*, and keep them out of later builds.

    A slug or an IRI means one person, a name everybody who bears it. Older generations are
    dropped. Raises UnknownEntity when nobody is meant, DataDirectoryError.
    """
    with ground(folder, options, progress) as laid:
        if laid.base is None:
            raise UnknownEntity(f"{folder}: nothing is published here, so nobody can be forgotten")
        oblivion = _oblivion(person, laid, laid.base)
        forgetful = _forgetful(laid, oblivion)
        gathering = _scrubbed(forgetful, laid.base)
        if not (gathering.altered or oblivion.slugs):
            raise UnknownEntity(f"{folder}: {person}: nobody of that name, slug or IRI is here")
        manifest = make_generation(forgetful, gathering, oblivion=oblivion)
        return ForgetReport(
            slugs=tuple(sorted(oblivion.slugs)),
            pages=gathering.altered,
            generation=manifest.id if manifest else "",
        )


def _forgetful(laid: Ground, oblivion: Oblivion) -> Ground:
    """The ground of a build that keeps the forgotten out."""
    forgotten = _merged(laid.context.forgotten, oblivion.signs)
    context = msgspec.structs.replace(laid.context, forgotten=forgotten)
    return dataclasses.replace(laid, context=context)


def _scrubbed(laid: Ground, base: Generation) -> Gathering:
    """Every page of *base*, without the forgotten."""
    gathering = Gathering(laid.segment_path, laid.context, laid.crew, laid.progress)
    standing = (entry for entry in base.records.entries() if not entry.withdrawn)
    gathering.carry(standing, base.records, base.manifest.counts.projects)
    return gathering


def _oblivion(person: str, laid: Ground, base: Generation) -> Oblivion:
    """Who is meant by *person*, and what they will be known by."""
    store = base.open_store()
    place = laid.iris.place(person)
    slug = place[1] if place and place[0] == "person" else person
    slug = laid.ledger.redirect("person", slug) or slug
    names = dict(_people(store, laid.iris))
    if slug in names:
        name = names[slug]
        pages = map(base.records.with_slug, pages_naming(slug, store, laid.iris))
        here = {page_sign(name, page.key, laid.context.secret) for page in pages if page}
        meant = laid.ledger.signs(slug) | here
        slugs = {slug}
    else:
        name, meant = person, frozenset({EVERYBODY})
        slugs = {slug for slug, known in names.items() if name_key(known) == name_key(person)}
    former = {old for slug in slugs for old in laid.ledger.former("person", slug)}
    signs = dict.fromkeys(name_signs(name, laid.context.secret), meant)
    return Oblivion(slugs=frozenset(slugs | former), signs=signs)


def _people(store: Store, iris: Iris) -> Iterator[tuple[str, str]]:
    """Yield the slug and the name of every person in the *store*."""
    for quad in store.quads_for_pattern(None, Foaf.name, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            place = iris.place(quad.subject.value)
            if place is not None:
                yield place[1], quad.object.value


def _merged(
    known: Mapping[bytes, frozenset[bytes]], new: Mapping[bytes, frozenset[bytes]]
) -> dict[bytes, frozenset[bytes]]:
    nobody: frozenset[bytes] = frozenset()
    return {name: known.get(name, nobody) | new.get(name, nobody) for name in {*known, *new}}
