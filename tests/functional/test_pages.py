"""Every page that the cast can reach from its menu, at a desk and on a phone; and the pages without JavaScript."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from roth.demo.cast import PARTS
from tests.functional.keyboard import Person

pytestmark = pytest.mark.browser

DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
RECORD = ("", "steps/", "referral/", "assessment/", "contexts/", "conference/", "plan/", "history/")
FORMS = ("edit/", "own-words/", "family/", "plan/pause/", "plan/goals/add/", "plan/actions/add/", "plan/core-group/")
MENU = "header a[href^='/'], main a.govuk-button[href^='/']"


def visit(someone: Person, path: str) -> None:
    """Look at a page at a desk and on a phone: axe, and no sideways scroll."""
    someone.page.set_viewport_size(DESK)
    assert someone.open(path) == 200, path
    for size in (DESK, PHONE):
        someone.page.set_viewport_size(size)
        wide = someone.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide} at {size['width']}"
    assert not someone.faults(), f"{path} on a phone: {someone.faults()}"


def links(someone: Person) -> list[str]:
    """Where the menu of this page, and its buttons, lead."""
    found = someone.page.locator(MENU).evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    return sorted(set(found))


def rowans_record(worker: Person) -> str:
    """Where the record of Rowan Ellery is."""
    worker.open("/young-people/?q=Rowan")
    worker.press("Rowan Ellery")
    return "/" + worker.page.url.split("/", 3)[3]


@pytest.mark.parametrize("part", PARTS)
def test_home_and_all_that_its_menu_leads_to(person: Callable[..., Person], part: str) -> None:
    someone = person(part)
    visit(someone, "/")
    for path in links(someone):
        visit(someone, path)
    assert not someone.complaints, someone.complaints


def test_every_page_of_a_record_at_a_desk_and_on_a_phone(person: Callable[..., Person]) -> None:
    manager = person("team_manager")
    record = rowans_record(manager)
    for place in RECORD + FORMS:
        visit(manager, record + place)
    assert not manager.complaints, manager.complaints


def test_every_page_of_the_front_door_at_a_desk_and_on_a_phone(person: Callable[..., Person]) -> None:
    manager = person("team_manager")
    found: set[str] = set()
    for path in ("/contacts/", "/contacts/?show=closed"):
        visit(manager, path)
        rows = manager.page.locator("main table a[href^='/contacts/CT']")
        found |= set(rows.evaluate_all("all => all.map((a) => a.getAttribute('href'))"))
    assert found
    leading: set[str] = set()
    for path in sorted(found):
        visit(manager, path)
        onward = manager.page.locator(f"main a[href^='{path}']:not([href*='#'])")
        leading |= set(onward.evaluate_all("all => all.map((a) => a.getAttribute('href'))"))
    assert {path.strip("/").rpartition("/")[2] for path in leading} >= {"accept", "advice", "edit", "new"}
    for path in sorted(leading):
        visit(manager, path)
    assert not manager.complaints, manager.complaints


def test_the_gallery_shows_every_component_without_a_fault(person: Callable[..., Person]) -> None:
    administrator = person("administrator")
    visit(administrator, "/gallery/")
    assert not administrator.complaints, administrator.complaints


def test_pages_that_say_no(person: Callable[..., Person]) -> None:
    """A page that is not there, and one that is not for the reader: each has its words and a way on."""
    administrator = person("administrator")
    assert administrator.refused("/young-people/YP-9999/") == 404
    administrator.press("Go to your work")
    assert administrator.refused("/young-people/") == 403
    administrator.press("Go to your work")


# --- Without JavaScript ---------------------------------------------------------------------------------------------
@pytest.fixture
def plain(chromium: Browser, server: str) -> Iterator[Page]:
    """The social worker, at a browser that runs no scripts."""
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/demo/cast/")
    page.get_by_role("button", name=PARTS["social_worker"].name).click()
    yield page
    context.close()


def plain_record(page: Page) -> str:
    """A list, filtered; then the record."""
    page.goto("/young-people/")
    page.get_by_label("Name", exact=True).fill("Rowan")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="Rowan Ellery").click()
    return page.url


def test_without_javascript_a_list_is_filtered_and_a_form_is_saved(plain: Page) -> None:
    record = plain_record(plain)
    plain.goto(f"{record}own-words/")
    plain.get_by_label("In their own words").fill("I wrote this myself.")
    for name, text in (("Day", "2"), ("Month", "11"), ("Year", "2026")):
        plain.get_by_label(name).fill(text)
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_text("I wrote this myself.")).to_be_visible()


def test_without_javascript_a_row_is_added_and_what_was_typed_stays(plain: Page) -> None:
    record = plain_record(plain)
    plain.goto(f"{record}family/")
    rows = plain.get_by_role("group", name="Person")
    before = rows.count()
    last = rows.nth(before - 1)
    last.get_by_label("Name").fill("Aunt Josie")
    plain.get_by_role("button", name="Add another person").click()
    expect(rows).to_have_count(before + 1)
    expect(rows.nth(before - 1).get_by_label("Name")).to_have_value("Aunt Josie")


def test_without_javascript_a_question_of_the_plan_is_settled(plain: Page) -> None:
    asked = _a_plan_that_asks(plain)
    question = asked.get_by_role("heading").inner_text()
    asked.get_by_text("Decide not to act").click()
    asked.get_by_label("Why does the plan not act on this?").fill("Leah wants to start with the evenings.")
    asked.get_by_role("button", name="Keep this reason").click()
    plain.get_by_text("Answered (").click()
    kept = plain.locator(".roth-question--answered").filter(has_text=question)
    expect(kept).to_contain_text("Leah wants to start with the evenings.")


def _a_plan_that_asks(page: Page) -> Locator:
    """A question of some plan of the invented borough that its worker may decide not to act on."""
    page.goto("/young-people/?stage=plan")
    addresses = page.locator("tbody a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    for address in addresses:
        page.goto(f"{address}plan/")
        asked = page.locator(".roth-question").filter(has_text="Decide not to act")
        if asked.count():
            return asked.first
    raise AssertionError(f"No plan asks anything: {addresses}")
