"""The start of a guard: first it is bound to its worker's life, then all else is loaded."""

import sys
from importlib import import_module

from server.guard.lifetime import can_be_told_to_end, end_with


def main() -> None:
    """Work for the worker whose process is the first argument.

    The others are the number of the socket, the memory in bytes, whether the graph is at an engine,
    and the endpoints that may be asked.
    """
    parent, number, memory, engine, *services = sys.argv[1:]
    end_with(int(parent))
    can_be_told_to_end()
    from server.guard.working import work  # noqa: PLC0415 - takes long, and the worker may end

    if int(engine):
        import_module("server.guard.at_engine")  # now, so that no query waits for it
    work(int(number), int(memory), services)


if __name__ == "__main__":
    main()
