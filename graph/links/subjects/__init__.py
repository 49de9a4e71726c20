"""Subjects of projects: concepts of YSO that the name and the text speak of.

A concept is spoken of by a label in any form, the longest one that fits, or by a compound with it.
What every project says is no subject, and neither is what a page says in passing.
"""

from graph.links.subjects.linker import SubjectLinker

__all__ = ["SubjectLinker"]
