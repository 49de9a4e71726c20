PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX void: <http://rdfs.org/ns/void#>

DELETE DATA { GRAPH $begun { $default dcat:version $id ; void:triples $named } }
