"""Pages of looking in from above and of personal data: `overseeing` (choose an office, look in, go back), `unmasking` (a
full number for a reason), `reads` (who looked at personal data)."""
