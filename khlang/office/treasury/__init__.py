"""The money on hand (spec 3.5, 5.1, 6.2): cash to the bank, bank to bank, general vouchers, opening balances, counts.

Documents: cash deposit (ใบนำฝากเงิน), bank transfer (ใบโอนเงินระหว่างบัญชี), general voucher (ใบผ่านรายการบัญชีทั่วไป), opening
balance, cash count (บันทึกการตรวจนับเงินสด) and the daily financial status report (รายงานสถานะการเงินประจำวัน).

Beyond the shelf:
- `entries`: from typed lines of a voucher to lines that may be posted.
"""
