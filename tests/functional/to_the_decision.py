"""The walk from a census record to the pathway decision: F01 to F08, by the manager and the worker."""

from roth.demo.cast import PARTS
from roth.domain.pathway import QUESTIONS
from tests.functional.keyboard import Person
from tests.functional.story import CHILD, NAME, PARK, Story

SHARED = "Quayside bus station"  # in the invented borough, and linked to other young people there


def the_manager_finds_the_record_and_allocates(story: Story) -> None:
    """A census brings no names, and no team: the manager finds the record, writes the name and allocates."""
    manager = story.person("team_manager")
    manager.press("Young people")
    manager.write("Name", CHILD)
    manager.press("Filter")
    manager.press(f"Name not recorded yet (ID {CHILD})")
    story.ref = manager.page.url.rstrip("/").rsplit("/", 1)[1]
    manager.sees("We do not know this young person’s name yet")
    manager.press("Write their name first")
    given, family = NAME.split()
    manager.write("Given names", given)
    manager.write("Family name", family)
    manager.write("Pronouns", "he/him")
    manager.press("Save")
    manager.sees(NAME)
    manager.sees("Say which social worker is allocated.")
    manager.press("Say which social worker is allocated.")
    manager.choose(PARTS["social_worker"].name, "Social worker")
    manager.day("From when?", story.days.referred)
    manager.press("Allocate")
    manager.sees("Allocated. The social worker has been told")


def the_worker_completes_the_referral(story: Story) -> None:
    """The words that a census does not bring, and the contexts: one that others share, and one that is new."""
    worker = story.person("social_worker")
    worker.open("/")
    worker.press(f"You are the allocated social worker for a young person from now on. {story.ref}")
    worker.press("Write down what the worry is")
    worker.write("Who made it", "Priya Nand")
    worker.write("Their organisation", "Larkfield School")
    worker.pick("How it was received", "Phone")
    worker.write("What the worry is", "Two men wait at the bus station after school and give Kit parcels to carry.")
    worker.write("Where Kit", "At home with his aunt on Tanner Row. The worry is about the bus station.")
    worker.write("Is Kit", "Kit is at home with his aunt tonight, and she knows whom to ring.")
    worker.pick("Kind of harm", "Criminal exploitation", group="Kind of harm 1")
    worker.choose("Has been harmed", "What part the young person has in it", within="Kind of harm 1")
    worker.add_row("Add another kind of harm")
    worker.pick("Kind of harm", "Debt bondage", group="Kind of harm 2")
    worker.choose("Is likely to be harmed", "What part the young person has in it", within="Kind of harm 2")
    _contexts(worker)
    worker.write("What Kit", "I owe them. If I stop they will come to the house.")
    worker.write("What parents or carers say", "Aunt Josie is frightened, and wants somebody to talk to the men.")
    worker.choose("Yes", "Do parents or carers know about the referral?")
    worker.write("What keeps Kit", "Kit trusts Dee at the Boathouse and goes there on Tuesdays.")
    worker.press("Save")
    worker.sees("The referral is saved")
    worker.sees("I owe them. If I stop they will come to the house.")


def _contexts(worker: Person) -> None:
    worker.pick("Context", SHARED, group="Context 1")
    worker.choose("Harm happens here", "What it is to the young person", within="Context 1")
    worker.write(
        "What happens there, and when", "From four to six on school days, by the ticket hall.", group="Context 1"
    )
    worker.add_row("Add another context")
    worker.write("What people call it", PARK, group="Context 2")
    worker.pick("What kind of context it is", "Street, estate", group="Context 2")
    worker.choose("Both", "What it is to the young person", within="Context 2")
    worker.write(
        "What happens there, and when", "Parcels change hands there; his friends meet there too.", group="Context 2"
    )


def the_manager_decides_on_a_strategy_discussion(story: Story) -> None:
    """F03. The referral has its words and a worker, so nothing is still needed."""
    manager = story.person("team_manager")
    manager.open(story.home)
    manager.press("Decide what happens after the referral")
    manager.choose("Strategy discussion", "What happens next")
    manager.write("Why this is right for Kit", "Kit is made to carry parcels, and is threatened over a debt.")
    manager.day("Date of the decision", story.days.triaged)
    manager.write("What earlier records say", "No earlier referral.")
    manager.write("Other young people in the same places", "Two others are at the bus station most evenings.")
    manager.day("When the referrer was told", story.days.triaged)
    manager.press("Save the decision")
    manager.sees("The decision is saved")


