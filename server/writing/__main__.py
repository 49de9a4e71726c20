"""The start of a writer: first it is bound to its worker's life, then all else is loaded."""

import sys

from server.guard.lifetime import can_be_told_to_end, end_with


def main() -> None:
    """Work for the worker whose process is the first argument; the second says how."""
    end_with(int(sys.argv[1]))
    can_be_told_to_end()
    from server.writing.working import work  # noqa: PLC0415 - takes long, and the worker may end

    work(sys.argv[2])


if __name__ == "__main__":
    main()
