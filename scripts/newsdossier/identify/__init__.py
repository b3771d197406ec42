"""Mentions -> entities: within an article first, then across all of them."""
