"""Across all articles: which entities are the same."""
