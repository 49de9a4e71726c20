"""Forgetting a person: out of every record, write, generation and the ledger, for good."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.build.building import make_generation, silent
from graph.build.gathering import Gathering
from graph.build.ground import Ground, lay_ground
from graph.build.options import BuildOptions, Progress
from graph.build.patching import pages_naming
from graph.errors import UnknownEntity
from graph.generations.generation import Generation
from graph.generations.journal import Journal
from graph.identity.ledger import Oblivion
from graph.names.keys import key as name_key
from graph.privacy.forgetting import EVERYBODY, Forgetting, name_signs, page_sign
from graph.privacy.masks import Mask
from graph.writes.audit import cover
from graph.writes.forgetting import Traces, forget_in_writes, without
from ontology.iris import Iris, email_of, phone_of
from ontology.terms import Foaf, Sk


class ForgetReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was forgotten: under which *slugs*, on how many *pages*, and the new *generation*.

    *written*: something about the person stood in writes too.
    """

    slugs: tuple[str, ...]
    pages: int
    generation: str
    written: bool


def forget(
    folder: Path, person: str, options: BuildOptions, progress: Progress = silent
) -> ForgetReport:
    """Take *person* out of the data directory *folder*, and keep them out of later builds.

    A slug or an IRI means one person, a name everybody who bears it. Older generations are
    dropped. Raises UnknownEntity when nobody is meant, DataDirectoryError.
    """
    with lay_ground(folder, options, progress) as ground:
        if ground.base is None:
            raise UnknownEntity(f"{folder}: nothing is published here, so nobody can be forgotten")
        name, oblivion = _oblivion(person, ground, ground.base)
        mask = _mask(ground, ground.base, name, oblivion)
        head = forget_in_writes(Journal(ground.directory.path), ground.head, mask)
        forgetful = _forgetful(ground, oblivion, head)
        gathering = _scrubbed(forgetful, ground.base)
        written = forgetful.head != ground.head
        if not (gathering.altered or oblivion.slugs or written):
            raise UnknownEntity(f"{folder}: {person}: nobody of that name, slug or IRI is here")
        cover(folder, mask)
        manifest = make_generation(forgetful, gathering, oblivion=oblivion)
        return ForgetReport(
            slugs=tuple(sorted(oblivion.slugs)),
            pages=gathering.altered,
            generation=manifest.id if manifest else "",
            written=written,
        )


def _forgetful(ground: Ground, oblivion: Oblivion, head: str) -> Ground:
    """The ground of a build that keeps the forgotten out, with the writes up to *head*."""
    forgotten = _merged(ground.context.forgotten, oblivion.signs)
    context = msgspec.structs.replace(ground.context, forgotten=forgotten)
    return dataclasses.replace(ground, context=context, head=head)


def _mask(ground: Ground, base: Generation, name: str, oblivion: Oblivion) -> Mask:
    """What masks the person in everything that was written."""
    store = base.open_store()
    contacts = [*_contacts(store, ground.iris, oblivion.slugs)]
    traces = Traces(
        name=name,
        slugs=oblivion.slugs,
        phones=frozenset(told for told in map(phone_of, contacts) if told),
        emails=frozenset(told for told in map(email_of, contacts) if told),
    )
    everywhere = dict.fromkeys(oblivion.signs, frozenset({EVERYBODY}))
    return without(traces, Forgetting(everywhere, ground.context.secret))


def _contacts(store: Store, iris: Iris, slugs: Iterable[str]) -> Iterator[NamedNode]:
    """Yield the IRIs that the *store* gives of people, and of what they are contacts as."""
    for slug in slugs:
        person = iris.entity("person", slug)
        roles = store.quads_for_pattern(None, Sk.person, person, DefaultGraph())
        for node in (person, *(quad.subject for quad in roles)):
            for quad in store.quads_for_pattern(node, None, None, None):
                if isinstance(quad.object, NamedNode):
                    yield quad.object


def _scrubbed(ground: Ground, base: Generation) -> Gathering:
    """Every page of *base*, without the forgotten."""
    gathering = Gathering(ground.segment_path, ground.context, ground.crew, ground.progress)
    standing = (entry for entry in base.records.entries() if not entry.withdrawn)
    gathering.carry(standing, base.records, base.manifest.counts.projects)
    return gathering


def _oblivion(person: str, ground: Ground, base: Generation) -> tuple[str, Oblivion]:
    """The name of whoever is meant by *person*, and what they will be known by."""
    store = base.open_store()
    place = ground.iris.place(person)
    slug = place[1] if place and place[0] == "person" else person
    slug = ground.ledger.redirect("person", slug) or slug
    names = dict(_people(store, ground.iris))
    if slug in names:
        name = names[slug]
        pages = map(base.records.with_slug, pages_naming(slug, store, ground.iris))
        here = {page_sign(name, page.key, ground.context.secret) for page in pages if page}
        meant = ground.ledger.signs(slug) | here
        slugs = {slug}
    else:
        name, meant = person, frozenset({EVERYBODY})
        slugs = {slug for slug, known in names.items() if name_key(known) == name_key(person)}
    former = {old for slug in slugs for old in ground.ledger.former("person", slug)}
    signs = dict.fromkeys(name_signs(name, ground.context.secret), meant)
    return name, Oblivion(slugs=frozenset(slugs | former), signs=signs)


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
