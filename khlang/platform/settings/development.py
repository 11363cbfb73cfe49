"""A demo, a drill or one office on one machine: no secrets needed, a business date may be set."""

from khlang.platform.settings import environment
from khlang.platform.settings.base import *  # noqa: F403

DEBUG = environment.text("KHLANG_DEBUG") == "1"
SECRET_KEY = environment.kept_secret("KHLANG_SECRET_KEY", "secret_key")
IDENTITY_KEY = environment.kept_secret("KHLANG_IDENTITY_KEY", "identity_key")
SECRETS_KEY = environment.kept_secret("KHLANG_SECRETS_KEY", "secrets_key")
SECOND_FACTOR = SECOND_FACTOR or "offered"  # noqa: F405
CONTEXT_KEY = environment.kept_secret("KHLANG_CONTEXT_KEY", "context_key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver", *environment.words("KHLANG_HOSTS")]
PRODUCTION = False
