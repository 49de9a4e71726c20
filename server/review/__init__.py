"""The review of links: a person sees what waits, decides by a key, and that is published.

Who reviews shows a token once, in a form; a signed cookie that only this site gets stands for it
for a while. Nothing here is for the public, nothing is kept by caches. What a decision comes to
belongs to ``graph.links``.

    session.py     who reviews: from a token to a cookie, and the seal on every form
    waiting.py     which links wait, or were decided: chosen by register, relation, score
    beside.py      a link with our entity on one side and the register's entry on the other
    decisions.py   what a form or a table says was decided
    table.py       all links as a table, and such a table read again
    blueprint.py   the pages
"""
