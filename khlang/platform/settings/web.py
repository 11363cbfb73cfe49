"""Settings of the faces: applications, middleware, templates, static files, headers."""

from khlang.platform.settings import environment

_WEB = environment.ROOT / "khlang" / "faces" / "web"

WEB_APPS: list[str] = ["django_cotton.apps.SimpleAppConfig", "django_htmx", "khlang.faces.web"]
ROOT_URLCONF = "khlang.faces.urls"
WSGI_APPLICATION = "khlang.faces.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "khlang.faces.web.security.ContentSecurity",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "khlang.spine.access.sessions.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khlang.faces.web.searching.NoNumbersInAddresses",
    "khlang.faces.web.place.Standing",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "khlang.faces.web.shell.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.filesystem.Loader"],
                )
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "khlang.faces.web.templatetags.khlang",
            ],
        },
    }
]
COTTON_DIR = "cotton"
STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
CSRF_FAILURE_VIEW = "khlang.faces.web.errors.csrf_failed"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTHENTICATION_BACKENDS = ["khlang.spine.access.login.PersonBackend"]
#: Reverse proxies whose X-Forwarded-For is believed (addresses or networks); none: the connection's own address counts.
TRUSTED_PROXIES = environment.words("KHLANG_TRUSTED_PROXIES")
#: The address under which people outside reach this installation; printed on receipts as a QR code.
PUBLIC_URL = environment.text("KHLANG_PUBLIC_URL", "http://localhost:8000").rstrip("/")
