"""Where generations live: a data directory, what is in one, and how one becomes current.

A generation is written under a temporary name, made durable, renamed, and published by one switch
of the pointer ``current``. Nothing here ever changes a file that a reader may have open.
"""
