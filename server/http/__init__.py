"""What all answers have in common: formats and their negotiation, validators, encodings, safety.

It knows HTTP and nothing of projects; whoever answers, answers by these rules.
"""
