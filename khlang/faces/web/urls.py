"""The addresses of the web face."""

from django.urls import include, path

from khlang.faces.web import (
    accounts,
    attachments,
    dashboard,
    detail,
    directories,
    editing,
    inbox,
    lists,
    moves,
    office,
    receipt,
    reports,
    session,
    suggest,
    tokens,
    verify,
    vouchers,
)
from khlang.faces.web.authority import urls as authority
from khlang.faces.web.authority import urls as authority
from khlang.faces.web.continuity import urls as continuity
from khlang.faces.web.entrance import account, factors, second_step
from khlang.faces.web.entrance import thaid
from khlang.faces.web.entrance import urls as entrance
from khlang.faces.web.privacy import urls as privacy

_DOCUMENT = "documents/<slug:kind>/<int:document_id>/"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("login/", session.log_in, name="login"),
    path("thaid/return/", thaid.come_back, name="thaid-return"),
    path("login/second/", second_step.second, name="login-second"),
    path("login/passkey/begin/", second_step.passkey_begin, name="login-passkey-begin"),
    path("login/passkey/", second_step.passkey_finish, name="login-passkey"),
    path("logout/", session.log_out, name="logout"),
    path("", include(entrance)),
    path("account/", account.my_account, name="my-account"),
    path("account/sessions/", account.end_sessions, name="my-sessions"),
    path("account/second-factor/", factors.second_factors, name="second-factors"),
    path("account/second-factor/totp/", factors.new_totp, name="second-factor-totp"),
    path("account/second-factor/passkey/", factors.new_passkey, name="second-factor-passkey"),
    path("account/second-factor/passkey/begin/", factors.passkey_options, name="second-factor-passkey-begin"),
    path("account/second-factor/<int:authenticator_id>/remove/", factors.remove, name="second-factor-remove"),
    path("password/", session.password, name="password"),
    path("switch/organisation/", session.switch_organisation, name="switch-organisation"),
    path("switch/language/", session.switch_language, name="switch-language"),
    path("office/", office.office, name="office"),
    path("office/emblem/", office.emblem, name="emblem"),
    path("years/", office.years, name="years"),
    path("tokens/", tokens.token_page, name="tokens"),
    path("inbox/", inbox.inbox_page, name="inbox"),
    path("inbox/<slug:kind>/<slug:move>/", inbox.together_page, name="inbox-together"),
    path("receipts/new/", receipt.entry, name="receipt-entry"),
    path("receipts/<int:document_id>/", receipt.entry, name="receipt-draft"),
    path("documents/<int:document_id>/", reports.document_by_id, name="document-by-id"),
    path("documents/<slug:kind>/", lists.document_list, name="documents"),
    path("documents/<slug:kind>/export.<slug:format>", lists.document_export, name="documents-export"),
    path("documents/<slug:kind>/new/", editing.new, name="document-new"),
    path("documents/<slug:kind>/new/<slug:start>/template/", editing.template, name="document-template"),
    path("documents/<slug:kind>/new/<slug:start>/preview/", editing.preview, name="document-start-preview"),
    path("documents/<slug:kind>/new/<slug:start>/", editing.new, name="document-start"),
    path(_DOCUMENT, detail.document_page, name="document"),
    path(f"{_DOCUMENT}edit/", editing.edit, name="document-edit"),
    path(f"{_DOCUMENT}print/<slug:form>/", detail.document_print, name="document-print"),
    path(f"{_DOCUMENT}file/<slug:key>/", detail.document_file, name="document-file"),
    path(f"{_DOCUMENT}attach/", attachments.add, name="attachment-add"),
    path("attachments/<int:attachment_id>/", attachments.download, name="attachment"),
    path(f"{_DOCUMENT}<slug:move>/", moves.move_page, name="document-move"),
    path(f"{_DOCUMENT}<slug:move>/preview/", moves.preview, name="document-preview"),
    path("vouchers/", vouchers.voucher_list, name="vouchers"),
    path("vouchers/export.<slug:format>", vouchers.voucher_export, name="vouchers-export"),
    path("vouchers/<int:voucher_id>/", vouchers.voucher_page, name="voucher"),
    path("vouchers/<int:voucher_id>/print/", vouchers.voucher_print, name="voucher-print"),
    path("accounts/<str:code>/", accounts.account_page, name="account"),
    path("accounts/<str:code>/export.<slug:format>", accounts.account_export, name="account-export"),
    path("lists/<slug:key>/", directories.directory_list, name="directory"),
    path("lists/<slug:key>/export.<slug:format>", directories.directory_export, name="directory-export"),
    path("lists/<slug:key>/new/", directories.directory_entry, name="directory-new"),
    path("lists/<slug:key>/<int:entry_id>/", directories.directory_entry, name="directory-entry"),
    path("continuity/", include(continuity)),
    path("authority/", include(authority)),
    path("authority/", include(authority)),
    path("", include(privacy)),
    path("reports/", reports.report_list, name="reports"),
    path("reports/<slug:name>/", reports.report_page, name="report"),
    path("suggest/<slug:owner>/<str:path>/", suggest.suggest, name="suggest"),
    path("v/<slug:token>/", verify.verify, name="verify"),
]
