"""newsdossier: drop a news article in, get a publishable, annotated dossier."""
