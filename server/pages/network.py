"""The page of a network: a graph that a script draws, and the same as a table beside it."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import g, render_template, request, url_for
from msgspec.structs import replace
from werkzeug.datastructures import MultiDict

from graph.search.collation import finnish
from graph.search.found import Hit
from graph.search.wish import Wish
from graph.values import concept_words
from ontology.iris import concept
from server.addresses import with_parameters
from server.display.labels import Labels
from server.display.texts import gettext
from server.lists.facets import chips, named
from server.lists.paging import page_of
from server.lists.rows import Names
from server.lists.selection import ProjectChoice
from server.network.asking import settled, told_network
from server.network.files import FILES
from server.network.network import Tie
from server.network.telling import ToldNetwork
from server.network.wish import ALL, SIZES, TIES, Entity, NetworkWish
from server.snapshot import current

PAGE: Final = "pages.network"
ROWS: Final = 20
FOUND: Final = 8
"""How many things are offered to start from for the words that were sought."""


def network_page(labels: Labels) -> Callable[[], str]:
    """Return the view of the page, which names concepts by *labels*."""

    def network() -> str:
        wish = settled(current(), request.args)
        told = told_network(current(), wish, labels)
        return render_template("network.html", **shown(wish, told, labels), **addresses(wish))

    return network


def shown(
    wish: NetworkWish, told: ToldNetwork, labels: Labels, endpoint: str = PAGE
) -> dict[str, Any]:
    """What the template shows of a network, and of what can be chosen."""
    sought = request.args.get("find", "").strip()
    ties = sorted_ties(told, by_name=request.args.get("sort") == "name")
    return {
        "wish": wish,
        "told": told,
        "chips": list(narrowed(wish, endpoint)),
        "whole_list": with_parameters(url_for("pages.projects"), among(wish)),
        "starts": [told.nodes[start] for start in wish.starts if start in told.nodes],
        "page": page_of(ties, request.args.get("page", 1, int), ROWS),
        "sought": sought,
        "found": [(hit, kind_name(hit.kind)) for hit in startable(sought)],
        "roles": concept_words("role"),
        "role_name": lambda role: labels.label(concept("role", role).value),
        "sizes": sorted({*SIZES, wish.size}),
        "strengths": [*TIES, ALL],
    }


def addresses(wish: NetworkWish, endpoint: str = PAGE) -> dict[str, Any]:
    """Where a network leads: to others on the page *endpoint*, to its files, to its embedding."""
    parameters = wish.parameters()

    def starting(starts: tuple[Entity, ...]) -> str:
        other = replace(wish, starts=starts, choice=ProjectChoice())
        return with_parameters(url_for(endpoint), other.parameters())

    return {
        "source": file_address(wish, "json"),
        "files": [(format_.title, file_address(wish, format_.name)) for format_ in FILES],
        "with_start": lambda start: starting((*wish.starts, start)),
        "without_start": lambda start: starting(tuple(s for s in wish.starts if s != start)),
        "from_start": lambda kind, slug: starting((Entity(kind, slug),)),
        "embedding": with_parameters(
            url_for("pages.embedding"), [("what", "network"), *parameters]
        ),
    }


def among(wish: NetworkWish) -> list[tuple[str, object]]:
    """The parameters of the list of the projects that a network without starts is made of."""
    return [*wish.choice.parameters, *(("year", year) for year in wish.years)]


def narrowed(wish: NetworkWish, endpoint: str) -> Iterator[tuple[str, str]]:
    """Yield what each filter of a network is called, and the address of the network without it."""
    choice = wish.choice
    if choice.q:
        without = replace(wish, choice=choice.minus("q"))
        yield f"“{choice.q}”", with_parameters(url_for(endpoint), without.parameters())
    for chip in chips(choice, Names(current(), named(choice, {}), g.language)):
        without = replace(wish, choice=choice.read(MultiDict(chip.parameters)))
        name = chip.heading if chip.name == "running" else f"{chip.heading}: {chip.label.text}"
        yield name, with_parameters(url_for(endpoint), without.parameters())


def file_address(wish: NetworkWish, extension: str) -> str:
    """The address of the network as a file, in words of the language at hand."""
    place = url_for("network.file", extension=extension)
    return with_parameters(place, [*wish.parameters(), ("lang", g.language)])


def sorted_ties(told: ToldNetwork, *, by_name: bool) -> list[Tie]:
    """The ties by the names of what they tie, else the strongest first."""
    ties = list(told.network.ties)
    if by_name:
        names = {entity: finnish(node.name) for entity, node in told.nodes.items()}
        ties.sort(key=lambda tie: (names[tie.source], names[tie.target]))
    return ties


def startable(words: str) -> tuple[Hit, ...]:
    """What can be started from and is called by those *words*; nothing for none."""
    if not words:
        return ()
    return current().index.find(Wish(q=words), current().generation.manifest.day, 0, FOUND, ()).hits


def kind_name(kind: str) -> str:
    """What a thing of a *kind* is called."""
    names = {
        "organisation": gettext("Organisation"),
        "project": gettext("Project"),
        "portfolio": gettext("Portfolio"),
        "person": gettext("Person"),
    }
    return names[kind]
