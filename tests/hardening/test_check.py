"""`khlang check` on a production installation: a sound one is silent, each planted fault is named."""

from pathlib import Path

import pytest

from khlang.faces.web import checks


@pytest.fixture
def production(settings, tmp_path, monkeypatch):
    """The settings as production makes them."""
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        setattr(settings, f"{name}_COOKIE_NAME", f"__Host-khlang_{name.lower()}")
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://khlang.example.go.th", ["khlang.example.go.th"]
    settings.TRUSTED_PROXIES, settings.STATIC_ROOT = ["127.0.0.1", "10.1.0.0/16"], str(tmp_path / "static")
    settings.MEDIA_ROOT = tmp_path / "attachments"
    tmp_path.chmod(0o700)
    monkeypatch.setattr(checks.environment, "var_folder", lambda: tmp_path)
    return settings


def told() -> list[str]:
    return [str(each.id) for each in checks.installation(None)]


def test_a_sound_installation_is_silent(production) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SESSION_COOKIE_NAME", "khlang_session", "khlang.cookie"),
        ("CSRF_COOKIE_HTTPONLY", False, "khlang.cookie"),
        ("PUBLIC_URL", "http://khlang.example.go.th", "khlang.public_url"),
        ("ALLOWED_HOSTS", ["*"], "khlang.hosts"),
        ("ALLOWED_HOSTS", [".go.th"], "khlang.hosts"),
        ("TRUSTED_PROXIES", ["0.0.0.0/0"], "khlang.proxies"),
        ("TRUSTED_PROXIES", ["proxy"], "khlang.proxies"),
        ("LOGGING", {"handlers": {"console": {"formatter": "plain"}}}, "khlang.log"),
    ],
)
def test_a_planted_fault_is_named(production, name: str, value: object, problem: str) -> None:
    setattr(production, name, value)
    assert told() == [problem]


def test_open_folders_are_named(production, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert told() == ["khlang.var"]
    tmp_path.chmod(0o700)
    production.MEDIA_ROOT = tmp_path / "static" / "attachments"
    assert told() == ["khlang.var"]
