"""The macros that templates share: made once in a process, so they know nothing of a page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from server.app import create_app
from server.settings import read_settings


@pytest.fixture(scope="module")
def templates(sample_data: Path) -> Environment:
    app: Flask = create_app(read_settings({"data": str(sample_data)}, {}))
    return app.jinja_env


def parsed(templates: Environment, name: str) -> nodes.Template:
    assert templates.loader is not None
    return templates.parse(templates.loader.get_source(templates, name)[0])


def shared(templates: Environment) -> Iterator[str]:
    """The templates of which others import macros without what the page at hand is told."""
    for name in templates.list_templates():
        for imported in parsed(templates, name).find_all(nodes.FromImport):
            if not imported.with_context:
                assert isinstance(imported.template, nodes.Const)
                yield imported.template.value


def test_shared_macros_use_only_what_they_are_given_and_what_every_template_knows(
    templates: Environment,
) -> None:
    names = {*shared(templates)}
    assert len(names) > 5
    for name in names:
        template = parsed(templates, name)
        macros = [*template.find_all(nodes.Macro)]
        own = {macro.name for macro in macros} | {"caller", "kwargs", "loop", "varargs"}
        for imported in template.find_all(nodes.FromImport):
            own |= {each if isinstance(each, str) else each[1] for each in imported.names}
        for macro in macros:
            read = {each.name for each in macro.find_all(nodes.Name) if each.ctx == "load"}
            made = {each.name for each in macro.find_all(nodes.Name) if each.ctx != "load"}
            unknown = read - made - own - templates.globals.keys()
            assert not unknown, f"{name}: {macro.name} reads {sorted(unknown)}"


def test_shared_macros_stand_alone_in_their_templates(templates: Environment) -> None:
    """What is beside them would be worked out for the first page, and stay for all others."""
    for name in {*shared(templates)}:
        beside = [node for node in parsed(templates, name).body if not stands_alone(node)]
        assert not beside, f"{name}: {beside}"


def stands_alone(node: nodes.Node) -> bool:
    """Whether it is a macro, an import, or the blank lines between them."""
    if isinstance(node, nodes.Output):
        return all(isinstance(e, nodes.TemplateData) and not e.data.strip() for e in node.nodes)
    return isinstance(node, nodes.Macro | nodes.FromImport)
