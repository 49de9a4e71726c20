"""How right and how fast the links to the registers of others are, on lists made by hand.

``gold`` holds the lists and how they were made; each scorer asks a linker about the things on one
list, ``scorers`` names them all, and ``run`` counts.
"""
