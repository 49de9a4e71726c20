"""Columns: what entities say, side by side as arrays, so that a million are counted in no time.

A row is an entity. Words are found by the index beside them, which knows the number of each row.
"""
