"""Claims: what is reported, hedged or denied, and on whose word."""
