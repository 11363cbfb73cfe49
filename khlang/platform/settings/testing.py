"""For the tests: SQLite in a file under the system's temporary folder, or what KHLANG_DATABASE_URL names."""

import os
import tempfile

os.environ.setdefault("KHLANG_VAR", tempfile.mkdtemp(prefix="khlang-test-"))
os.environ.setdefault("KHLANG_SECRET_KEY", "testing-" + "k" * 40)
os.environ.setdefault("KHLANG_IDENTITY_KEY", "testing-" + "i" * 40)
os.environ.setdefault("KHLANG_SECRETS_KEY", "testing-" + "s" * 40)
os.environ.setdefault("KHLANG_CONTEXT_KEY", "testing-" + "c" * 40)

from khlang.platform.settings.development import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["TEST"] = {}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("db.sqlite"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["KHLANG_VAR"], "test.sqlite3")}  # noqa: F405
