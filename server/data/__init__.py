"""Linked data: what an IRI leads to, the data of each entity, and tables as files.

Everything here is for programs; the pages for people stand in ``pages``.
"""
