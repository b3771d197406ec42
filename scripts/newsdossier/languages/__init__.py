"""All that belongs to one language: word lists, and the rules made from them."""
