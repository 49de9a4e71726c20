"""The SPARQL that Salkku says to engines of its own accord, kept with all other SPARQL."""

from functools import cache
from importlib import resources
from string import Template


def text(name: str, **terms: object) -> str:
    """The text in the file of that *name*; *terms* stand there where it leaves room for them."""
    return _template(name).substitute({key: str(term) for key, term in terms.items()})


@cache
def _template(name: str) -> Template:
    return Template((resources.files("queries") / "engines" / name).read_text("utf-8"))
