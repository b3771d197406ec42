"""Time expressions: words that name a time, resolved to EDTF."""
