"""The dika: every payment of the office is asked for, examined and approved by one (spec 4.2).

Regulation: ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงินฯ พ.ศ. 2566. Document: dika (ฎีกา), of the kinds of
`khlang/standards/dika_kinds.toml`: for an acceptance, a contract paid ahead, an advance, a payroll, money held for others.
Asking for it spends the budget; the payment itself is office/payment's and posts the voucher.

Beyond the shelf:
- `composing`: from what was typed to a whole dika, by way of `cited` (what the document it pays gives to it), `entering`
  (its lines: money, budget line, account) and `keeping_back` (tax, fine, retention, other deductions).
- `limits`: what a dika may not go beyond: money owed or held, the accumulated surplus.
- `payees`: many payees of one dika and their totals; `matching`: the payees of a spreadsheet against the register.
- `remarks`: the words of a dika made by hand.
- `starts`: the pages on which a payroll or a list begins.
"""
