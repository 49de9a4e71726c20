"""``salkku ask``: a named question, put to a data directory or to an endpoint.

Every question is a command of its own, with an option for each of its parameters.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

import click
from pyoxigraph import QueryResultsFormat
from rich.console import Console

from graph.answers.stored import StoredAnswers
from graph.errors import QueryError, UnknownEntity
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.questions.gathering import with_gathered
from graph.questions.header import Parameter
from graph.questions.library import load_library
from graph.questions.question import LANGUAGE, Question
from graph.register import LANGUAGES
from graph.remote import SECONDS, RemoteStore
from graph.store import EmbeddedStore, GraphStore, Table, select
from ontology.iris import Iris
from ontology.vocabulary import schemes
from server.data.tables import plain_rows, write_csv, write_xlsx
from server.display.terminal import print_table
from server.settings import data_directory

SPOOLED: Final = 10_000_000
"""How many bytes of an answer are kept in memory before a file takes them."""

WIDTH_OF_A_PIPE: Final = 100_000
"""As good as endless: what nobody reads on a terminal is not folded."""

VALUE: Final = "value_of_"
"""What the name of a parameter's value begins with, lest it be taken for another option's."""


KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "project": ("projects", "withdrawn_projects"),
        "organisation": ("organisations",),
        "person": ("people",),
        "portfolio": ("portfolios",),
    }
)
"""The questions of which one names an entity of a kind, if it is in the register at all."""

Write = Callable[[Table, IO[bytes]], None]


def as_table(table: Table, output: IO[bytes]) -> None:
    """Write *table* to be read: folded to the terminal if there is one."""
    text = io.TextIOWrapper(output, "utf-8", write_through=True)
    width = None if sys.stdout.isatty() else WIDTH_OF_A_PIPE
    print_table(table, Console(file=text, width=width))
    text.detach()


def as_csv(table: Table, output: IO[bytes]) -> None:
    """Write *table* as CSV with the names of the columns as its header."""
    write_csv(table.columns, plain_rows(table), output)


def as_json(table: Table, output: IO[bytes]) -> None:
    """Write *table* as SPARQL 1.1 Query Results JSON."""
    table.write(output, QueryResultsFormat.JSON)


def as_xlsx(table: Table, output: IO[bytes]) -> None:
    """Write *table* as a workbook."""
    write_xlsx(table.columns, plain_rows(table), output)


FORMATS: Final[Mapping[str, Write]] = MappingProxyType(
    {"table": as_table, "csv": as_csv, "json": as_json, "xlsx": as_xlsx}
)


class Questions(click.Group):
    """The named questions that give a table, as commands."""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions by name."""
        return {name: question for name, question in load_library().items() if question.columns}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the questions."""
        del ctx
        return list(self.questions)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command that asks a question; that there is none is a usage error."""
        if cmd_name not in self.questions:
            ctx.fail(f"there is no question {cmd_name}; salkku ask --list names them all")
        return _command(self.questions[cmd_name])


def _list(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    del option
    if not wanted:
        return
    by_topic = sorted(ask.questions.values(), key=attrgetter("topic", "name"))
    for topic, questions in groupby(by_topic, key=attrgetter("topic")):
        click.echo(f"{topic}:")
        for question in questions:
            click.echo(f"  {question.name:<24}{question.summary['en']}")
    ctx.exit()


@click.group(
    cls=Questions,
    subcommand_metavar="NAME [--PARAMETER VALUE]...",
    short_help="Put a named question to the data.",
)
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List them."
)
def ask() -> None:
    """Put a named question to a data directory, or with --at to a SPARQL endpoint."""


def _command(question: Question) -> click.Command:
    return click.Command(
        question.name,
        callback=partial(_ask, question),
        params=[*map(_option, question.parameters), *_common_options(question)],
        help=f"{question.summary['en']}\n\nColumns: {', '.join(question.columns)}.",
        short_help=question.summary["en"],
    )


def _option(parameter: Parameter) -> click.Option:
    """The option of a parameter, ``--with-units`` or ``--with_units``; alone, a truth is true."""
    name = parameter.scheme or parameter.type
    spellings = dict.fromkeys((parameter.name.replace("_", "-"), parameter.name))
    of_type: dict[str, dict[str, Any]] = {
        "boolean": {"is_flag": False, "flag_value": "true"},
        "language": {"type": click.Choice(LANGUAGES)},
    }
    return click.Option(
        [*(f"--{spelling}" for spelling in spellings), VALUE + parameter.name],
        metavar="|".join(LANGUAGES) if parameter.type == "language" else name.upper(),
        help=f"{parameter.label['en']}{wanted_words(parameter)}.",
        **of_type.get(parameter.type, {}),
    )


def wanted_words(parameter: Parameter) -> str:
    """What a value of *parameter* looks like, to stand behind its name; empty if that tells it."""
    if parameter.type in KNOWN_BY:
        return ": its slug (the last part of its IRI) or its IRI"
    words = [c.word for s in schemes() if s.name == parameter.scheme for c in s.concepts]
    return f": {', '.join(words)}, or an IRI" if words else ""


