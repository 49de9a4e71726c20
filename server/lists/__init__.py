"""Lists: what a reader asks one for, what that leaves of it, and how it is cut into pages.

The same parameters mean the same on the page of a list, in its files and in its feed.
"""
