"""Settings of the database: as whom the application works, as whom it is migrated, what signs its context
(docs/security/database.md)."""

from khlang.platform.settings import environment

_URL = environment.text("KHLANG_DATABASE_URL", f"sqlite:///{environment.var_folder() / 'khlang.sqlite3'}")
DATABASES = {"default": environment.database(_URL)}
#: As whom `khlang migrate` works: the owner of the tables. The application itself without another.
OWNER_DATABASE = environment.database(environment.text("KHLANG_OWNER_DATABASE_URL", _URL))
#: The role of PostgreSQL that the application logs in as; `khlang migrate` gives it what it needs when there is one.
APPLICATION_ROLE = environment.text("KHLANG_APPLICATION_ROLE", "khlang_app")
