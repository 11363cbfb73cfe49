"""The addresses of handing accounts out, activation, recovery, the mailbox and the emergency way in."""

from django.urls import path

from khlang.faces.web.entrance import activate, mailbox, recover

urlpatterns = [
    path("activate/", activate.slip, name="activate"),
    path("activate/thaid/", activate.prove, name="activate-thaid"),
    path("activate/mail/", activate.mailbox, name="activate-mail"),
    path("activate/code/", activate.code, name="activate-code"),
    path("activate/password/", activate.password, name="activate-password"),
    path("recover/", recover.prove, name="recover"),
    path("recover/code/", recover.code, name="recover-code"),
    path("recover/password/", recover.password, name="recover-password"),
    path("account/mail/", mailbox.change, name="mailbox"),
]
