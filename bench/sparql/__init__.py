"""``python -m bench sparql``: the endpoint beside its peers, on the same graph, turn by turn.

A workload is a list of queries; a service is a server that answers them; wrk asks. Every figure is
a median of turns in which each service has its go, so that a noisy machine is noisy for all.
"""
