"""Words that are no subjects, and which of several meanings a city's projects have in mind."""

import tomllib
from functools import cache
from importlib import resources

import msgspec


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """*general* words are no subjects; labels with a *usual* aside are meant before others.

    Of labels with a *foreign* aside nobody speaks in a project. *groups* are the labels of people
    for whom projects are made. *called* holds what projects call things that have another label.
    """

    general: frozenset[str]
    usual: frozenset[str]
    foreign: frozenset[str]
    groups: frozenset[str]
    called: dict[str, str]


@cache
def read_lists() -> Lists:
    """The lists that come with Salkku."""
    text = resources.files("graph.links.subjects").joinpath("lists.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Lists)
