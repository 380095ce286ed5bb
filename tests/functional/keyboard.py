"""Somebody at a keyboard: every step is a key that a person without a mouse would press.

`Person` finds a control by what it is called, tabs to it in reading order and types. A control that cannot be reached by
Tab, or that has no name, fails the test. Each page arrived at is checked with axe.
"""

from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# What the focused control is called, as assistive technology would say it, and what it is.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return {name: "", kind: "", group: "", value: ""};
  const text = (node) => (node ? node.textContent.replace(/\\s+/g, " ").trim() : "");
  const label = e.getAttribute("aria-label") || (e.labels && e.labels.length ? text(e.labels[0]) : text(e));
  const set = e.closest("fieldset");
  const groups = [];
  for (let f = set; f; f = f.parentElement && f.parentElement.closest("fieldset")) groups.push(text(f.querySelector("legend")));
  return {name: label, kind: e.type || e.tagName.toLowerCase(), group: groups.join(" | "), value: e.value || "",
          checked: !!e.checked, id: e.id};
}"""


class Person:
    """One of the cast at a browser."""

    def __init__(self, page: Page, part: str) -> None:
        self.page, self.part = page, part
        self.visited: list[str] = []

    # --- going somewhere -----------------------------------------------------------------------------------------
    def sign_in(self) -> None:
        """Through the demo's page of the cast."""
        self.open("/demo/cast/")
        self.press(self._button_of_part())
        self.arrived()

    def _button_of_part(self) -> str:
        from roth.demo.cast import PARTS

        return PARTS[self.part].name

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)
        self.arrived()

    def arrived(self) -> None:
        """Check the page that is there now, once for each address and title."""
        self.page.wait_for_load_state("load")
        place = f"{self.page.url.split('?')[0]} {self.page.title()}"
        if place not in self.visited:
            self.visited.append(place)
            self.check()

    def check(self) -> None:
        """No violation of WCAG 2.2 AA that axe can see; one main heading; a title that says where this is."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate(
            "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
        )
        faults = [
            f"{violation['id']}: {violation['help']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"
            for violation in found["violations"]
        ]
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)
        assert self.page.locator("h1").count() == 1, f"{self.page.url} has not one main heading"
        assert "ROTH Pathways" in self.page.title()

    # --- keys ----------------------------------------------------------------------------------------------------
    def focused(self) -> dict[str, Any]:
        """What has the focus."""
        return self.page.evaluate(FOCUSED)

    def tab_to(self, name: str, *, group: str = "", kinds: tuple[str, ...] = (), value: str = "") -> dict[str, Any]:
        """Press Tab until the control of this name has the focus, at most twice round the page."""
        seen: list[str] = []
        for _ in range(600):
            now = self.focused()
            if (
                now["name"].startswith(name)
                and (not group or group in now["group"])
                and (not kinds or now["kind"] in kinds)
                and (not value or now["value"] == value)
            ):
                return now
            seen.append(f"{now['kind']}:{now['name'][:40]}")
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{name}” cannot be reached by Tab on {self.page.url}; passed {sorted(set(seen))}")

    def press(self, name: str) -> None:
        """Tab to a link or button and press Enter; wait for the page that follows."""
        self.tab_to(name, kinds=("a", "submit", "button", "summary"))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.arrived()

    def write(self, name: str, text: str, *, group: str = "") -> None:
        """Tab to a text control, and type over what is there."""
        self.tab_to(name, group=group, kinds=("text", "textarea", "number", "email", "search", "tel", "password"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, name: str, *, group: str = "") -> None:
        """Tick a box or choose a radio by its words. Radios are reached with the arrow keys, as browsers have it."""
        for _ in range(600):
            now = self.focused()
            if now["kind"] == "checkbox" and now["name"].startswith(name) and group in now["group"]:
                if not now["checked"]:
                    self.page.keyboard.press("Space")
                return
            if now["kind"] == "radio" and group in now["group"] and self._choose_radio(name):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{name}” in “{group}” cannot be reached on {self.page.url}")

    def _choose_radio(self, name: str) -> bool:
        """With the focus in a set of radios: arrow to the one of this name, if the set has it."""
        first = self.focused()["id"]
        for _ in range(60):
            now = self.focused()
            if now["name"].startswith(name):
                self.page.keyboard.press("Space")
                return True
            self.page.keyboard.press("ArrowDown")
            if self.focused()["id"] == first:
                return False
        return False

    def pick(self, name: str, option: str, *, group: str = "") -> None:
        """Choose from a list by typing what it begins with."""
        self.tab_to(name, group=group, kinds=("select-one",))
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("() => document.activeElement.selectedOptions[0].textContent.trim()")
        assert chosen.startswith(option), f"typing “{option}” chose “{chosen}”"

    def date(self, group: str, day: date) -> None:
        """Fill the three boxes of a date."""
        for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.write(name, str(number), group=group)

    # --- looking ---------------------------------------------------------------------------------------------------
    def reads(self, words: str) -> bool:
        """Are these words on the page?"""
        return words in " ".join(self.page.locator("body").inner_text().split())

    def sees(self, words: str) -> None:
        """These words are on the page."""
        assert self.reads(words), (
            f"“{words}” is not on {self.page.url}:\n{self.page.locator('main').inner_text()[:3000]}"
        )

    def does_not_see(self, words: str) -> None:
        """These words are not on the page."""
        assert not self.reads(words), f"“{words}” is on {self.page.url}"
