"""What the public sees of dossiers and entities, whatever the format."""
