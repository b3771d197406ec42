"""Frozen values that the stages pass on. They import nothing but one another."""
