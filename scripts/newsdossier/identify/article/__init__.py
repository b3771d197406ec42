"""Within one article: mentions -> entities."""
