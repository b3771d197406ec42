"""Text -> tokens, sentences, clauses and the language pipeline's Doc."""
