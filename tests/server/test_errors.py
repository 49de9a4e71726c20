from http import HTTPStatus

from flask import Flask

from graph.errors import QueryError, SalkkuError, UnknownEntity
from server.errors import STATUS, problem, status_of


def below(kind: type[SalkkuError]) -> set[type[SalkkuError]]:
    children = set(kind.__subclasses__())
    return children.union(*map(below, children))


def test_every_error_of_the_graph_has_a_status() -> None:
    kinds = {kind for kind in below(SalkkuError) if kind.__module__ == "graph.errors"}
    assert kinds - set(STATUS) == set()


def test_an_error_has_the_status_of_its_class() -> None:
    assert status_of(UnknownEntity("nobody")) == HTTPStatus.NOT_FOUND


def test_an_error_of_a_narrower_class_has_the_status_of_the_nearest_class_above() -> None:
    class Narrower(QueryError):
        pass

    assert status_of(Narrower("1:1")) == HTTPStatus.BAD_REQUEST


def test_an_error_of_no_known_class_is_ours() -> None:
    assert status_of(SalkkuError("?")) == HTTPStatus.INTERNAL_SERVER_ERROR


def test_a_problem_has_the_shape_of_rfc_9457() -> None:
    with Flask("test").app_context():
        answer = problem(HTTPStatus.BAD_REQUEST, "ä is missing", line=3)
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "ä is missing",
        "line": 3,
    }
