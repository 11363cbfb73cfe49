"""`khlang bench pages --country`: is one office among the whole country as fast as an office alone?

Two databases, one with a single office and one with the country of `khlang demo --country` around the same office; the same
person logs in, opens the inbox, a list and a register in both, turn by turn, and each answer is timed.
"""

import argparse
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections
from django.test import Client, override_settings

from khlang.faces.cli.bench import pages, spent, stage
from khlang.faces.cli.demo import country
from khlang.platform.db.connections import is_postgresql
from khlang.spine.organisations import queries as organisations

#: So many turns, each of so many answers a page and database.
TURNS, ANSWERS = 5, 6
PASSWORD = "ช้างน้อยข้ามสะพานไม้เก่า"
PAGES = ("dashboard", "inbox", "receipt_list", "dika_register", "dika_search_name")
_ADDRESSES = {"dashboard": "/", **{name: pages.PAGES[name] for name in PAGES if name in pages.PAGES}}


@dataclass
class Site:
    """One database with the measured office in it."""

    name: str
    org: int
    client: Client
    times: dict[str, list[float]]


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """One row per page: median alone and in the country, and their ratio (1.0: as fast)."""
    logging.getLogger("django").setLevel(logging.CRITICAL)
    with (
        override_settings(ALLOWED_HOSTS=["testserver"], BUSINESS_DATE=pages.TODAY),
        stage.database("khlang_bench_alone") as one,
    ):
        alone = _site(one, options.sizes[0])
        with stage.database("khlang_bench_country") as many:
            begun = time.monotonic()
            country.build(share=options.share)
            seconds = round(time.monotonic() - begun)
            within = _site(many, options.sizes[0])
            for _ in range(TURNS):
                for site in (alone, within):
                    with _at(site.name):
                        _turn(site)
            with _at(many):
                everybody = organisations.count()
    return [_row(name, alone, within, everybody, seconds) for name in ("log_in", *PAGES)]


def _site(name: str, documents: int) -> Site:
    with _at(name):
        org, _ = spent.write(number=1, first=1, documents=documents)
        client = pages.logged_in(org, password=PASSWORD)
    return Site(name, org, client, {page: [] for page in ("log_in", *PAGES)})


@contextmanager
def _at(name: str) -> Iterator[None]:
    """Work on one of the two databases."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    if before != name:
        connection.close()
        settings["NAME"] = name
    try:
        yield
    finally:
        if before != name:
            connection.close()
            settings["NAME"] = before


def _turn(site: Site) -> None:
    for name, address in _ADDRESSES.items():
        pages.expect(site.client.get(address), 200)
        for _ in range(ANSWERS):
            begun = time.perf_counter()
            site.client.get(address)
            site.times[name].append(1000 * (time.perf_counter() - begun))
    for _ in range(ANSWERS):
        stranger = Client()
        begun = time.perf_counter()
        pages.expect(stranger.post("/login/", {"username": pages.username(site.org), "password": PASSWORD}), 302)
        site.times["log_in"].append(1000 * (time.perf_counter() - begun))


def _row(name: str, alone: Site, within: Site, everybody: int, seconds: int) -> dict[str, Any]:
    one, many = (sorted(site.times[name])[len(site.times[name]) // 2] for site in (alone, within))
    return {
        "page": name,
        "database": "postgresql" if is_postgresql() else "sqlite",
        "alone_ms": round(one, 1),
        "country_ms": round(many, 1),
        "ratio": round(many / one, 2),
        "organisations": everybody,
        "built_s": seconds,
    }
