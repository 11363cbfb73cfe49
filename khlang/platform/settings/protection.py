"""What keeps strangers out of the pages: cookies, headers, limits of what is sent, and a log that tells no secrets."""

from khlang.platform.settings import environment

#: Largest attachment or spreadsheet taken, in bytes, and largest request with everything in it.
UPLOAD_LIMIT = 10 * 1024 * 1024
REQUEST_LIMIT = 4 * UPLOAD_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
#: Socket of ClamAV's daemon (a path, or host:port) that looks at every file; none: nothing is scanned.
CLAMD = environment.text("KHLANG_CLAMD")

SESSION_COOKIE_NAME = "khlang_session"
SESSION_COOKIE_HTTPONLY = True
#: Lax and not Strict: the way back from ThaID is a link from another site.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "khlang_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
#: No script reads the token: it stands in the page (ASVS V3.3.4).
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "khlang_language"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: Where browsers report what the content security policy stopped; none: they do not.
CSP_REPORTS = environment.text("KHLANG_CSP_REPORTS")

#: Faults go to the console of the server with their traceback; what people typed does not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "khlang.platform.logs.Lines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
