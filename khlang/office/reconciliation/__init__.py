"""Bank statements matched with the books: import, matching with suggestions, the reconciliation of an account and month.

Regulation: ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงินฯ พ.ศ. 2566. Documents: bank_statement and reconciliation
(งบกระทบยอดเงินฝากธนาคาร). Every line of a statement is matched with vouchers of the bank account or explained; what the books
know and the bank does not is outstanding. An approved reconciliation is frozen: lines and matches of its period cannot
change any more.

Beyond the shelf:
- `standing`: what the books say, what the bank says on a day, and what explains the difference.
- `suggesting`: which lines and items are probably the same money.
"""
