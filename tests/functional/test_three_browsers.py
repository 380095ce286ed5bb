"""Three browsers at one conference: the chair records it, a partner watches it live, one who left is shut out.

The conference is booked by the same actions as pages use; what happens in the room is done at the keyboard.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.functional.keyboard import Person

pytestmark = pytest.mark.browser

SOON = 10_000  # milliseconds: five times as long as a screen takes to ask again
BOOKED = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import cast
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
crew = crew_of(cast())
today = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate())
start = ENGLAND_AND_WALES.subtract_working_days(today, 15)
walk = walk_to(Walk(crew, "Wren", "Halloran", places_at(crew, (0, 1, 2)), start, number=51), "booked")
print(walk.young_person.ref)
"""
LEFT = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from roth.accounts.actions import end_membership
from roth.demo.cast import cast
people = cast()
yesterday = timezone.localdate() - timedelta(days=1)
end_membership(by=people.administrator, membership=people.school_lead.memberships.get(), ends_on=yesterday)
"""
BACK = """
import django; django.setup()
from roth.accounts.models import Membership
from roth.demo.cast import cast
Membership.objects.filter(user=cast().school_lead).update(ends_on=None)
"""


@pytest.fixture
def ran(server: str, environment: dict[str, str]) -> Callable[[str], str]:
    """Do something to this run's data, as the service's own actions do it."""

    def run(script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return (done.stdout.split() or [""])[-1]  # letters that the demo writes to nobody come before it

    return run


def shows(person: Person, words: str) -> None:
    """The words come onto this person's screen, and nobody presses anything."""
    expect(person.page.locator("#now")).to_contain_text(words, timeout=SOON)


def test_the_chair_records_a_partner_watches_and_one_who_left_is_shut_out(
    person: Callable[..., Person], ran: Callable[[str], str]
) -> None:
    home = f"/young-people/{ran(BOOKED)}/conference/"
    chair, sergeant, teacher = person("chair"), person("police_sergeant"), person("school_lead")
    for watcher in (sergeant, teacher):
        watcher.open(home)
        watcher.press("Go into the room")
        watcher.sees("The conference is not open yet")

    the_chair_opens_it(chair, home)
    for watcher in (sergeant, teacher):
        shows(watcher, "Welcome, and why we are here")

    chair.write("When the chair met the young person", "On Monday, at school.")
    chair.press("Save and go on")
    chair.pick("How the young person took part", "Came and spoke")
    chair.write("What the young person says", "I want the bus home without being stopped.")
    chair.press("Save and go on")
    shows(sergeant, "I want the bus home without being stopped.")
    shows(sergeant, "Strengths and safety")
    sergeant.check()

    teacher.expects_refusal = True
    try:
        ran(LEFT)
        expect(teacher.page.locator("#now")).to_have_count(0, timeout=SOON)  # the screen leaves by itself
        assert teacher.refused(f"{home}room/") == 403  # and the next click is refused
        teacher.does_not_see("Wren")
        shows(sergeant, "Strengths and safety")
    finally:
        ran(BACK)

    an_option_only_after_the_pause(chair)
    shows(sergeant, "Ask the bus company for a guard at the gate")
    shows(sergeant, "Taken")
    somebody_who_is_there_says_yes(chair)
    shows(sergeant, "will walk the last bus")
    shows(sergeant, "Accepted")
    sergeant.check()
    nothing_of_anybody_else(sergeant)


def the_chair_opens_it(chair: Person, home: str) -> None:
    chair.open(home)
    chair.press("Go into the room")
    chair.press("Open the conference")
    if chair.page.locator("textarea[name=why_not_ready]").count():
        chair.write("Why does it start all the same?", "Wren asked us not to wait for one report.")
    chair.press("Open the conference")
    chair.sees("1. Welcome")


def an_option_only_after_the_pause(chair: Person) -> None:
    """Item 8 leads back to the pause until the aim and how we would know are there."""
    chair.press("8. Options")
    chair.sees("Pause first")
    chair.does_not_see("Add an option")
    chair.press("7. Pause")
    chair.write("What are we trying to achieve?", "Wren gets home on the bus unafraid.")
    chair.write("How would we know", "Wren has used the bus for a month.")
    chair.press("Save and go on")
    chair.press("Add an option")
    chair.write("What could be done?", "Ask the bus company for a guard at the gate")
    chair.choose("Taken", "Is it taken?")
    chair.write("Why?", "It changes the station and not Wren.")
    chair.press("Save")
    chair.sees("The option is written down.")


def somebody_who_is_there_says_yes(chair: Person) -> None:
    """The sergeant came; what he takes on is his. Nobody can say yes for somebody who is not there (V05)."""
    chair.press("11. Decision")
    chair.press("Who came, and what they think")
    chair.pick("Did Callum Reid come?", "Came")
    chair.press("Save")
    chair.press("Go into the room")
    chair.press("Write under")
    chair.press("9. Actions")
    chair.press("Add an action")
    chair.write("What will be done?", "walk the last bus on Fridays")
    chair.write("What will be true", "Wren gets home on the bus unafraid.")
    chair.pick("What would it change?", "Those causing harm")
    chair.pick("How does it work?", "Change the surroundings")
    chair.pick("Who takes it on?", "Priya Nand")
    chair.day("By when?", date.today() + timedelta(days=14))
    chair.choose("Yes, here in the room", "What did they say?")
    chair.press("Save")
    chair.sees("this stays proposed until they say yes")  # the school's lead has not been said to be here
    chair.pick("Who takes it on?", "Callum Reid")
    chair.press("Save")
    chair.sees("The action is written down.")


def nothing_of_anybody_else(sergeant: Person) -> None:
    """The shared screen names no other young person of the site, and shows no panel of the recorder's."""
    said = sergeant.page.locator("main").inner_text()
    for other in ("Add an action", "Record the decision", "Allocated", "YP-0001", "YP-0002"):
        assert other not in said, other
