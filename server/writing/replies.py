"""What a writer's client is told: the new generation, and what changed."""

from http import HTTPStatus

from flask import Response, json

from graph.writes.write import Published


def written(published: Published, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return the reply to a write that was *published*, with the id of its generation."""
    told = {
        "generation": published.generation,
        "write": published.number,
        "inserted": published.inserted,
        "removed": published.removed,
    }
    return told_as(told, published.generation, status)


def told_as(
    told: dict[str, object], generation: str, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """Return *told* as JSON, not to be kept by anybody."""
    reply = Response(f"{json.dumps(told)}\n", status, content_type="application/json")
    reply.headers["Salkku-Generation"] = generation
    reply.headers["Cache-Control"] = "no-store"
    return reply
