"""The ledger: vouchers, lines, seals, balances and periods; the only writer of money (ARCHITECTURE.md).

Two books, `accrual` and `budget`, share one table of lines. A line names its account by code and its sub-ledger by key
(bank account, revenue item, budget line). Balances are kept per account and day, so that a report never reads history;
accounts with a floor (cash, what is left of a budget line) have a guarded balance that the database refuses to break.

Beyond the shelf: `entry` turns lines into the voucher part of a write; `money` tells what stood against cash and banks;
`gates` shuts the books to ordinary work while papers of an outage wait, and opens them again.
"""