def the_manager_records_the_strategy_discussion(story: Story) -> None:
    """F05, with social care, police and health, and what people do now."""
    manager = story.person("team_manager")
    manager.open(story.home)
    manager.press("Record the strategy discussion")
    manager.choose("Meeting", "Kind of discussion")
    manager.day("When it was held", story.days.discussed, "10:30")
    manager.choose("Online", "How people met")
    manager.pick("Who chaired it", PARTS["team_manager"].name)
    manager.write("What led to it", "The referral from Larkfield School.")
    people = (
        ("Children's social care", "Wexbourne Children's Social Care", "Martin Hale", "Team manager"),
        ("Police", "Wexbourne Police", "Callum Reid", "Sergeant"),
        ("Health", "Wexbourne School Nursing", "Ines Ford", "Named nurse"),
    )
    for number, (kind, agency, name, role) in enumerate(people, 1):
        row = f"Person {number}"
        manager.pick("Kind of agency", kind, group=row)
        manager.write("Agency", agency, group=row)
        manager.write("Name", name, group=row)
        manager.write("Role", role, group=row)
        manager.choose("Took part", "Took part", within=row)
    manager.write("Other young people, and the contexts", "Two others; each has a discussion of their own.")
    manager.choose("No", "Is it also said that Kit")
    manager.choose("Yes", "Is there reasonable cause to suspect that Kit")
    manager.write("Reasons", "Adults make Kit carry parcels and threaten him over money.")
    manager.choose("A section 47 enquiry starts", "What happens next")
    manager.choose("Joint with police", "Who enquires")
    manager.write("Who sees Kit", "Amara and a police officer see Kit at school tomorrow.")
    manager.write("What Kit", "Amara tells Kit and his aunt this evening.")
    manager.write("What keeps Kit", "A transport officer is in the ticket hall from three to six.")
    manager.write("What is done", "Visit the ticket hall", group="Action 1")
    manager.write("Who does it", "Callum Reid", group="Action 1")
    manager.day("By when", story.days.seen)
    manager.press("Save the discussion")
    manager.sees("The strategy discussion is saved")


def the_worker_writes_the_enquiry(story: Story) -> None:
    """F06. What it still lacks is on the page until it is written."""
    worker = story.person("social_worker")
    worker.open(story.home)
    worker.press("Write the section 47 enquiry")
    worker.sees("Before it can be authorised")
    worker.day("When Kit", story.days.seen)
    worker.choose("Yes", "Was Kit")
    worker.write("Where", "Larkfield School")
    worker.write("By whom", "Amara Osei and DC Lowe")
    worker.write("What Kit", "I want it to stop. I do not want my friends to get in trouble.")
    worker.write("What parents and carers said", "Aunt Josie, seen at home: she meets Kit from school when she can.")
    worker.write("What agencies know", "Police know two of the adults. School has seen new phones.")
    worker.write(
        "Which contexts you looked into", "The bus station and the underpass: nobody looks out for young people."
    )
    worker.write("What the harm is", "Exploitation by adults who are not family; likely to go on, and serious.")
    worker.write("What parents and carers do", "Aunt Josie meets him; her shifts end at seven.")
    worker.write("What the adults who look after", "The station has one guard; he has had no training and wants it.")
    worker.day("When the family was told", story.days.authorised)
    worker.day("When agencies were told", story.days.authorised)
    worker.press("Save")
    worker.sees("What you wrote is saved")
    worker.sees("Nothing is missing. The manager can authorise it now.")


def the_manager_authorises_the_enquiry(story: Story) -> None:
    """Harm is substantiated, and a conference needed."""
    manager = story.person("team_manager")
    manager.open(story.home)
    manager.press("Authorise the section 47 enquiry")
    manager.sees("I want it to stop. I do not want my friends to get in trouble.")
    manager.choose("Yes", "Was significant harm substantiated?")
    manager.write("Your judgement", "Kit suffers significant harm at the bus station, from adults who exploit him.")
    manager.pick("Outcome", "Initial child protection conference")
    manager.choose("Yes", "Is an initial conference needed?")
    manager.day("Date you authorise it", story.days.authorised)
    manager.press("Authorise")
    manager.sees("The enquiry is authorised")


def the_manager_decides_the_pathway(story: Story) -> None:
    """F08: the ten questions, each with its evidence, and a ROTH chair who was asked."""
    manager = story.person("team_manager")
    manager.open(story.home)
    manager.press("Decide the pathway")
    for number, _ in QUESTIONS:
        manager.write(f"Answer to question {number}", "Yes, as the enquiry says.")
        manager.write(f"Evidence for question {number}", "The enquiry, and what Kit and his aunt say.")
    manager.choose("Yes", "Does harm come from outside the home?")
    manager.choose("No", "Does harm come from care at home?")
    manager.choose("ROTH child protection pathway", "Pathway")
    manager.write("Why this pathway fits", "The harm is at the bus station, and his aunt protects him.")
    manager.pick("ROTH chair who was asked", PARTS["chair"].name)
    manager.write("What the chair thinks", "It fits.")
    manager.day("Date of the decision", story.days.pathway)
    manager.press("Save the decision")
    manager.sees("The pathway is decided")
