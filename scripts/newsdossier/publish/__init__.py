"""Pages -> site: the MkDocs plugin. It runs the pipeline, adds `dossiers/` to the site and holds no analysis."""
