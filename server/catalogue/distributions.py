"""The files of the data set as distributions: each with its format, address, size and checksum."""

from collections.abc import Iterator

from flask import url_for
from pyoxigraph import Literal, NamedNode, Triple

from graph.dumps.kept import KeptFile
from ontology import authority
from ontology.terms import Dcat, Dcatap, Dcterms, Rdf, Spdx
from server.catalogue.described import Described
from server.catalogue.files import ending_of, format_of, title
from server.catalogue.telling import about, in_each_language, moment, told_in_each
from server.display.texts import gettext


def distributions(described: Described) -> Iterator[Triple]:
    """Every file that is offered; size and checksum of those that are there."""
    for name in described.dumps.offered:
        yield from _distribution(described, name)
        if name in described.kept:
            yield from _measured(described, described.kept[name])
        else:
            yield from _waiting(described, name)


def address(described: Described, name: str) -> str:
    """Where the file *name* of the generation is downloaded."""
    generation = described.snapshot.id
    return url_for("catalogue.file", generation=generation, name=name, _external=True)


def _distribution(described: Described, name: str) -> Iterator[Triple]:
    node, time = described.iris.catalogue(name), moment(described.snapshot.generation.time)
    folder = url_for("catalogue.files", generation=described.snapshot.id, _external=True)
    yield from about(described.dataset, (Dcat.distribution, node))
    yield from about(
        node,
        (Rdf.type, Dcat.Distribution),
        *_titles(described, name),
        (Dcat.accessURL, NamedNode(folder)),
        (Dcat.downloadURL, NamedNode(address(described, name))),
        (Dcat.mediaType, authority.media_type(format_of(name).media_type)),
        (Dcterms.format, authority.file_type(ending_of(name))),
        (Dcterms.license, described.licence),
        (Dcterms.modified, time),
        (Dcatap.availability, authority.STABLE),
    )


def _titles(described: Described, name: str) -> Iterator[tuple[NamedNode, Literal]]:
    library, written = described.snapshot.library, format_of(name).title
    for tag, _ in told_in_each(str):
        yield Dcterms.title, Literal(f"{title(name, library, tag)} ({written})", language=tag)


def _waiting(described: Described, name: str) -> Iterator[Triple]:
    """That the file is not there yet, and how one comes by it."""
    yield from about(
        described.iris.catalogue(name),
        *in_each_language(
            Dcterms.description,
            lambda: gettext(
                "Made when it is asked for: until it is there, the address answers 503 and says"
                " when to come back."
            ),
        ),
    )


def _measured(described: Described, file: KeptFile) -> Iterator[Triple]:
    node = described.iris.catalogue(file.name)
    checksum = described.iris.catalogue(f"{file.name}-checksum")
    profile = described.profile
    yield from about(node, (Dcat.byteSize, profile.size(file)), (Spdx.checksum, checksum))
    yield from about(
        checksum,
        (Rdf.type, Spdx.Checksum),
        (Spdx.algorithm, profile.algorithm),
        (Spdx.checksumValue, profile.checksum(file)),
    )
