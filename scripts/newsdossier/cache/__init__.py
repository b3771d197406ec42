"""What earlier builds found out, kept on disk and in the process."""
