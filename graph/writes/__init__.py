"""Writes: updates and whole graphs that come after the pages, each one generation.

A write is kept in the journal and performed on a copy of the store; what it added and removed is
known exactly, and checked against the shapes before anybody sees it. A build performs all kept
writes again, in their order, on what its pages give.
"""
