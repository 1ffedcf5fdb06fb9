"""Arrangers: how events, parties, cards and key figures become shapes."""
