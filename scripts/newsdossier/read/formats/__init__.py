"""One reader per format: bytes of a file -> draft."""
