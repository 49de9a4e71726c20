DELETE DATA {
  GRAPH $catalogue {
    $triples
  }
}
