"""Settings of mail: one address of an SMTP server, or a folder in development."""

from khlang.platform.settings import environment

_server = environment.mail_server(environment.text("KHLANG_MAIL_URL"))
#: Where mail goes: `smtp` (KHLANG_MAIL_URL), `folder` (development without it: files in KHLANG_VAR/mail) or `none`.
MAIL_WAY = "smtp" if _server else "folder"
MAIL_FOLDER = environment.var_folder() / "mail"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if _server else "khlang.platform.mailbox.Folder"
EMAIL_HOST = _server.get("host", "localhost")
EMAIL_PORT = _server.get("port", 25)
EMAIL_HOST_USER = _server.get("user", "")
EMAIL_HOST_PASSWORD = _server.get("password", "")
EMAIL_USE_TLS = _server.get("starttls", False)
EMAIL_USE_SSL = _server.get("tls", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("KHLANG_MAIL_FROM", "khlang@localhost")
#: For how many days the first code on a hand-out slip is good (LOGIN-3).
SLIP_DAYS = environment.number("KHLANG_SLIP_DAYS", 60)
