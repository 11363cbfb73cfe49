"""Bank statements matched with the books (spec 6.3)."""
