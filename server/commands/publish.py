"""``salkku publish``: bring a generation to an engine, and let it be the current one there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from graph.engines.place import Access
from graph.engines.publishing.publishing import KEEP, Published
from graph.engines.publishing.publishing import publish as bring
from graph.generations.directory import DataDirectory
from server.commands.build import progress_bar
from server.commands.options import data_option
from server.display.terminal import several
from server.settings import read_settings

SECONDS: Final = 3600
"""How long an engine may take over one request; a dataset can be large."""


@click.command(short_help="Bring a generation to an engine.")
@data_option
@click.option(
    "--to", "endpoint", metavar="ENDPOINT", required=True, help="Where it answers queries."
)
@click.option("--generation", "generation_id", metavar="ID", help="Which; else the current one.")
@click.option("--user", metavar="NAME", help="Who may write there.")
@click.option("--token", "has_token", is_flag=True, help="Ask for a bearer token instead.")
@click.option("--update", default="", metavar="ADDRESS", help="Where it takes updates.")
@click.option("--graph-store", default="", metavar="ADDRESS", help="Where it takes graphs.")
@click.option(
    "--graph", default=None, metavar="IRI", help="What the IRIs of our graphs begin with."
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=KEEP,
    show_default=True,
    help="How many generations stay there.",
)
@click.option(
    "--seconds",
    type=click.IntRange(min=1),
    default=SECONDS,
    show_default=True,
    help="How long any one answer may take.",
)
def publish(
    *,
    data: Path,
    endpoint: str,
    generation_id: str | None,
    user: str | None,
    has_token: bool,
    update: str,
    graph_store: str,
    graph: str | None,
    keep: int,
    seconds: int,
) -> None:
    """Bring the current generation to the SPARQL 1.1 engine at ENDPOINT.

    It is loaded into graphs of its own, checked, and becomes the current one by one small update;
    so who reads there never sees half of it. Older generations than the newest ones go. A password
    or a token comes from SALKKU_STORE_PASSWORD or SALKKU_STORE_TOKEN, or is asked for. Ends with 0
    when the generation is the current one there, with 1 when not.
    """
    settings = read_settings()
    user = settings.store_user if user is None else user
    access = Access(
        query=endpoint,
        update=update,
        graphs=graph_store,
        user=user,
        password=_secret("Password", settings.store_password, wanted=bool(user) and not has_token),
        token=_secret("Token", settings.store_token, wanted=has_token),
        seconds=seconds,
    )
    prefix = settings.store_graph if graph is None else graph
    generation = DataDirectory.open(data).generation(generation_id)
    with progress_bar() as progress:
        done = bring(generation, access, prefix, keep, progress)
    for line in summary(done, endpoint):
        click.echo(line)


def _secret(what: str, known: str, *, wanted: bool) -> str:
    """What opens the engine: as the environment says, else as it is told now."""
    if not wanted or known:
        return known
    told: str = click.prompt(what, hide_input=True, err=True)
    return told


def summary(done: Published, endpoint: str) -> Iterator[str]:
    """The lines that sum up what was done."""
    if done.swept:
        yield f"Swept what had not arrived whole: {', '.join(done.swept)}."
    if done.triples:
        triples = several(done.triples, "triple", "triples")
        agree = "counts and a sample agree" if done.is_sampled else "counts and content agree"
        graphs = several(done.graphs, "graph", "graphs")
        yield f"Sent: {triples} in {graphs}; {agree}."
    if done.altered:
        values = several(done.altered, "value", "values")
        yield f"This engine does not keep {values} as written; docs/engines.md says which."
    if done.dropped:
        yield f"Dropped: {', '.join(done.dropped)}."
    what = "Published" if done.switched else "Nothing changed; current is still"
    yield f"{what} generation {done.generation} at {endpoint} ({done.seconds:.1f} s)."
