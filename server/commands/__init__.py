"""The commands of ``salkku``, one file for each group that belongs together."""
