"""What all installations share."""

from khlang.platform.settings import environment
from khlang.platform.settings.databases import *  # noqa: F403
from khlang.platform.settings.entrance import *  # noqa: F403
from khlang.platform.settings.mail import *  # noqa: F403
from khlang.platform.settings.protection import *  # noqa: F403
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
#: The business date of a demo or drill instance (ISO, C.E.); production refuses it.
BUSINESS_DATE = environment.text("KHLANG_BUSINESS_DATE")
SESSION_IDLE_MINUTES = 30
SESSION_ABSOLUTE_HOURS = 10
