"""The walk's conference: booked and filled with those who have reach, held on a weekday, decided by its chair."""

from roth.demo.cast import PARTS
from tests.functional.keyboard import Person
from tests.functional.story import NAME, PARK, Story
from tests.functional.to_the_decision import SHARED

CHAIR, MANAGER, WORKER = (PARTS[part].name for part in ("chair", "team_manager", "social_worker"))
SERGEANT, TEACHER = PARTS["police_sergeant"].name, PARTS["school_lead"].name


def the_coordinator_books_with_a_chair_who_answers_for_nobody_here(story: Story) -> None:
    """Kit's own manager is a ROTH chair too. He is not offered; a page that was tampered with is refused (V09)."""
    administrator = story.person("administrator")
    administrator.press("People and roles")
    administrator.press(MANAGER)
    administrator.press("Add a role")
    administrator.choose("ROTH chair", "What are they here?")
    administrator.pick("Agency", "Wexbourne Conference and Reviewing Service")
    administrator.day("First day", story.days.referred)
    administrator.press("Add")
    coordinator = story.person("coordinator")
    coordinator.open("/")
    coordinator.press(f"A conference has been asked for, {NAME}")
    coordinator.press("Book the conference")
    coordinator.write(
        "Time, place, who should be there", "After school, at the Boathouse, with Dee. Not the men's names out loud."
    )
    coordinator.day("When the conference is", story.days.held, "14:30")
    coordinator.choose("In person", "How people meet")
    coordinator.write("Where", "The Boathouse, upstairs")
    coordinator.tab_to("Who chairs", kinds=("select-one",))
    offered = coordinator.page.locator("select[name=chair] option").all_inner_texts()
    assert CHAIR in offered
    assert MANAGER not in offered
    coordinator.page.evaluate("() => { document.activeElement.selectedOptions[0].value = '999999' }")
    coordinator.press("Book")
    coordinator.sees("There is a problem")
    coordinator.pick("Who chairs", CHAIR)
    coordinator.press("Book")
    coordinator.sees("The conference is booked, and its chair has been told.")


def the_coordinator_invites_those_with_reach(story: Story) -> None:
    """Beside the worker: police and school, each with what they can change. What nobody can change is a question."""
    coordinator = story.person("coordinator")
    coordinator.sees(f"Nobody who is coming can change {PARK} yet, which carries 40 of 100. Who could?")
    _invite(coordinator, "social_worker", "Wexbourne Children's Social Care", "Lead social worker", ())
    _invite(coordinator, "police_sergeant", "Wexbourne Police", "Police", (SHARED, PARK))
    _invite(coordinator, "school_lead", "Larkfield School", "School or college", ())
    coordinator.press("Invite someone")
    coordinator.write("Or their name", "Aunt Josie")
    coordinator.pick("They come as", "Parent or carer")
    coordinator.press("Invite")
    coordinator.sees("Aunt Josie is invited.")
    coordinator.does_not_see(f"Nobody who is coming can change {PARK} yet")


def _invite(coordinator: Person, part: str, agency: str, role: str, can_change: tuple[str, ...]) -> None:
    coordinator.press("Invite someone")
    coordinator.pick("A person who uses ROTH Pathways", PARTS[part].name)
    coordinator.pick("The agency they come for", agency)
    coordinator.pick("They come as", role)
    coordinator.write("What they are asked to bring", "What you know, and what you can decide on the day.")
    for context in can_change:
        coordinator.tick(context)
    coordinator.press("Invite")
    coordinator.sees(f"{PARTS[part].name} is invited.")


def the_chair_says_who_came_and_what_each_thinks(story: Story) -> None:
    """Who came, and each agency's view in its own words."""
    chair = story.person("chair")
    chair.open("/meetings/")
    chair.press(NAME)
    chair.press("Who came, and what they think")
    views = {
        WORKER: "Kit is not safe at the station until somebody there looks out for him.",
        SERGEANT: "We can act on the men; we need the operator to change the ticket hall.",
        TEACHER: "School sees him tired and frightened on Mondays.",
    }
    for name, words in views.items():
        chair.pick(f"Did {name} come?", "Came")
        chair.choose("Agrees", f"{name}: is significant harm likely?")
        chair.choose("Agrees", f"{name}: is a plan needed?")
        chair.write(f"In the words of {name}", words)
    chair.pick("Did Aunt Josie come?", "Came")
    chair.write("In the words of Aunt Josie", "I want them gone from that station.")
    chair.press("Save")
    chair.sees("Who came is saved.")


def the_chair_writes_the_record(story: Story) -> None:
    """The minutes in the order of the agenda: the young person first."""
    chair = story.person("chair")
    chair.press("Record the conference")
    chair.write("When the chair met the young person", "On Monday, at the Boathouse, with Dee.")
    chair.write("When the chair met the parents", "Aunt Josie, by phone, the day before.")
    chair.pick("How the young person took part", "Came and spoke")
    chair.write("What the young person says", "I just want to go home without being stopped.")
    chair.write("What the parents or carers say", "I want them gone from that station.")
    chair.write("How harm works in each context", "The men wait where no adult looks out for young people.")
    chair.write("The chair’s analysis", "The ticket hall makes harm easy. Dee, school and his aunt protect.")
    chair.press("Save")
    chair.sees("The record is saved.")


def the_chair_decides_on_a_plan(story: Story) -> None:
    """Nobody outside the home has a category of their own: the nearest is chosen, and says where harm comes from."""
    chair = story.person("chair")
    chair.press("Record the decision")
    chair.day("The day the conference was held", story.days.held)
    chair.choose("A plan is made", "What is decided")
    chair.choose("Physical abuse", "Category")
    chair.write("Why this category", "Threats and violence by adults at the bus station, who are not family.")
    chair.choose("Yes", "Does the harm come mainly from outside the home?")
    chair.write("Which significant harm is likely", "Being made to carry, and hurt over the debt, at the station.")
    chair.write("The reason for the decision", "Significant harm is likely, and those who can change it are here.")
    chair.write("Who disagrees, and why", "none")
    chair.press("Record the decision")
    chair.sees("The decision is recorded and the conference is closed.")


def those_who_are_not_invited_get_nothing(story: Story) -> None:
    """The sergeant was invited: the conference and the plan, and the rest of the record is closed. The youth worker
    was not: there is no such record."""
    sergeant, youth_worker = story.person("police_sergeant"), story.person("youth_worker")
    assert sergeant.open(f"{story.home}conference/") == 200
    assert sergeant.open(f"{story.home}plan/") == 200
    for place in ("", "steps/", "assessment/", "referral/", "history/", "contexts/"):
        assert sergeant.refused(story.home + place) == 403, place
    for place in ("", "conference/", "plan/", "steps/", "assessment/"):
        assert youth_worker.refused(story.home + place) == 404, place
        youth_worker.does_not_see(NAME.split()[0])
