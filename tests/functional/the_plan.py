"""The walk's plan: pause, goals, actions, measures, those who carry it; what is unanswered; and in force."""

import json

from roth.demo.cast import PARTS
from tests.functional.keyboard import Person
from tests.functional.story import Story
from tests.functional.the_assessment import AT_THE_STATION, AT_THE_UNDERPASS, NEED
from tests.functional.to_the_decision import SHARED

GOAL = "There is an adult in the ticket hall whom young people can turn to"
ACTION = "have two trained staff in the ticket hall from three to seven"
ADD = "Add an action for this: "


def asks(text: str) -> str:
    """How a question about these words begins."""
    return f"“{text.rstrip('.')}”"


def the_worker_pauses_before_planning(story: Story) -> None:
    """No action comes before the aim and how we would know."""
    worker = story.person("social_worker")
    worker.open(story.home)
    worker.press("Plan")
    worker.press("Pause before planning")
    worker.write("What are we trying to achieve?", "Kit gets home without being stopped, and owes nobody anything.")
    worker.write("For whom?", "Kit, his friends, and everyone who changes buses there.")
    worker.write("How would we know?", "Kit says so; young people can name an adult in the ticket hall.")
    worker.write("What must we avoid making worse?", "His friendships, and the threat to his aunt's house.")
    worker.press("Save")
    worker.press("Add a goal")
    worker.write("What will be true", GOAL)
    worker.choose("A place", "Where will it be true?")
    worker.choose(SHARED, "In which context?")
    worker.choose("The young person", "Whose goal is it?")
    worker.press("Save")
    worker.sees(GOAL)


def the_worker_acts_on_the_station(story: Story) -> None:
    """From the question itself: the form begins with what it asked about."""
    worker = story.person("social_worker")
    worker.sees(f"{asks(AT_THE_STATION)} in Quayside bus station has no action yet. Who could change it?")
    worker.sees("Carries 60 of 100")
    _act_on_the_station(worker, story)
    worker.sees("Action added")
    worker.does_not_see(f"{asks(AT_THE_STATION)} in Quayside bus station has no action yet.")


def _act_on_the_station(worker: Person, story: Story) -> None:
    worker.press(ADD + asks(AT_THE_STATION))
    worker.write("Name", "Lena Marsh")
    worker.pick("They are", "Business")
    worker.pick("Their agency", "Brightline Buses")
    worker.write("They will", ACTION)
    worker.day("By when?", story.days.later)
    worker.choose("Change the surroundings", "How does it work?")
    worker.day("When did the owner say yes?", story.days.held)
    worker.write("Who said yes, and how?", "Lena Marsh, by phone")
    worker.press("Save")


def the_worker_says_how_we_would_know(story: Story) -> None:
    """A measure of change, with how it is now."""
    worker = story.person("social_worker")
    worker.press("Add a measure")
    worker.write("What would show it?", "Young people can name an adult whom they trust in the ticket hall.")
    worker.choose("Change", "Does that show change, or effort?")
    worker.write("How will we find out", "Dee asks the same ten young people each month.")
    worker.write("How is it now?", "None of ten could.")
    worker.day("When was that?", story.days.held)
    worker.write("What would be good enough?", "Seven of ten.")
    worker.press("Save")
    worker.sees("Measure added")


def the_worker_names_who_carries_the_plan(story: Story) -> None:
    """The lead worker, the core group, the review, and what happens if the plan does not hold."""
    worker = story.person("social_worker")
    worker.press("Name the core group")
    worker.pick("Lead social worker", PARTS["social_worker"].name)
    for number, (name, role) in enumerate(
        (("Kit Farrow", "Young person"), ("Dee Marlow", "Youth worker"), ("Callum Reid", "Police")), 1
    ):
        worker.write("Name", name, group=f"Person {number}")
        worker.pick("Role", role, group=f"Person {number}")
    worker.day("When does the core group first meet?", story.days.core_group)
    worker.day("When is the first review?", story.days.review)
    worker.press("Save")
    worker.press("Write what happens then")
    worker.write("If this happens", "Kit is missing or threatened", group="If this 1")
    worker.write("Then who acts?", "Dee Marlow", group="If this 1")
    worker.write("What do they do?", "Dee rings Amara, and Amara sees Kit that day.", group="If this 1")
    worker.press("Save")


def the_only_action_is_taken_out_and_the_question_is_back(story: Story) -> None:
    """On the page and in the command, in the same words. Then it is answered again."""
    worker = story.person("social_worker")
    question = f"{asks(AT_THE_STATION)} in Quayside bus station has no action yet. Who could change it?"
    assert question not in sentences(story)
    worker.press("Take out the action: Lena Marsh")
    worker.write("Why does this leave the plan?", "Brightline has no staff for the late shift.")
    worker.press("Take it out")
    worker.sees(question)
    assert question in sentences(story)
    _act_on_the_station(worker, story)
    worker.does_not_see(question)
    assert question not in sentences(story)


def sentences(story: Story) -> list[str]:
    """What the plan leaves open, as the command says it."""
    answer = json.loads(story.roth("plan", "check", story.ref, "--json"))
    return [finding["sentence"] for finding in answer["unanswered"]]


def the_page_and_the_command_say_the_same(story: Story) -> None:
    """Every question of the command stands on the page, and no other."""
    worker = story.person("social_worker")
    worker.open(f"{story.home}plan/unanswered/")
    shown = worker.page.locator("#unanswered > ol > li > h3").all_inner_texts()
    assert shown == sentences(story)
    assert len(shown) == 2, shown


def the_chair_answers_the_rest(story: Story) -> None:
    """What the plan does not act on has an answer that is kept. Before that the plan cannot be in force."""
    chair = story.person("chair")
    chair.open(story.home)
    chair.press("Plan")
    chair.press("In force")
    chair.sees("Some things are needed first.")
    chair.press("The chair answers each thing that the plan leaves open")
    for question, answer in (
        (f"Answer it: {asks(AT_THE_UNDERPASS)}", "The canal trust opens the sides in spring; Dee is there until then."),
        (
            f"Answer it: Nothing in this plan meets the need {asks(NEED)}",
            "The 14 bus stops at the school gate from Monday.",
        ),
    ):
        chair.unfold(question)
        chair.write("Your answer", answer)
        chair.send("Keep this answer")
    chair.sees("Nothing that was found is left behind.")
    assert sentences(story) == []


def the_chair_puts_the_plan_in_force(story: Story) -> None:
    """The plan is in force, for the worker as well."""
    chair = story.person("chair")
    chair.press("Back to the plan")
    chair.press("In force")
    chair.sees("Everything that was found has an action, an answer or a decision.")
    chair.press("Put the plan in force")
    chair.sees("The plan is in force")
    worker = story.person("social_worker")
    worker.open(story.home)
    worker.sees("Plan in force")


def the_partner_reads_the_plan_and_nothing_else(story: Story) -> None:
    """Aim, goals and actions; none of what the plan leaves open, and nothing of the record around it."""
    sergeant, youth_worker = story.person("police_sergeant"), story.person("youth_worker")
    assert sergeant.open(f"{story.home}plan/") == 200
    sergeant.sees(GOAL)
    sergeant.sees(f"Lena Marsh (Brightline Buses) will {ACTION}")
    sergeant.does_not_see("Unanswered")
    assert sergeant.refused(f"{story.home}plan/unanswered/") == 403
    assert youth_worker.refused(f"{story.home}plan/") == 404
