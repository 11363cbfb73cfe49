"""Procurement: requisition, order or contract, amendments, guarantees, inspection and acceptance (spec 4.1).

Regulation: พ.ร.บ.การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560 and the regulation of the Ministry of Finance of the same
year, as dated data in `khlang/standards/procurement_methods.toml`. Documents: requisition, purchase_order, contract,
contract_amendment, guarantee, inspection. A requisition reserves budget, an order or contract turns the reservation into
a commitment and releases what it was reserved above it; what is claimed by dika is moved on from the commitment (`acts`).
Money that is no budget line's (earmarked grants received, accumulated surplus) is bound by documents alone.

Beyond the shelf:
- `conditions`: what the law and the office ask of a purchase; `lines`: typed lines priced, with budget line and account.
- `deliveries`: what a delivery comes to line by line; `settlement`: fine, retention and the advance given back.
- `cards`: from an acceptance to the cards of the asset register.
- `quantities`: thousandths of things; `shares`: an amount divided to the last satang.
- `splitting`: purchases that look as if one had been divided.
- `inspections`: the pages of inspections; `forecasts`: the voucher to come, on the page of every document.
"""
