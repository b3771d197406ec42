"""Names as strings: keys to look them up by, and how alike two of them are."""
