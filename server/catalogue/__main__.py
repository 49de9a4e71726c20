"""The start of a process that makes files: it is bound to its worker's life before all else."""

import sys

from server.guard.lifetime import can_be_told_to_end, end_with


def main() -> None:
    """Make files for the worker whose process is the first argument; the second says which."""
    end_with(int(sys.argv[1]))
    can_be_told_to_end()
    from server.catalogue.making import make_apart  # noqa: PLC0415 - takes long; the worker may end

    sys.exit(make_apart(sys.argv[2]))


if __name__ == "__main__":
    main()
