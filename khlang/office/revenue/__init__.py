"""Money coming in (ระเบียบ มท. ว่าด้วยการรับเงิน การเบิกจ่ายเงินฯ พ.ศ. 2566; spec 3).

Documents: receipt (ใบเสร็จรับเงิน), proof of receipt (หลักฐานการรับเงิน, for a receipt written by hand), remittance slip
(ใบนำส่งเงิน), summary of remittance slips (ใบสำคัญสรุปใบนำส่งเงิน), receipt reversal. A collector issues receipts, hands the
money over with a slip, finance counts it and sums the slips of the day up; posting the summary draws the receipt voucher
(ใบผ่านรายการรับ). Money that is already in the bank (allocated taxes, grants, interest) is received and posted in one step.

Beyond the shelf:
- `book_register`: the printed books, kept in the process.
- `entry`: from what a collector typed to the rows of a receipt.
- `gathering`: what waits to be handed on, and its sums.
- `handing_on`: what a slip or a summary does to the receipts and proofs on it.
- `paying_tax`: what the lines of a receipt pay of local taxes (office/taxpayers), written with it.
- `relying`: a receipt serves once; it is not given back while another paper counts on it.
- `totals`: the sums of a handwritten paper and of the documents entered for it are the same.
"""
