"""How a project is cited: what a citation says, and how APA, BibTeX and RIS write it.

A citation names the permanent IRI, the generation that was read and its day, so that what is cited
can be found again as it was.
"""
