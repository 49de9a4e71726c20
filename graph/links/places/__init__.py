"""Places of projects: places of YSO that the text names.

A name counts where it is written as a name and belongs to nobody else: not to a person, a street or
an organisation. Which of several places of one name is meant follows from what stands beside it:
the city of the register and its region, other places on the page, words such as *joki*.
"""

from graph.links.places.linker import PlaceLinker

__all__ = ["PlaceLinker"]
