"""Somebody at a keyboard: every step is a key that a person without a mouse would press.

`Person` finds a control by what it is called, tabs to it in reading order and types. A control that cannot be reached
by Tab, or that has no name, fails the test. Each page arrived at is checked with axe. What the cast does belongs in
the modules of the walk.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, expect

from roth.demo.cast import PARTS

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ONCE_ROUND = 600  # presses of Tab: more than any page has controls
TEXT = ("text", "textarea", "number", "email", "search", "tel", "password")
LINKS = ("a", "submit", "button", "summary")

# What the focused control is called, as assistive technology would say it, what it is, and the questions around it.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return {name: "", kind: "", groups: [], checked: false, id: ""};
  const text = (node) => (node ? node.textContent.replace(/\\s+/g, " ").trim() : "");
  const name = e.getAttribute("aria-label") || (e.labels && e.labels.length ? text(e.labels[0]) : text(e));
  const groups = [];
  for (let f = e.closest("fieldset"); f; f = f.parentElement && f.parentElement.closest("fieldset"))
    groups.push(text(f.querySelector("legend")));
  return {name, kind: e.type || e.tagName.toLowerCase(), groups, checked: !!e.checked, id: e.id};
}"""


def called(name: str, wanted: str) -> bool:
    """Does a control's name begin with these whole words?"""
    return name.startswith(wanted) and not name[len(wanted) : len(wanted) + 1].isalnum()


# Before a key that leads on: mark this document, so that the next one is told from an address that htmx put up here.
# Gives back whether the focused control changes a part of this page and stays.
LEAVING = """() => {
  window.leaving = true;
  window.settled = false;
  document.body.addEventListener('htmx:afterSettle', () => { window.settled = true });
  const e = document.activeElement;
  return [e, e.form].some((it) => it && ['hx-get', 'hx-post'].some((name) => it.hasAttribute(name)));
}"""
ARRIVED = "() => !window.leaving && document.readyState === 'complete'"


