"""How Salkku bears more and more projects: what grows with them, how fast, and what does not."""
