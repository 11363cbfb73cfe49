"""A real office or the national service: every secret from the environment, no business date, HTTPS only."""

from django.core.exceptions import ImproperlyConfigured

from khlang.platform.settings import base, environment
from khlang.platform.settings.base import *  # noqa: F403

DEBUG = False
PRODUCTION = True
SECRET_KEY = environment.text("KHLANG_SECRET_KEY")
if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured("KHLANG_SECRET_KEY must be set to at least 40 random characters")
IDENTITY_KEY = environment.text("KHLANG_IDENTITY_KEY")
if any(len(each.strip()) < 40 for each in IDENTITY_KEY.split(",")) or SECRET_KEY in IDENTITY_KEY:
    raise ImproperlyConfigured(
        "KHLANG_IDENTITY_KEY must be set to at least 40 random characters of its own; older ones as well"
    )
CONTEXT_KEY = environment.text("KHLANG_CONTEXT_KEY")
if len(CONTEXT_KEY) < 40 or CONTEXT_KEY in (SECRET_KEY, IDENTITY_KEY):
    raise ImproperlyConfigured("KHLANG_CONTEXT_KEY must be set to at least 40 random characters of its own")
SECRETS_KEY = environment.text("KHLANG_SECRETS_KEY")
if len(SECRETS_KEY.partition(",")[0]) < 40 or SECRETS_KEY in (SECRET_KEY, IDENTITY_KEY):
    raise ImproperlyConfigured("KHLANG_SECRETS_KEY must be set to at least 40 random characters of its own")
SECOND_FACTOR = SECOND_FACTOR or "required"  # noqa: F405
if environment.text("KHLANG_BUSINESS_DATE"):
    raise ImproperlyConfigured("KHLANG_BUSINESS_DATE is for demo and drill instances; production refuses it")
ALLOWED_HOSTS = environment.words("KHLANG_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
#: The prefix makes browsers hold a cookie to this host, to TLS and to the whole site.
SESSION_COOKIE_NAME = f"__Host-{SESSION_COOKIE_NAME}"  # noqa: F405
CSRF_COOKIE_NAME = f"__Host-{CSRF_COOKIE_NAME}"  # noqa: F405
LANGUAGE_COOKIE_NAME = f"__Host-{LANGUAGE_COOKIE_NAME}"  # noqa: F405
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
#: Programs are refused without TLS, not led on (khlang/faces/web/security.py).
SECURE_REDIRECT_EXEMPT = [r"^api/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_PRELOAD = True
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
if base.MAIL_WAY == "folder":
    MAIL_WAY, EMAIL_BACKEND = "none", "khlang.platform.mailbox.Nowhere"
