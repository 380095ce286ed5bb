"""The walk's ROTH assessment: written by the worker section by section, and authorised by the manager."""

from datetime import date

from tests.functional.keyboard import Person
from tests.functional.story import PARK, Story
from tests.functional.to_the_decision import SHARED

WORDS = {
    "What has happened": "Since September two adults make Kit carry parcels, and say that he owes them money.",
    "Home and family": "Aunt Josie gives Kit warmth and rules. No harm at home: Kit and his school say so too.",
    "Fairness": "Kit has been treated as older than he is. The family has little money, and the men know it.",
    "What it all means": "The men find young people where no adult looks out for them. Change that, and it ends.",
    "What people think of this": "Kit agrees, and wants his friends kept out of trouble. Aunt Josie agrees.",
    "What should happen next": "A ROTH conference with those who can change the bus station and the underpass.",
    "How it was made": "Five talks with Kit, two with Aunt Josie; school and police were asked.",
}
NEED = "A way home that does not pass the ticket hall"
AT_THE_STATION = "Two men offer money by the ticket hall after four, and say later that it was a loan."
AT_THE_UNDERPASS = "Nobody can see in, and no adult comes through after dark."
SYSTEM = "The waiting list for a mentor is six months"


def the_worker_starts_with_his_words(story: Story) -> None:
    """The task list says what is to be written. It starts with what the young person says."""
    worker = story.person("social_worker")
    worker.open(story.home)
    worker.press("Assessment")
    worker.press("Start the assessment")
    worker.sees("Add at least one need.")
    worker.press("Who I am")
    worker.write("What Kit", "I am good with bikes. I want people to ask me before they ring my school.")
    worker.day("When did they say this?", story.days.seen)
    worker.press("Save")
    worker.sees("“Who I am” saved")


def the_worker_finds_needs_and_strengths(story: Story) -> None:
    """What he needs, what is strong already."""
    worker = story.person("social_worker")
    worker.press("Needs")
    worker.press("Add a need")
    worker.write("What do they need?", NEED)
    worker.pick("What is it about?", "Safety")
    worker.write("Who told us", "Kit")
    worker.choose("Comes first", "When does it matter?")
    worker.press("Save")
    worker.sees(NEED)
    worker.press("Back to the assessment")
    worker.press("Strengths")
    worker.press("Add a strength")
    worker.write("What is the strength?", "Kit mends bikes at the Boathouse with Dee, and turns up every week.")
    worker.choose("The young person", "Whose is it?")
    worker.press("Save")
    worker.press("Back to the assessment")


def the_worker_says_how_harm_works(story: Story) -> None:
    """The contexts, how harm works in each, and a service that makes it harder."""
    worker = story.person("social_worker")
    worker.press("Contexts", after="What has happened")
    _context(worker, SHARED, "Changes buses, and waits with friends.", "One guard, who has had no training.")
    _context(worker, PARK, "Meets friends out of the rain.", "Nobody does.")
    _dynamic(worker, SHARED, "Debt", AT_THE_STATION)
    _dynamic(worker, PARK, "No adult", AT_THE_UNDERPASS)
    worker.press("Back to the assessment")
    worker.press("Services and systems")
    worker.press("Add a system challenge")
    worker.write("Which service, rule or structure?", SYSTEM)
    worker.write("How does it add to the harm", "By then the men have been his only company for half a year.")
    worker.write("Who can change it?", "The Boathouse Youth Project")
    worker.press("Save")
    worker.press("Back to the assessment")


def _context(worker: Person, name: str, does: str, adults: str) -> None:
    worker.press("Add a context")
    worker.pick("Which context?", name)
    worker.write("What do they do there?", does)
    worker.write("Which adults look out", adults)
    worker.press("Save")


def _dynamic(worker: Person, name: str, kind: str, text: str) -> None:
    worker.press(f"Add how harm works in {name}")
    worker.pick("What kind of thing is it?", kind)
    worker.write("How does harm work there?", text)
    worker.press("Save")
    worker.sees(text)


def the_worker_writes_the_other_sections(story: Story) -> None:
    """Everything that is mandatory. The list of what is missing shortens."""
    worker = story.person("social_worker")
    for title, text in WORDS.items():
        worker.press(title)
        worker.write(title, text)
        worker.press("Save")
        worker.sees(f"“{title}” saved")
    worker.sees("Agree what must change first: share 100 between the contexts.")


def they_weigh_the_contexts(story: Story) -> None:
    """Kit puts the underpass first, the others the bus station. Both stay as they were given."""
    worker = story.person("social_worker")
    worker.press("What must change first")
    _weigh(worker, "Change kit farrow’s view", station=30, underpass=70)
    worker.press("Change agreed for the plan")
    worker.write(f"{SHARED}, of 100", "60")
    worker.write(f"{PARK}, of 100", "30")
    worker.sees("90 of 100 given. 10 left to give.")
    worker.press("Save")
    worker.sees(f"Say why {SHARED} has this weight")
    worker.write(f"Why this much for {SHARED}", "This is where the men wait for him.")
    worker.write(f"Why this much for {PARK}", "His friends meet there, and nobody can see in.")
    worker.press("Save")
    worker.sees("These add to 90. 10 are left to give.")
    worker.write(f"{PARK}, of 100", "40")
    worker.press("Save")
    worker.sees("Weights saved")
    worker.sees("The agreed weights put Quayside bus station first.")
    worker.press("Back to the assessment")
    worker.sees("Nothing is missing.")


def _weigh(worker: Person, whose: str, *, station: int, underpass: int) -> None:
    worker.press(whose)
    worker.write(f"{SHARED}, of 100", str(station))
    worker.write(f"{PARK}, of 100", str(underpass))
    worker.press("Save")
    worker.sees("Weights saved")


def the_manager_authorises_the_assessment(story: Story) -> None:
    """Somebody other than its author reads it whole."""
    manager = story.person("team_manager")
    manager.open(story.home)
    manager.press("Assessment")
    manager.press("Authorise the assessment")
    manager.day("Date authorised", date.today())
    manager.tick("Criminally exploited")
    manager.press("Authorise")
    manager.sees("Assessment authorised")
