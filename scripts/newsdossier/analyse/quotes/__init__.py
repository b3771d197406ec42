"""Quotes: the words, who said them, and through which channel."""
