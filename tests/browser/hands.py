"""A person at the keyboard: everything is reached with Tab, arrows, Space and Enter; no mouse is ever moved."""

import re
from collections.abc import Callable
from typing import Any

from axe_core_python.sync_playwright import Axe

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
_MOST = 200


class Hands:
    """One person before a screen of a size. A page that nobody has seen yet is looked at closely, in both sizes."""

    def __init__(self, page: Any, seen: set[str]) -> None:
        self.page = page
        self.keys = page.keyboard
        self.seen = seen
        self.faults: list[str] = []

    def open(self, path: str) -> None:
        """Type an address."""
        answer = self.page.goto(path)
        assert answer.ok, (path, answer.status)
        self.look()

    def look(self) -> None:
        """The page is there; the first of its kind is fit for everybody, no wider than the screen, the same loaded again."""
        self.page.wait_for_function("!!window.Alpine && !!window.htmx")
        kind = re.sub(r"\d+", "*", self.page.url.partition("/documents/")[2] or self.page.url)
        if kind in self.seen:
            return
        self.seen.add(kind)
        if "/new/" not in kind:
            assert self.page.reload().ok, self.page.url
        mine = self.page.viewport_size
        for size in SIZES.values():
            self.page.set_viewport_size(size)
            self._check(kind)
        self.page.set_viewport_size(mine)

    def at(self, selector: str) -> bool:
        """Whether the focus is on what the selector names."""
        return bool(self.page.evaluate("wanted => !!document.activeElement?.matches(wanted)", selector))

    def to(self, selector: str) -> None:
        """Tab until the focus is there; from the top of a page the first link leads past the menu."""
        if self.page.evaluate("document.activeElement === document.body && !document.querySelector('dialog[open]')"):
            self.keys.press("Tab")
            self.keys.press("Enter")
        for _ in range(_MOST):
            if self.at(selector):
                return
            self.keys.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by keyboard on {self.page.url}")

    def fill(self, name: str, text: str) -> None:
        """Type into a box."""
        self.to(f"[name='{name}']")
        self.keys.press("Control+A")
        self.keys.type(text)

    def choose(self, name: str, value: str) -> None:
        """Open a select, arrow to the value, take it."""
        self.to(f"select[name='{name}']")
        for _ in range(40):
            self.keys.press("ArrowDown")
            if self.at(f"option[value='{value}']"):
                self.keys.press("Enter")
                break
        assert self.page.input_value(f"select[name='{name}']") == value, f"{name} does not offer {value}"

    def find(self, box: str, text: str = "") -> None:
        """A type-ahead: type a little, or ask for all with the arrow, and take the first."""
        self.to(f"#id-{box}")
        if text:
            self.keys.type(text)
        else:
            self.keys.press("ArrowDown")
        self.page.wait_for_selector("[role=option]:visible")
        self.keys.press("Enter")
        self.page.wait_for_selector("[role=option]:visible", state="detached")

    def tick(self, name: str) -> None:
        """The first box of several."""
        self.to(f"input[type=checkbox][name='{name}']")
        self.keys.press("Space")

    def save(self) -> None:
        """Control and Enter keep what was typed."""
        self.lead("Control+Enter")
        assert "/new/" not in self.page.url, self.page.inner_text("main")

    def follow(self, selector: str) -> None:
        """A link."""
        self.to(selector)
        self.lead("Enter")

    def move(self, name: str, **typed: str) -> None:
        """A button of the document: its dialog, what it asks for, and its own button."""
        self.to(f"[data-move={name}]")
        self.keys.press("Enter")
        self.page.wait_for_selector("#dialog [data-primary]")
        dialog = f"{self.page.url.split('/')[-3]} {name}"
        if dialog not in self.seen:
            self.seen.add(dialog)
            self._check(dialog)
        for field, text in typed.items():
            self.fill(field, text)
        self.to("#dialog [data-primary]")
        self.lead("Enter")

    def carry_on(self, name: str, *, title: str) -> None:
        """From the inbox to the document that waits there, and on."""
        self.open("/inbox/")
        self.follow("main td a")
        assert title in self.page.inner_text("main")
        self.move(name)

    def lead(self, key: str) -> None:
        """A key that leads to another page."""
        self._led(lambda: self.keys.press(key))

    def _led(self, press: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            press()
        self.look()

    def _check(self, where: str) -> None:
        found = Axe().run(self.page)["violations"]
        self.faults += [f"{where} {each['id']}: {each['nodes'][0]['html'][:100]}" for each in found]
        if not self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            self.faults.append(f"{where} is wider than the screen")
