"""Reconciliation: names and identifiers from somebody's table, matched with what we know.

It speaks the Reconciliation Service API 0.2 of the W3C's community group. Candidates come from the
search indexes, what is compared beyond names comes from a few questions for a whole batch; how a
candidate is scored is a pure function of the two.
"""
