"""What words mean: the classes, the properties and the shapes of IRIs that Salkku uses.

Every IRI of the project is spelled in this package and nowhere else. It knows no text, no store
and no request.
"""
