"""How long a batch takes that somebody matches with a register: as it is spelled, and otherwise."""
