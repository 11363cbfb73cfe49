"""The addresses of handing accounts out, activation, recovery, the mailbox and the emergency way in."""

from django.urls import path

from khlang.faces.web.entrance import activate, break_glass, hand_out, mailbox, open_sessions, recover

urlpatterns = [
    path("activate/", activate.slip, name="activate"),
    path("activate/thaid/", activate.prove, name="activate-thaid"),
    path("activate/mail/", activate.mailbox, name="activate-mail"),
    path("activate/code/", activate.code, name="activate-code"),
    path("activate/password/", activate.password, name="activate-password"),
    path("recover/", recover.prove, name="recover"),
    path("recover/code/", recover.code, name="recover-code"),
    path("recover/password/", recover.password, name="recover-password"),
    path("break-glass/", break_glass.register, name="break-glass"),
    path("break-glass/enter/", break_glass.enter, name="break-glass-enter"),
    path("hand-out/", hand_out.slip_list, name="hand-out"),
    path("hand-out/new/", hand_out.new, name="hand-out-new"),
    path("hand-out/upload/", hand_out.upload, name="hand-out-upload"),
    path("hand-out/template/", hand_out.template, name="hand-out-template"),
    path("hand-out/print/", hand_out.print_slips, name="hand-out-print"),
    path("hand-out/<int:slip_id>/", hand_out.slip_page, name="hand-out-slip"),
    path("hand-out/<int:slip_id>/revoke/", hand_out.act, {"what": "revoke"}, name="hand-out-revoke"),
    path("hand-out/<int:slip_id>/reissue/", hand_out.act, {"what": "reissue"}, name="hand-out-reissue"),
    path("sessions/", open_sessions.session_list, name="sessions"),
    path("sessions/end/", open_sessions.end, name="sessions-end"),
    path("account/mail/", mailbox.change, name="mailbox"),
]
