"""Which mentions are one thing, and what that thing is called in an IRI, now and ever after."""
