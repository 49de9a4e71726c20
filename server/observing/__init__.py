"""What the server says of itself: one line a request, and figures for a monitor.

Nothing personal leaves this room: no address of a client, no path of a person's page, and what was
asked only as a hash, unless the setting ``log_queries`` says otherwise.
"""
