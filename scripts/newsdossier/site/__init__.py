"""The MkDocs plugin and what it adds to a site."""
