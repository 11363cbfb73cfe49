"""What `khlang check` asks about the settings of a production installation, beyond Django's own questions.

Each problem says the setting and what to do; on development and demo installations nothing is asked (ASVS V3.3, V13, V15.3.4).
"""

import stat
from collections.abc import Iterator, Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from khlang.platform.settings import environment

#: A network of more addresses than this is not «our proxies».
_MOST_PROXIES: Final = 2**24
_COOKIES: Final = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")


@register(Tags.security, deploy=True)
def installation(app_configs: Sequence[Any] | None, **rest: Any) -> list[CheckMessage]:
    """Every problem of the installation's settings."""
    return [Warning(text, id=f"khlang.{code}") for code, text in (*_pages(), *_surroundings(), *_files())]


def _pages() -> Iterator[tuple[str, str]]:
    for name in _COOKIES:
        if not getattr(settings, name).startswith("__Host-"):
            yield "cookie", f"{name} does not begin with __Host-"
    if not settings.CSRF_COOKIE_HTTPONLY or not settings.SESSION_COOKIE_HTTPONLY:
        yield "cookie", "cookies of session and forms must be HttpOnly"
    if not settings.PUBLIC_URL.startswith("https://"):
        yield "public_url", "KHLANG_PUBLIC_URL is not https://: receipts would lead people to an open line"


def _surroundings() -> Iterator[tuple[str, str]]:
    for host in settings.ALLOWED_HOSTS:
        if "*" in host or host.startswith("."):
            yield "hosts", f"KHLANG_HOSTS: {host} answers to hosts that others may own"
    for proxy in settings.TRUSTED_PROXIES:
        try:
            wide = ip_network(proxy, strict=False).num_addresses > _MOST_PROXIES
        except ValueError:
            yield "proxies", f"KHLANG_TRUSTED_PROXIES: {proxy} is no address"
            continue
        if wide:
            yield "proxies", f"KHLANG_TRUSTED_PROXIES: {proxy} believes half the world"
    handlers: Any = settings.LOGGING["handlers"]
    for handler in handlers.values():
        if handler.get("formatter") != "lines":
            yield "log", "a handler of LOGGING does not write its lines by khlang.platform.logs.Lines"


def _files() -> Iterator[tuple[str, str]]:
    """What is kept must not be read by other accounts of the machine, nor be served."""
    kept, static = environment.var_folder(), settings.STATIC_ROOT
    if stat.S_IMODE(kept.stat().st_mode) & stat.S_IRWXO:
        yield "var", f"KHLANG_VAR: other accounts of the machine may enter {kept} (chmod o-rwx)"
    if static and Path(settings.MEDIA_ROOT).resolve().is_relative_to(Path(static).resolve()):
        yield "var", "attachments lie inside the folder of static files"
