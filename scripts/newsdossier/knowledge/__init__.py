"""What is known of entities before an article is read."""
