"""Roles: which named person holds which function."""
