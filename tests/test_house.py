"""The plan of the house: who may import whom, and what may stand in which room.

Each rule is a function from one file to its breaches, so that a test can also break it on purpose.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOMS = {
    "ontology": set[str](),
    "queries": {"ontology"},
    "graph": {"ontology", "queries"},
    "server": {"graph", "ontology", "queries"},
    "bench": {"graph", "ontology", "queries", "server"},
}
WEB = {"flask", "werkzeug", "jinja2", "flask_babel", "granian", "http", "click"}
CLIENT = "graph/remote.py"
"""Who asks other endpoints must know what HTTP raises."""
DRAWERS = re.compile(r"^(utils?|helpers?|common|misc|core|managers?)(\.py)?$")
IRI = re.compile(r"\b(?:https?|urn|tel|mailto):(?://)?[\w{]")
SPARQL = re.compile(
    r"\b(?:SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?[?*(]|CONSTRUCT\s*(?:\{|WHERE)|ASK\s*(?:\{|WHERE)"
    r"|DESCRIBE\s+[?<]|INSERT\s+DATA|DELETE\s+(?:DATA|WHERE)|(?:INSERT|DELETE)\s*\{|VALUES\s*[?(])"
)
LONGEST_FUNCTION = 40

Rule = Callable[[str, ast.Module], Iterator[str]]


def top(module: str) -> str:
    return module.partition(".")[0]


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the nodes that are documentation: first of a body, or after a name."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text that is no documentation; what an f-string leaves open stands as ``{}``."""
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(fixed_text(part) for part in node.values)
        elif isinstance(node, ast.Constant) and id(node) not in prose:
            yield node.lineno, fixed_text(node)


def fixed_text(node: ast.expr) -> str:
    if not isinstance(node, ast.Constant):
        return "{}"
    value = node.value
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def imports_go_down_only(file: str, tree: ast.Module) -> Iterator[str]:
    room = top(file.replace("/", "."))
    for line, module in imports(tree):
        if top(module) in ROOMS and top(module) != room and top(module) not in ROOMS[room]:
            yield f"{file}:{line}: {room} may not import {module}"


def the_web_is_known_to_the_server_alone(file: str, tree: ast.Module) -> Iterator[str]:
    if file.startswith(("server/", "bench/")):
        return
    for line, module in imports(tree):
        if top(module) in WEB and (file, module) != (CLIENT, "http.client"):
            yield f"{file}:{line}: {module} belongs to server"


def rdflib_is_the_second_opinion_only(file: str, tree: ast.Module) -> Iterator[str]:
    for line, module in imports(tree):
        if top(module) in {"rdflib", "pyshacl"} and file != "server/data/jsonld.py":
            yield f"{file}:{line}: terms are pyoxigraph's; {module} may not cross a function"


def iris_are_spelled_in_the_ontology_alone(file: str, tree: ast.Module) -> Iterator[str]:
    if file.startswith("ontology/"):
        return
    for line, text in texts(tree):
        if IRI.search(text) and not text.startswith("http://127.0.0.1"):
            yield f"{file}:{line}: an IRI is spelled outside ontology: {text[:60]!r}"


def sparql_stands_in_question_files_alone(file: str, tree: ast.Module) -> Iterator[str]:
    for line, text in texts(tree):
        if SPARQL.search(text):
            yield f"{file}:{line}: SPARQL outside queries/*.rq: {text[:60]!r}"


def the_environment_is_read_in_the_settings_alone(file: str, tree: ast.Module) -> Iterator[str]:
    if file == "server/settings.py":
        return
    for node in ast.walk(tree):
        names = set[str]()
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os":
            names = {node.attr}
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            names = {alias.name for alias in node.names}
        if names & {"environ", "environb", "getenv", "getenvb"}:
            yield f"{file}:{node.lineno}: the environment is read outside server/settings.py"  # type: ignore[attr-defined]  # both kinds have it


def no_function_is_longer_than_a_page(file: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node) is not None
            body = node.body[1:] if documented else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if length > LONGEST_FUNCTION:
                yield f"{file}:{node.lineno}: {node.name} has {length} lines"


