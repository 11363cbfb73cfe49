"""What all installations share."""

from khlang.platform.settings import environment
from khlang.platform.settings.databases import *  # noqa: F403
from khlang.platform.settings.mail import *  # noqa: F403
from khlang.platform.settings.entrance import *  # noqa: F403
from khlang.platform.settings.thaid import *  # noqa: F403
from khlang.platform.settings.web import *  # noqa: F403

BASE_DIR = environment.ROOT
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "khlang.platform",
    "khlang.spine.organisations",
    "khlang.spine.access",
    "khlang.spine.ledger",
    "khlang.spine.documents",
    "khlang.spine.parties",
    "khlang.office.banking",
    "khlang.office.budget",
    "khlang.office.assets",
    "khlang.office.taxpayers",
    "khlang.office.revenue",
    "khlang.office.procurement",
    "khlang.office.advances",
    "khlang.office.disbursement",
    "khlang.office.payment",
    "khlang.office.reconciliation",
    "khlang.office.treasury",
    "khlang.bridges.continuity",
    *WEB_APPS,  # noqa: F405
]
AUTH_USER_MODEL = "access.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
LANGUAGE_CODE = "th"
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = environment.var_folder() / "attachments"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

#: Largest attachment or spreadsheet taken, in bytes.
UPLOAD_LIMIT = 10 * 1024 * 1024
#: Socket of ClamAV's daemon (a path, or host:port) that looks at every file; none: nothing is scanned.
CLAMD = environment.text("KHLANG_CLAMD")
#: The business date of a demo or drill instance (ISO, C.E.); production refuses it.
BUSINESS_DATE = environment.text("KHLANG_BUSINESS_DATE")
SESSION_IDLE_MINUTES = 30
SESSION_ABSOLUTE_HOURS = 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

#: Faults go to the console of the server with their traceback; what people typed does not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
