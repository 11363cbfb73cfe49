"""Reading of the environment: the only way a secret or an address enters Khlang (docs/settings.md)."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]


def text(name: str, default: str = "") -> str:
    """The value of an environment variable, stripped; `default` when absent or empty."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A comma-separated environment variable as a list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number from the environment. Raises ValueError for anything else, so that a slip of the pen stops the start."""
    return int(text(name, str(default)))


def mail_server(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:port?tls=1` (STARTTLS) or `smtps://…` (TLS from the first byte) in parts; {} for ""."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("KHLANG_MAIL_URL: smtp://user:password@host:port?tls=1 is wanted")
    direct = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if direct else 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": direct,
        "starttls": not direct and parse_qs(parts.query).get("tls") == ["1"],
    }


def var_folder() -> Path:
    """Where a development or office installation keeps its data (`KHLANG_VAR`, default `var/`)."""
    folder = Path(text("KHLANG_VAR", str(ROOT / "var")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_secret(name: str, file: str) -> str:
    """The secret of an environment variable, or a random key made once and kept beside the data (development only)."""
    given = text(name)
    if given:
        return given
    kept = var_folder() / file
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text().strip()


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///file` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "khlang.platform.db.sqlite",
            "NAME": parts.path[1:]
            if parts.path.startswith("//")
            else unquote(parts.path.removeprefix("/")) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in ("postgres", "postgresql"):
        query = parse_qs(parts.query)
        return {
            "ENGINE": "khlang.platform.db.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host", [parts.hostname or ""])[0],
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5},
        }
    raise ValueError(f"KHLANG_DATABASE_URL: unknown kind of database {parts.scheme!r}")
