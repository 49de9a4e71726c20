"""From the bytes of one page to its record: pure reading, no store, no RDF, no clock."""
