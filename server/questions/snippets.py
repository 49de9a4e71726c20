"""Ready programs that ask a named question: for a command line, for Python and for R.

Each is the text of a template, in which whatever a reader gave stands as a quoted literal.
"""

import shlex
from typing import NamedTuple

from flask import render_template


class Snippet(NamedTuple):
    """A program: its title, the class of its language, its text."""

    title: str
    language: str
    text: str


def snippets(name: str, csv: str, endpoint: str, query: str) -> tuple[Snippet, ...]:
    """Return the programs that take the answer from the address *csv*, or ask the *endpoint*.

    *name* is the question's, *query* its SPARQL.
    """
    known = {
        "csv_in_shell": shlex.quote(csv),
        "file_in_shell": shlex.quote(f"{name}.csv"),
        "csv": quoted(csv),
        "endpoint": quoted(endpoint),
        "query": in_lines(query),
    }
    return (
        Snippet("curl", "sh", _text("curl.sh", known)),
        Snippet("Python: pandas", "python", _text("pandas.py", known)),
        Snippet("Python: SPARQLWrapper", "python", _text("sparqlwrapper.py", known)),
        Snippet("R", "r", _text("r.R", known)),
    )


def _text(file: str, known: dict[str, str]) -> str:
    return render_template(f"snippets/{file}.txt", **known).strip()


def quoted(text: str) -> str:
    """*text* as a literal of Python and of R: in double quotes, with escapes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.replace("\n", "\\n").replace("\r", "\\r")


def in_lines(text: str) -> str:
    """*text* as a literal of Python in three quotes, line by line as it stands."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r")
    return f'"""\n{escaped}\n"""'
