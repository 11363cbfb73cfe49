"""Bank statements matched with the books: import, matching with suggestions, the reconciliation of an account and month.

Every line of a statement is matched with vouchers of the bank account or explained; what the books know and the bank
does not is outstanding. An approved reconciliation is frozen: lines and matches of its period cannot change any more.
"""
