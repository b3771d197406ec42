"""What the machine is not sure of in one dossier -> questions with one-key answers -> the sidecar."""
