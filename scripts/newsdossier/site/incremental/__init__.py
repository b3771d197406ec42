"""Publishing only what changed."""
