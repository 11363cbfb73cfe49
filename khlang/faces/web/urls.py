"""The addresses of the web face."""

from django.urls import path

from khlang.faces.web import (
    attachments,
    dashboard,
    detail,
    directories,
    editing,
    inbox,
    lists,
    moves,
    receipt,
    reports,
    session,
    suggest,
    verify,
    vouchers,
)

_DOCUMENT = "documents/<slug:kind>/<int:document_id>/"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("login/", session.log_in, name="login"),
    path("logout/", session.log_out, name="logout"),
    path("password/", session.password, name="password"),
    path("switch/organisation/", session.switch_organisation, name="switch-organisation"),
    path("switch/language/", session.switch_language, name="switch-language"),
    path("inbox/", inbox.inbox_page, name="inbox"),
    path("receipts/new/", receipt.entry, name="receipt-entry"),
    path("receipts/<int:document_id>/", receipt.entry, name="receipt-draft"),
    path("documents/<int:document_id>/", reports.document_by_id, name="document-by-id"),
    path("documents/<slug:kind>/", lists.document_list, name="documents"),
    path("documents/<slug:kind>/export.<slug:format>", lists.document_export, name="documents-export"),
    path("documents/<slug:kind>/new/", editing.new, name="document-new"),
    path("documents/<slug:kind>/new/<slug:start>/", editing.new, name="document-start"),
    path(_DOCUMENT, detail.document_page, name="document"),
    path(f"{_DOCUMENT}edit/", editing.edit, name="document-edit"),
    path(f"{_DOCUMENT}print/<slug:form>/", detail.document_print, name="document-print"),
    path(f"{_DOCUMENT}attach/", attachments.add, name="attachment-add"),
    path("attachments/<int:attachment_id>/", attachments.download, name="attachment"),
    path(f"{_DOCUMENT}<slug:move>/", moves.move_page, name="document-move"),
    path(f"{_DOCUMENT}<slug:move>/preview/", moves.preview, name="document-preview"),
    path("vouchers/", vouchers.voucher_list, name="vouchers"),
    path("vouchers/export.<slug:format>", vouchers.voucher_export, name="vouchers-export"),
    path("vouchers/<int:voucher_id>/", vouchers.voucher_page, name="voucher"),
    path("lists/<slug:key>/", directories.directory_list, name="directory"),
    path("lists/<slug:key>/export.<slug:format>", directories.directory_export, name="directory-export"),
    path("lists/<slug:key>/new/", directories.directory_entry, name="directory-new"),
    path("lists/<slug:key>/<int:entry_id>/", directories.directory_entry, name="directory-entry"),
    path("reports/", reports.report_list, name="reports"),
    path("reports/<slug:name>/", reports.report_page, name="report"),
    path("suggest/<slug:owner>/<str:path>/", suggest.suggest, name="suggest"),
    path("v/<slug:token>/", verify.verify, name="verify"),
]