class Person:
    """One of the cast at a browser."""

    def __init__(self, page: Page, part: str) -> None:
        self.page, self.part = page, part
        self.visited: set[str] = set()
        self.complaints: list[str] = []
        self.expects_refusal = False
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        """A browser's complaint: a script's failure, or something that the content security policy stopped.

        A form that was sent back with its reasons (409, 422) is none.
        """
        answered = re.search(r"responded with a status of (4\d\d)", message.text)
        if answered and (self.expects_refusal or answered[1] in ("409", "422")):
            return
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")

    # --- going somewhere -----------------------------------------------------------------------------------------
    def sign_in(self) -> None:
        """Through the demo's page of the cast."""
        self.open("/demo/cast/")
        self.press(PARTS[self.part].name)

    def open(self, path: str) -> int:
        """Type an address. The status that it is answered with."""
        answer = self.page.goto(path)
        self.arrived()
        return answer.status if answer else 0

    def refused(self, path: str) -> int:
        """Type an address that is expected to be refused."""
        self.expects_refusal = True
        status = self.open(path)
        self.expects_refusal = False
        return status

    def arrived(self) -> None:
        """Check the page that is there now, once for each address and title."""
        self.page.wait_for_load_state("load")
        place = f"{self.page.url.split('?')[0]} {self.page.title()}"
        if place not in self.visited:
            self.visited.add(place)
            self.check()

    def check(self) -> None:
        """No violation of WCAG 2.2 AA that axe can see; one main heading; a title that says where this is."""
        faults = self.faults()
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)
        assert self.page.locator("h1").count() == 1, f"{self.page.url} has not one main heading"
        named = "ROTH" in self.page.title()  # a page of one's own says nothing to whoever looks over a shoulder
        assert named is not ("/mine/" in self.page.url), self.page.title()
        assert not self.complaints, self.complaints

    def faults(self) -> list[str]:
        """What axe finds wrong with the page as it is now."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate(
            "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
        )
        return [
            f"{violation['id']}: {violation['help']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"
            for violation in found["violations"]
        ]

    # --- keys ----------------------------------------------------------------------------------------------------
    def focused(self) -> dict[str, Any]:
        """What has the focus."""
        return self.page.evaluate(FOCUSED)

    def tab_to(self, name: str, *, group: str = "", within: str = "", kinds: tuple[str, ...]) -> dict[str, Any]:
        """Press Tab until the control of this name has the focus. `group` and `within` are legends around it."""
        seen: set[str] = set()
        for _ in range(ONCE_ROUND):
            now = self.focused()
            around = all(any(called(each, legend) for each in now["groups"]) for legend in (group, within) if legend)
            if now["kind"] in kinds and around and called(now["name"], name):
                return now
            seen.add(f"{now['kind']}:{now['name'][:40]}")
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{name}” cannot be reached by Tab on {self.page.url}; passed {sorted(seen)}")

    def press(self, name: str, *, after: str = "") -> None:
        """Tab to a link or button and press Enter; wait for the page that follows. `after`: one before it."""
        if after:
            self.tab_to(after, kinds=LINKS)
        self.tab_to(name, kinds=LINKS)
        fragment = self.page.evaluate(LEAVING)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("() => window.settled" if fragment else ARRIVED)
        self.arrived()

    def unfold(self, name: str) -> None:
        """Open something that is folded away."""
        self.tab_to(name, kinds=("summary",))
        self.page.keyboard.press("Enter")

    def send(self, name: str) -> None:
        """Press a button that changes a part of the page, and wait until it has."""
        self.tab_to(name, kinds=("submit",))
        self.page.evaluate("() => document.body.addEventListener('htmx:afterSettle', () => { window.settled = true })")
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("() => window.settled")
        self.check()

    def add_row(self, name: str) -> None:
        """Press "Add another ..." and wait for the row, which takes the focus."""
        self.tab_to(name, kinds=("submit",))
        rows = self.page.locator(".roth-rows__row")
        before = rows.count()
        self.page.keyboard.press("Enter")
        expect(rows).to_have_count(before + 1)
        self.page.wait_for_function("() => document.activeElement.classList.contains('roth-rows__row')")

    def write(self, name: str, text: str, *, group: str = "", within: str = "") -> None:
        """Tab to a text control, and type over what is there."""
        self.tab_to(name, group=group, within=within, kinds=TEXT)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def tick(self, name: str, *, group: str = "") -> None:
        """Tick a box."""
        if not self.tab_to(name, group=group, kinds=("checkbox",))["checked"]:
            self.page.keyboard.press("Space")

    def choose(self, name: str, question: str, *, within: str = "") -> None:
        """Answer a question that has radios: Tab to the set, then the arrow keys, as browsers have it."""
        for _ in range(ONCE_ROUND):
            now = self.focused()
            ours = now["kind"] == "radio" and called(now["groups"][0] if now["groups"] else "", question)
            if ours and (not within or any(called(each, within) for each in now["groups"])):
                return self._arrow_to(name)
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The question “{question}” cannot be reached by Tab on {self.page.url}")

    def _arrow_to(self, name: str) -> None:
        passed: list[str] = []
        for _ in range(60):
            now = self.focused()
            if called(now["name"], name):
                return self.page.keyboard.press("Space")
            passed.append(now["name"])
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{name}” is not among {sorted(set(passed))} on {self.page.url}")

    def pick(self, name: str, option: str, *, group: str = "", within: str = "") -> None:
        """Choose from a list by typing what it begins with."""
        self.tab_to(name, group=group, within=within, kinds=("select-one",))
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("() => document.activeElement.selectedOptions[0].textContent.trim()")
        assert chosen.startswith(option), f"typing “{option}” chose “{chosen}”"

    def day(self, question: str, day: date, time: str = "") -> None:
        """Fill the three boxes of a date, and the fourth of a moment."""
        for name, text in (("Day", str(day.day)), ("Month", str(day.month)), ("Year", str(day.year)), ("Time", time)):
            if text:
                self.write(name, text, group=question)

    # --- looking -------------------------------------------------------------------------------------------------
    def text(self) -> str:
        """The words of the page, as they are shown."""
        return " ".join(self.page.locator("body").inner_text().split())

    def sees(self, words: str) -> None:
        """These words are on the page."""
        assert words in self.text(), (
            f"“{words}” is not on {self.page.url}:\n{self.page.locator('main').inner_text()[:3000]}"
        )

    def does_not_see(self, words: str) -> None:
        """These words are not on the page."""
        assert words not in self.text(), f"“{words}” is on {self.page.url}"
