"""Which organisation a printed name means: known names are data here, not code."""
