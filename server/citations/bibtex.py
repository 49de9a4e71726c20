r"""A citation as BibTeX: one entry in UTF-8, each value in braces.

BibTeX counts the braces of a value even behind a backslash, so a brace of the text is written as
the command that prints it ("BibTeXing", O. Patashnik, 1988; ``\textbraceleft`` of LaTeX's T1).
"""

from collections.abc import Iterator
from typing import Final

from server.citations.citation import Citation

MEDIA_TYPE: Final = "application/x-bibtex"

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The strings that every style of BibTeX knows."""

BABEL: Final = {"fi": "finnish", "sv": "swedish", "en": "english"}
"""The languages as the LaTeX package babel calls them."""

_WRITTEN: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def bibtex(citation: Citation) -> str:
    """Return the entry, ending with a line break."""
    lines = ",\n".join(f"  {name} = {value}" for name, value in _fields(citation))
    return f"@misc{{{citation.key},\n{lines}\n}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """The fields and their values; inner braces keep a name whole and a title's capitals."""
    yield "author", f"{{{{{latex(citation.publisher)}}}}}"
    yield "title", f"{{{{{latex(citation.title)}}}}}"
    yield "year", f"{{{citation.time.year}}}"
    yield "month", MONTHS[citation.time.month - 1]
    yield "howpublished", f"{{{latex(citation.register)}}}"
    yield "version", f"{{{latex(citation.generation)}}}"
    yield "note", f"{{Generation {latex(citation.generation)}, {latex(citation.licence)}}}"
    yield "url", f"{{{citation.iri}}}"
    yield "urldate", f"{{{citation.time.date().isoformat()}}}"
    if citation.language in BABEL:
        yield "language", f"{{{BABEL[citation.language]}}}"


def latex(text: str) -> str:
    """The *text* with each sign that means something to LaTeX as the command that prints it."""
    return text.translate(_WRITTEN)
