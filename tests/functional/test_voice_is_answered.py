"""Must show 5, in a real browser and by keyboard: the young person types words on her page; the chair sees them in the
conference; an action answers them; they are shown back to her with the reply. Then she leaves fast."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.functional.keyboard import Person

pytestmark = pytest.mark.browser

WORDS = "Put a light by the canal. And ask me before you ask my mum."
REPLY = "You said it, and it is in your plan. They told us when it will be done."
PHONE = {"viewport": {"width": 390, "height": 844}}


def test_what_she_typed_is_seen_by_the_chair_answered_by_an_action_and_shown_back_to_her(
    person: Callable[..., Person],
) -> None:
    rowan = person("young_person_user", **PHONE)
    rowan.open("/")
    assert "ROTH" not in rowan.page.title()
    assert rowan.page.url.endswith("/mine/")
    rowan.press("Say something")
    rowan.write("What do you want to say?", WORDS)
    rowan.choose("What I want to change", "What is it about?")
    rowan.tick("Everyone at my meeting")
    rowan.press("Send")
    rowan.sees("It is kept as you wrote it")
    rowan.sees("Nobody has answered this yet")

    chair = person("chair")
    chair.open("/voice/")
    chair.sees(WORDS)
    chair.press(f"Open it: {WORDS}")
    record = chair.page.url.partition("/voice/")[0].partition("/young-people/")[2]
    chair.open(f"/young-people/{record}/conference/")
    chair.sees(WORDS)
    chair.press(f"Answer this: {WORDS}")
    chair.choose("An action in the plan does it", "What happened because of this?")
    chair.page.locator("input[name=action]").first.check()
    chair.write("Your reply, in words for them", REPLY)
    chair.press("Keep this answer")
    chair.sees("We did")

    rowan.open("/mine/")
    rowan.sees(WORDS)
    rowan.sees(REPLY)
    chair.open("/voice/")
    chair.does_not_see(WORDS)


def test_exit_this_page_leads_away_without_a_script_and_the_page_is_gone(
    person: Callable[..., Person], chromium: Browser, server: str
) -> None:
    signed_in = person("young_person_user").page.context.storage_state()
    context = chromium.new_context(base_url=server, storage_state=signed_in, java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto("/mine/")
    with page.expect_response(lambda answer: answer.url.endswith("/mine/leave/")) as left:
        page.get_by_role("button", name="Exit this page").click()
    assert left.value.headers["location"].startswith("https://")  # that site may be out of reach where tests run
    page.goto("/mine/")
    assert "/accounts/login/" in page.url
    context.close()
