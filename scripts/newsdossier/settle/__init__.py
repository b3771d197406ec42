"""Decisions applied to what the program found."""
