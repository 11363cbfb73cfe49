"""The PDF of every document and voucher, as an office prints, signs and files it.

    from khlang.bridges.reporting import prints

    prints.forms(kind="receipt")                              # ("receipt", "receipt_a4")
    name, pdf = prints.print_document(document_id=…, form="receipt_a4")
    name, pdf = prints.print_voucher(voucher_id=…)

What a form says comes from the module that owns the document (the `prints` of its screen) or, for documents that are
little more than their entries, from `entries`; what all papers share (mark, why it was voided, who signs where) is
added here.
"""

from khlang.bridges.reporting.prints.documents import forms, print_document, print_voucher

__all__ = ["forms", "print_document", "print_voucher"]
