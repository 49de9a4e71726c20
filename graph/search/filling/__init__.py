"""Filling the index: documents of what is told of entities, made and changed with the graph.

What a page or a store tells of an entity gives its documents; a new store is indexed while it is
made, and of a changed one only what the change touched.
"""
