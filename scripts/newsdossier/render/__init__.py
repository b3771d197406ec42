"""Dossiers and views -> Markdown pages that a person can read, review and publish with any site generator."""
