"""Those whom the office receives from and pays: payers, taxpayers, payees, vendors, government bodies.

A party is kept once per organisation. Documents copy its name and address when they are made, so correcting a
party never changes what was issued. A walk-in payer of a small fee needs no number; who has a 13-digit number has
it once.

Documents: payee_account (the account into which a party is paid, confirmed by a second person).

Beyond the shelf: `names` says how a name is searched; `safety` what an auditor looks at among the accounts.
"""
