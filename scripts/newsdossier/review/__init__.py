"""Interactive review: doubtful findings of a dossier -> questions -> decisions in its sidecar."""
