"""The nouns: frozen values that every stage passes on. They import nothing but one another."""
