"""What a good graph is, checked fast: SHACL Core, as much of it as ``ontology/shapes.ttl`` uses.

A shapes graph is compiled once into plain functions, and a page's triples are checked in one
walk. What the compiler does not know it refuses, so nothing is left unchecked in silence.
"""

from graph.shapes.compilation import compile_shapes
from graph.shapes.validation import Shapes, Violation

__all__ = ["Shapes", "Violation", "compile_shapes"]
