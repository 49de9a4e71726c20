"""Networks: who takes part in the same projects.

wish      what the parameters of an address ask for
gathering what the index and the graph hold of it
network   nodes and ties, cut to what can be read
telling   the same in words of the reader's language
files     the same for programs
"""
