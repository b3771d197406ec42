"""One build: from seeds to pages."""
