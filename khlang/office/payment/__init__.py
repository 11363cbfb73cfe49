"""Cheques, withdrawal slips and transfers: how an approved dika is paid (spec 4.3).

Regulation: ระเบียบกระทรวงมหาดไทยว่าด้วยการรับเงิน การเบิกจ่ายเงินฯ พ.ศ. 2566, and ประมวลรัษฎากร มาตรา 50 ทวิ for tax withheld.
Documents: cheque_report (รายงานการจัดทำเช็ค/ใบถอน), payment (การจ่ายเงิน) and withholding_certificate (หนังสือรับรองการหักภาษี).
A report takes approved dika and numbers of the bank's forms, three people sign it, each payment posts its own voucher.

Beyond the shelf:
- `choosing`: which dika a report pays and with which numbers; `stock`: the numbered forms, and which number comes next.
- `preparing`: everything that is written when payments are prepared.
- `payees`: whom a transfer pays into which account, and whether it may still be paid.
- `settling`: the moment of payment and everything that is written with it; `undoing`: payments taken back before.
- `by_hand`: the same for what was paid by hand.
- `withholding`: tax withheld by a payment, and its certificates.
- `wording`: amounts in figures and words as typed, against what the dika pays.
- `exporting`: the payees of a transfer report as a file for the bank.
"""