def nothing_is_caught_blindly(file: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            name = getattr(node.type, "id", "") if node.type else "BaseException"
            if name in {"Exception", "BaseException"}:
                yield f"{file}:{node.lineno}: except {name}"


def no_module_keeps_state(file: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"{file}:{node.lineno}: global {', '.join(node.names)}"


def no_file_is_a_drawer(file: str, tree: ast.Module) -> Iterator[str]:
    del tree
    for part in file.split("/"):
        if DRAWERS.match(part):
            yield f"{file}: {part} says nothing of what is in it"


RULES: list[Rule] = [
    imports_go_down_only,
    the_web_is_known_to_the_server_alone,
    rdflib_is_the_second_opinion_only,
    iris_are_spelled_in_the_ontology_alone,
    sparql_stands_in_question_files_alone,
    the_environment_is_read_in_the_settings_alone,
    no_function_is_longer_than_a_page,
    nothing_is_caught_blindly,
    no_module_keeps_state,
    no_file_is_a_drawer,
]

BREACHES: list[tuple[Rule, str, str]] = [
    (imports_go_down_only, "graph/build.py", "from server.app import make_app"),
    (imports_go_down_only, "ontology/terms.py", "import graph.records"),
    (imports_go_down_only, "queries/library.py", "from graph import store"),
    (the_web_is_known_to_the_server_alone, "graph/build.py", "import flask"),
    (the_web_is_known_to_the_server_alone, "queries/library.py", "from http import HTTPStatus"),
    (the_web_is_known_to_the_server_alone, "graph/remote.py", "from http import HTTPStatus"),
    (rdflib_is_the_second_opinion_only, "graph/quads.py", "from rdflib import Graph"),
    (iris_are_spelled_in_the_ontology_alone, "graph/quads.py", 'A = "http://example.org/a"'),
    (iris_are_spelled_in_the_ontology_alone, "server/app.py", 'f"https://{1}/id"'),
    (sparql_stands_in_question_files_alone, "server/app.py", 'Q = "SELECT ?s WHERE { ?s ?p ?o }"'),
    (sparql_stands_in_question_files_alone, "graph/store.py", 'Q = b"ASK { ?s ?p ?o }"'),
    (the_environment_is_read_in_the_settings_alone, "graph/build.py", "os.environ['HOME']"),
    (the_environment_is_read_in_the_settings_alone, "server/app.py", "os.getenv('HOME')"),
    (the_environment_is_read_in_the_settings_alone, "server/app.py", "from os import environ"),
    (no_function_is_longer_than_a_page, "graph/a.py", "def a() -> None:\n" + "    b()\n" * 41),
    (nothing_is_caught_blindly, "graph/a.py", "try:\n  a()\nexcept Exception:\n  pass"),
    (nothing_is_caught_blindly, "graph/a.py", "try:\n  a()\nexcept:\n  pass"),
    (no_module_keeps_state, "graph/a.py", "def a() -> None:\n  global B\n  B = 1"),
    (no_file_is_a_drawer, "graph/utils.py", ""),
    (no_file_is_a_drawer, "server/helpers/a.py", ""),
]


def room_files(root: Path) -> list[Path]:
    folders = [root / room for room in ROOMS]
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if "node_modules" not in path.parts
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_plan_of_the_house_holds(rule: Rule, root: Path) -> None:
    breaches = [
        breach
        for path in room_files(root)
        for breach in rule(str(path.relative_to(root)), ast.parse(path.read_text("utf-8")))
    ]
    assert breaches == []


def test_no_function_of_the_tests_is_longer_than_a_page(root: Path) -> None:
    breaches = [
        breach
        for path in sorted((root / "tests").rglob("*.py"))
        for breach in no_function_is_longer_than_a_page(
            path.name, ast.parse(path.read_text("utf-8"))
        )
    ]
    assert breaches == []


@pytest.mark.parametrize(("rule", "file", "code"), BREACHES)
def test_a_breach_of_the_plan_is_seen(rule: Rule, file: str, code: str) -> None:
    assert list(rule(file, ast.parse(code)))


def test_every_rule_is_broken_on_purpose_somewhere() -> None:
    assert {rule for rule, _, _ in BREACHES} == set(RULES)


def test_the_packages_at_the_top_are_those_of_the_plan(root: Path) -> None:
    packages = {law.parent.name for law in root.glob("*/__init__.py")}
    assert packages == {*ROOMS, "tests"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_states_its_law(room: str, root: Path) -> None:
    law = ast.get_docstring(ast.parse((root / room / "__init__.py").read_text("utf-8")))
    assert law
    assert len(re.findall(r"\.(?:\s|$)", law)) >= 2


@pytest.mark.parametrize("room", ["graph", "server"])
def test_a_room_of_many_folders_says_what_each_is_for(room: str, root: Path) -> None:
    law = ast.get_docstring(ast.parse((root / room / "__init__.py").read_text("utf-8"))) or ""
    folders = {f"{path.parent.name}/" for path in (root / room).glob("*/__init__.py")}
    assert folders <= set(law.replace(",", " ").split())
