"""Money lent to officers for the work of the office, and how they account for it (spec 4.3)."""
