"""The register of taxpayers: who owes which local tax for which year, what was paid, what is in arrears (spec 3.1).

An assessment says that a person of the register of parties owes a tax of a year for a property, by when, and how much. It
is not a document of its own: receipts (office/revenue) name it on their lines and tell this module, within their own
write, what was paid and on which day. Fine and surcharge are never stored as owed; they are worked out of the table
`standards/local_taxes.toml` for the day asked for, so that a paper receipt of an earlier day is counted by its own day.
Every change keeps what stood there before.

Beyond the shelf:
- `owing`: from the rows of an assessment to what is left of it on a day.
- `opening`: from what was typed to new assessments, with numbers of their own.
- `withdrawn`: assessments that are given up or replaced by others, as a list.
- `changes`: what has become of an assessment since a paper was written about it.
- `arrears`: who is late, one entry a taxpayer.
"""
