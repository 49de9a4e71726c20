"""What is measured: pages made by a seeded generator, read, built and served beside a peer.

Benches print figures; no test asserts a time. Everything here may import every room.
"""
