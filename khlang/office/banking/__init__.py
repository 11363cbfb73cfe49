"""The organisation's own bank accounts: the sub-ledger of the bank accounts of the chart (spec 5.2).

They stand below revenue and treasury, because a receipt, a deposit and a payment all cite one. The code of a bank account
(`KTB-S`) is the `sub` of every ledger line on its account of the chart. No document of its own.
"""
