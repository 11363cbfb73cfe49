"""Procurement: requisition, order or contract, amendments, guarantees, inspection and acceptance (spec 4.1).

A requisition reserves budget, an order or contract turns the reservation into a commitment and releases what it was
reserved above it; what is claimed by dika is moved on from the commitment (`consumption`). Money that is no budget line's
(earmarked grants received, accumulated surplus) is bound by documents alone. Rules: พ.ร.บ.การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ
พ.ศ. 2560 and the regulation of the Ministry of Finance of the same year, as dated data in
`khlang/standards/procurement_methods.toml`.
"""