def _common_options(question: Question) -> Iterator[click.Option]:
    file = click.Path(dir_okay=False, path_type=Path)
    folder = click.Path(file_okay=False, path_type=Path)
    forms = click.Choice(list(FORMATS))
    yield click.Option(
        ["--format", "form"], type=forms, help="How it is written; the output's ending tells too."
    )
    yield click.Option(["--output"], type=file, metavar="FILE", help="Where it is written.")
    yield click.Option(
        ["--data"],
        type=folder,
        metavar="DIR",
        help="The data directory.  [default: SALKKU_DATA, else data]",
    )
    yield click.Option(
        ["--at"], metavar="ENDPOINT", help="The address of a SPARQL endpoint, or of its site."
    )
    yield click.Option(
        ["--timeout"],
        type=click.IntRange(min=1),
        default=SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="How long an endpoint may take.",
    )
    if LANGUAGE not in {parameter.name for parameter in question.parameters}:
        languages = click.Choice(LANGUAGES)
        yield click.Option([f"--{LANGUAGE}"], type=languages, expose_value=False, hidden=True)


def _ask(
    question: Question,
    *,
    form: str | None,
    output: Path | None,
    data: Path | None,
    at: str | None,
    timeout: int,
    **options: str | None,
) -> None:
    values = {name.removeprefix(VALUE): words or "" for name, words in options.items()}
    chosen = _format(form, output)
    generation = _generation(data, at)
    store = _store(question, generation, at or "", timeout)
    iris = _iris_of(store) if question.names_by_slug(values) else Iris()
    query = _bound(question, values, store, iris)
    _refuse_unknown(question, values, store, iris)
    table = _stored(question, values, generation) or select(store, query)
    with tempfile.SpooledTemporaryFile(SPOOLED) as answer:
        FORMATS[chosen](table, answer)
        answer.seek(0)
        _hand_over(answer, output)


def _format(form: str | None, output: Path | None) -> str:
    chosen = form or (output.suffix[1:] if output else "table")
    if chosen not in FORMATS:
        raise click.UsageError(f"{output}: name its --format: {', '.join(FORMATS)}")
    if chosen == "xlsx" and output is None:
        raise click.UsageError("a workbook is not for the terminal: give --output FILE")
    return chosen


def _generation(data: Path | None, at: str | None) -> Generation | None:
    """What is asked on one's own machine; None when an endpoint is."""
    if data is not None and at is not None:
        raise click.UsageError(
            "say where to ask: --data DIR or --at ENDPOINT, one of them, not both"
        )
    if at is not None:
        return None
    return DataDirectory.open(data or Path(data_directory())).generation()


def _store(question: Question, generation: Generation | None, at: str, timeout: int) -> GraphStore:
    """Where *question* is put; on one's own machine it may ask the endpoints that it names."""
    if generation is None:
        return RemoteStore(at, timeout)
    return EmbeddedStore(generation.open_store(), generation.id, question.services)


def _stored(
    question: Question, values: Mapping[str, str], generation: Generation | None
) -> Table | None:
    """The answer about *values* that was stored with *generation*, if one was."""
    if generation is None:
        return None
    return StoredAnswers(generation.folder).table(question, values, generation.iris)


def _bound(question: Question, values: Mapping[str, str], store: GraphStore, iris: Iris) -> str:
    try:
        about = with_gathered(question, values, load_library(), store, iris)
        return question.bind(about, iris)
    except QueryError as error:
        raise click.UsageError(str(error)) from error


def _refuse_unknown(
    question: Question, values: Mapping[str, str], store: GraphStore, iris: Iris
) -> None:
    """Raise UnknownEntity when *values* name what *store* does not hold: no row would say so."""
    for parameter in question.parameters:
        words = values.get(parameter.name, "").strip()
        if words and parameter.type in KNOWN_BY and not _is_known(parameter, words, store, iris):
            raise UnknownEntity(f"{words}: no such {parameter.type}")


def _is_known(parameter: Parameter, words: str, store: GraphStore, iris: Iris) -> bool:
    library = load_library()
    about: dict[str, str] = {parameter.type: words}
    queries = (library[name].bind(about, iris, limit=1) for name in KNOWN_BY[parameter.type])
    return any(True for query in queries for _ in select(store, query))


def _iris_of(store: GraphStore) -> Iris:
    """The IRIs of the register in *store*, which knows its own."""
    for row in select(store, load_library()["register"].bind({})):
        return Iris.of_register(row["register"].value)
    raise QueryError("no register is described here: name things by their whole IRIs")


def _hand_over(answer: IO[bytes], output: Path | None) -> None:
    """Write the whole *answer*: whoever gets it never gets half of it."""
    if output is None:
        shutil.copyfileobj(answer, sys.stdout.buffer)
        return
    try:
        with output.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written: {error.strerror}") from error
