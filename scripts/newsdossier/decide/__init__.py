"""What people decided, read from files that they keep beside the articles."""
