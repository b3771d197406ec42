"""Dossiers and entities -> files for programs by others: twins, tables, annotations, ninjs, JSON-LD, references.

All of it is made from the public form of dossiers. Where the site has no address, files name one another relatively.
"""
