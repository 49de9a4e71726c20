INSERT DATA {
  GRAPH $catalogue {
    $triples
  }
}
