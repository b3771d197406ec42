"""Sections that pages are composed of."""
