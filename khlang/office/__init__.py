"""What the people of the office do: one folder a business concept, each with the same shelf of files."""
