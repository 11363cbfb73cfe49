"""Money lent to officers for the work of the office, and how they account for it (spec 4.3; entries 45-48).

Regulation: ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงินฯ พ.ศ. 2566, advances. Documents: advance (สัญญาการยืมเงิน) and
advance_clearing (ใบส่งใช้เงินยืม). The money itself is paid by a dika; what the borrower brings back is taken in by an ordinary
receipt. One open advance a borrower, kept by the database.

Beyond the shelf:
- `terms`: what a contract of advance must satisfy, with everything that is wrong at its field.
- `settling`: from what a borrower hands in to the rows of a clearing, within what he owes.
"""
