"""What the hostile tests share: the world of the architecture tests, a reader of forms, and things nobody should type.

No test stands here. A form is read from its page as a browser reads it, so a new form is attacked without a word here.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.architecture.access_table import TABLE, Row
from tests.architecture.conftest import World, untouched, world

__all__ = ["HANDLED", "PAGES", "Sent", "World", "form_on", "opened", "untouched", "world"]

# What may come back from anything sent: a page, a redirect, or a refusal in words. Never 500.
Day = tuple[str, str, str]
TODAY: Final[Day] = (f"{date.today():%d}", f"{date.today():%m}", f"{date.today():%Y}")
HANDLED: Final = {200, 302, 303, 400, 403, 404, 405, 409, 413, 422}
MARKUP: Final = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
TEXTS: Final[dict[str, str]] = {
    "long": "word " * 20_000,
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f4 \u00e9e\u0301 \U0001f1ec\U0001f1e7 too",
    "right to left": "\u202e\u0645\u0631\u062d\u0628\u0627\u202c \u05e9\u05dc\u05d5\u05dd \u2066x",
    "controls": "a\x00b\x07c\x1b[31m\x7f\x85\u2028d\ufeff\ufffe",
    "markup": MARKUP,
    "template": "{{ 7*7 }}{% include 'x' %}${7*7}#{7*7}<%= 7*7 %>%s%(x)s{0}{x}",
    "formula": "=cmd|' /C calc'!A0",
    "sql": "'; DROP TABLE people_youngperson; -- \\' %_",
    "digits": "9" * 5_000,
    "other digits": "\u0663\u00b2\uff13",
    "not a number": "1e999",
}


@dataclass
class Sent:
    """A form as a browser would send it back untouched, and what its boxes are."""

    action: str = ""
    kinds: dict[str, str] = field(default_factory=dict)  # name -> text, radio, select, checkbox, hidden, file
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """The boxes in which one writes, but for the parts of dates."""
        return [name for name, kind in self.kinds.items() if kind == "text" and not _date_part(name)]

    @property
    def dates(self) -> set[str]:
        """Questions that are asked in a day's boxes."""
        return {name.rpartition("-")[0] for name in self.kinds if _date_part(name)}

    def filled(self, text: str, day: Day = TODAY, choice: int = 0, at: str = "00:30") -> dict[str, Any]:
        """Every box filled: words with `text`, days with `day`, and one of the answers offered."""
        data: dict[str, Any] = {name: list(values) for name, values in self.values.items()}
        data |= {name: text for name in self.texts}
        data |= {name: SimpleUploadedFile("x", text.encode()) for name, kind in self.kinds.items() if kind == "file"}
        for name in self.dates:
            data |= {f"{name}-{part}": value for part, value in zip(("day", "month", "year"), day, strict=True)}
            if f"{name}-time" in self.kinds:
                data[f"{name}-time"] = at
        for name, offered in self.choices.items():
            real = [each for each in offered if each]
            if real:
                data[name] = real[choice % len(real)]
        return data

    def put_back(self, data: dict[str, Any], wrong: set[str]) -> dict[str, Any]:
        """The same, with what the page called wrong as the page had it at first: of a day, all its boxes."""
        dates = {name.rpartition("-")[0] for name in wrong if _date_part(name)}
        wrong = wrong | {name for name in self.kinds if _date_part(name) and name.rpartition("-")[0] in dates}
        kept = {name: value for name, value in data.items() if name not in wrong}
        return kept | {name: self.values[name] for name in wrong if name in self.values}


def _date_part(name: str) -> bool:
    return name.rpartition("-")[2] in {"day", "month", "year", "time"}


class _Reader(HTMLParser):
    """The forms of a page that POST, but for those of the shell around it."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.found: list[Sent] = []
        self.form: Sent | None = None
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.inside = True
        elif tag == "form" and self.inside and given.get("method", "").lower() == "post":
            self.form = Sent(given.get("action", ""))
            self.found.append(self.form)
        elif self.form is not None:
            self._part(tag, given)

    def _part(self, tag: str, given: dict[str, str]) -> None:
        assert self.form is not None
        name, form = given.get("name", ""), self.form
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("radio", "checkbox"):
                form.kinds[name] = kind
                form.choices.setdefault(name, []).append(given.get("value", "on"))
                if "checked" in given:
                    form.values.setdefault(name, []).append(given.get("value", "on"))
            else:
                form.kinds[name] = kind if kind in ("hidden", "file") else "text"
                form.values[name] = [given.get("value", "")]
        elif tag == "select" and name:
            self.select, form.kinds[name] = name, "select"
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(given.get("value", ""))
            if "selected" in given:
                form.values[self.select] = [given.get("value", "")]
        elif tag == "textarea" and name:
            self.area, form.kinds[name], form.values[name] = name, "text", [""]

    def handle_data(self, data: str) -> None:
        if self.area and self.form is not None:
            self.form.values[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "main":
            self.inside = False


def forms_in(content: bytes) -> list[Sent]:
    """Every form of a page that changes something."""
    reader = _Reader()
    reader.feed(content.decode())
    return reader.found


def wrong_in(content: bytes) -> set[str]:
    """The boxes that an error summary links to, by name."""
    main = content.decode().partition("<main")[2]
    return set(re.findall(r'href="#id_([A-Za-z0-9_-]+)"', main))


def form_on(client: Client, address: str) -> Sent | None:
    """The page's own form, where it has one that is sent back to its own address."""
    found = [form for form in forms_in(client.get(address).content) if form.action in ("", address)]
    return found[0] if found else None


def opened(world: World, name: str) -> tuple[Client, str]:
    """Somebody whom the table lets in there, and the address."""
    row: Row = TABLE[name]
    part = next(part for part in world.clients if part in row.may)
    return world.clients[part], reverse(name, kwargs=row.kwargs(world))


# Addresses that somebody may open. Where the page holds a form of its own, the form is attacked.
PAGES: Final = [name for name, row in TABLE.items() if row.may and row.method == "GET"]
