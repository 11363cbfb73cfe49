"""The register of taxpayers: who owes which local tax for which year, what was paid, what is in arrears (spec 3.1)."""
