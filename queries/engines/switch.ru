PREFIX dcat: <http://www.w3.org/ns/dcat#>

# The new one first: where an engine does not do both at once, two are current for a moment, and
# both are whole; there is never none.
INSERT DATA { GRAPH $catalogue { $catalogue dcat:hasCurrentVersion $generation } } ;
DELETE { GRAPH $catalogue { $catalogue dcat:hasCurrentVersion ?before } }
WHERE {
  GRAPH $catalogue { $catalogue dcat:hasCurrentVersion ?before }
  FILTER(?before != $generation)
}
