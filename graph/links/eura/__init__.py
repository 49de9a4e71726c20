"""The records of projects in EURA, the register of what the structural funds paid for.

No single sign makes two projects one: near-homonyms share their dates and their authority and lie
in another region. Name, dates, applicant and authority must speak for it together.
"""

from graph.links.eura.linker import EuraLinker

__all__ = ["EuraLinker"]
