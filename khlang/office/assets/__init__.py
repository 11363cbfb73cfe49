"""The register of fixed assets (ทะเบียนข้อมูลสินทรัพย์, spec 6.1): what was acquired, for how much, where it is now.

A card is opened for every unit when it is accepted (office/procurement) and never deleted. What it cost and when it was
acquired stay as they were accepted; place, division, state and description are corrected, and every correction stays in
the card's history. Amounts stand in the ledger; the register explains them unit by unit. No document of its own.
"""
