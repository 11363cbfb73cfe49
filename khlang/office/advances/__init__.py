"""Money lent to officers for the work of the office, and how they account for it (spec 4.3; entries 45-48).

Documents: advance (สัญญาการยืมเงิน) and advance clearing (ใบส่งใช้เงินยืม). The money itself is paid by a dika; what the
borrower brings back is taken in by an ordinary receipt.
"""
