"""Links from our entities to the registers that others keep: proposed, weighed, decided.

A linker is a pure function of one entity and of the entries of a register. What it proposes is
published, waits for a person, or is left out, by its score; what a person decided stands.
"""
