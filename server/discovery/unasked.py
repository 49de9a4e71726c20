"""What browsers and crawlers ask every site for: ``/favicon.ico`` and ``/robots.txt``."""

from typing import Final

from flask import Flask, Response, url_for

ROBOTS: Final = """\
User-agent: *
Disallow: /*?*
Allow: /static/
Sitemap: {sitemap}
"""
"""Everything is open but what is chosen by parameters, which never ends (RFC 9309)."""

SECONDS_KEPT: Final = 86_400


def install(app: Flask) -> None:
    """Let *app* answer both, also while nothing is published."""

    @app.get("/favicon.ico")
    def favicon() -> Response:
        return kept(app.send_static_file("mark.svg"))

    @app.get("/robots.txt")
    def robots() -> Response:
        text = ROBOTS.format(sitemap=url_for("discovery.sitemap", _external=True))
        return kept(Response(text, content_type="text/plain; charset=utf-8"))


def kept(answer: Response) -> Response:
    """Return *answer*, to be asked for again the next day."""
    answer.cache_control.max_age = SECONDS_KEPT
    return answer
