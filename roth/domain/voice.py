"""What young people and parents say, how they wish to take part, and what answers them: codes, words and small rules.

Facts in, answers out. No name of a person is here, no page and no saving. Sources: `pathway.md` 7.12 (national codes),
8.12 and 11, `roth.md` 4 (A2) and 5.4; where these are silent, the words are ours (inferred).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.actions import LIVE
from roth.domain.labelled import Labelled


class Speaker(Labelled):
    """Whose words they are. Each is kept apart: nobody is "the family" (`pathway.md` 11.8)."""

    YOUNG_PERSON = "young_person", "The young person"
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    CARER = "carer", "Another parent or carer"


PARENTS: Final = frozenset({Speaker.MOTHER, Speaker.FATHER, Speaker.CARER})


class How(Labelled):
    """How the words came to be here (CARE-1: in their words, with date and method)."""

    OWN_PAGE = "own_page", "Written on their own page"
    SHARED_DEVICE = "shared_device", "Written by themselves, on a worker’s device"
    CONVERSATION = "conversation", "Said in a conversation"
    SAFETY_MAP = "safety_map", "Said while making a safety map"
    ADVOCATE = "advocate", "Through their advocate"
    WRITTEN = "written", "Written: a letter, a message, a drawing"
    VOICE = "voice", "Spoken and recorded, then written down"


class Topic(Labelled):
    """What they speak about. The label is for workers; the meaning is the question as they are asked it."""

    ANYTHING = "anything", "Anything", "Something else"
    SAFE = "safe", "Where it feels safe and not safe", "Where I feel safe, and where I don’t"
    CHANGE = "change", "What they want to change", "What I want to change"
    WRONG = "wrong", "What adults get wrong", "What adults get wrong"
    MEETING = "meeting", "The meeting", "My meeting"
    REPORT = "report", "A report about them", "Something that was written about me"
    PLAN = "plan", "The plan", "My plan"
    QUESTION = "question", "A question", "A question I have"
    DOING = "doing", "What they do already", "What I do already to keep my child safe"
    NEED = "need", "What they need", "What I need"
    OTHERS = "others", "What others should do", "What other people should do"
    WORRIES = "worries", "How they understand the worries", "How I understand what people are worried about"


ASKED_YOUNG_PERSON: Final = (
    *(Topic.CHANGE, Topic.SAFE, Topic.WRONG, Topic.MEETING, Topic.REPORT, Topic.PLAN, Topic.QUESTION, Topic.ANYTHING),
)
ASKED_PARENT: Final = (
    *(Topic.DOING, Topic.NEED, Topic.OTHERS, Topic.WORRIES, Topic.MEETING, Topic.REPORT, Topic.PLAN, Topic.QUESTION),
    Topic.ANYTHING,
)


class Stance(Labelled):
    """What they think of one thing that is put to them."""

    AGREE = "agree", "I agree"
    DISAGREE = "disagree", "I don’t agree"
    UNSURE = "unsure", "I’m not sure"


class Audience(Labelled):
    """Who else may read somebody's words, beyond the worker, the manager, the chair and those who check their work."""

    MEETING = "meeting", "Everyone at my meeting"
    PARENT = "parent", "My parents or carers"
    ADVOCATE = "advocate", "My advocate"


class Participation(Labelled):
    """National codes of taking part in a conference*; the meaning is how a young person would say it (PN1 to PN7)."""

    PN0 = "PN0", "Under 4, not asked", ""
    PN1 = "PN1", "Comes and speaks", "I’ll be there and speak for myself"
    PN2 = "PN2", "Comes, and an advocate speaks", "I’ll be there, and my advocate speaks for me"
    PN3 = "PN3", "Comes, and shows their views without words", "I’ll be there, and show what I think without talking"
    PN4 = "PN4", "Comes and does not take part", "I’ll be there and just listen"
    PN5 = "PN5", "Does not come; an advocate is briefed", "I won’t be there. My advocate says what I think"
    PN6 = "PN6", "Does not come; sends views another way", "I won’t be there. I’ll send what I think another way"
    PN7 = "PN7", "Does not come and sends no views", "I won’t be there, and I don’t want to send anything"


class PlanForm(Labelled):
    """In which form somebody wants their plan."""

    PHONE = "phone", "On my phone, on this page"
    LETTER = "letter", "A letter"
    TALK = "talk", "Somebody tells me"
    PICTURES = "pictures", "In pictures"
    LANGUAGE = "language", "In another language, or read out"


class OfferState(Labelled):
    """How an offer of an advocate stands. It is made to every young person, who may say no (opt-out, inferred)."""

    OFFERED = "offered", "Offered, no answer yet"
    ACCEPTED = "accepted", "Wants an advocate"
    MET = "met", "Has met their advocate"
    DECLINED = "declined", "Does not want an advocate now"


class TalkKind(Labelled):
    """A talk that the meeting owes the young person (T30, `pathway.md` 11.1 and 11.7)."""

    BEFORE = "before", "The chair met them before the meeting"
    DEBRIEF = "debrief", "Told them the same day what was decided"
    FOLLOW_UP = "follow_up", "Visited afterwards, within five working days"


class Feeling(Labelled):
    """How a place feels. Each has a colour, a shape and words, so that none is needed to read the others."""

    SAFE = "safe", "Safe", "Green circle"
    UNSURE = "unsure", "Not sure", "Amber triangle"
    UNSAFE = "unsafe", "Not safe", "Red square"


class TimeBand(Labelled):
    """When somebody is in a place."""

    ANY = "any", "Any time"
    MORNING = "morning", "Before school or work"
    DAY = "day", "School or work day"
    AFTER = "after", "After school"
    EVENING = "evening", "Evening"
    NIGHT = "night", "Night"
    WEEKEND = "weekend", "Weekend"


class PlaceKind(Labelled):
    """What sort of place it is, in a young person's words."""

    HOME = "home", "Home"
    FRIEND = "friend", "A friend’s home"
    SCHOOL = "school", "School or college"
    ROUTE = "route", "The way there or back"
    TRANSPORT = "transport", "Bus, train or station"
    STREET = "street", "Street or estate"
    PARK = "park", "Park or open space"
    SHOP = "shop", "Shop, takeaway or shopping centre"
    CLUB = "club", "Club, gym or youth centre"
    WORSHIP = "worship", "Place of worship"
    WORK = "work", "Work"
    ONLINE = "online", "Online: an app, a game or a chat"
    OTHER = "other", "Somewhere else"


# --- Feedback (roth.md 5.4, inferred). Never added up: five answers in words, beside who asked. ---------------------
class Agreement(Labelled):
    """How far a sentence is true."""

    NOT_AT_ALL = "not_at_all", "No, not at all"
    NOT_REALLY = "not_really", "Not really"
    BIT = "bit", "Sort of"
    MOSTLY = "mostly", "Yes, mostly"
    YES = "yes", "Yes, a lot"


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence that is put to somebody."""

    code: str
    domain: str
    text: str


ITEMS: Final = (
    Item("go", "Physical safety", "I can go where I want to go without being hurt"),
    Item("place", "Physical safety", "I know a place I can go if something happens"),
    Item("adult", "People", "There is an adult I chose who turns up for me"),
    Item("friends", "People", "I can see friends who are good for me"),
    Item("shoulder", "Feeling safe inside", "I am not always looking over my shoulder"),
    Item("myself", "Feeling safe inside", "I feel like myself"),
    Item("enjoy", "What I need", "I get to do things I enjoy"),
    Item("school", "What I need", "School, training or work is working for me"),
    Item("changed", "Being heard", "What I said changed the plan"),
    Item("meeting", "The meeting", "The meeting felt like it was for me"),
)
PARENT_ITEMS: Final = (
    Item("partner", "Being heard", "I was treated as a partner"),
    Item("asked", "Being heard", "I was asked for what I can do and not for what I cannot"),
    Item("coping", "The family", "The family is coping"),
    Item("know", "The plan", "I know what agencies are doing outside the home"),
)


def items_for(speaker: str) -> tuple[Item, ...]:
    """The sentences for a young person, or for a parent."""
    return ITEMS if speaker == Speaker.YOUNG_PERSON else PARENT_ITEMS


# --- You said, we did -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """A reply: the status of the action it leans on (empty for none), and the reason given for not acting."""

    action_status: str = ""
    why_not: str = ""


def answers(reply: ReplyFacts) -> bool:
    """Does this reply still stand? A reason does; an action does while it is part of the plan.

    So that nothing said is lost: when the action is taken out, the words are unanswered again (inferred, as for the
    dynamics of a plan: removing the action brings the question back).
    """
    return bool(reply.why_not.strip()) or reply.action_status in LIVE


def is_answered(replies: Iterable[ReplyFacts]) -> bool:
    """Has somebody's view a reply that stands?"""
    return any(answers(reply) for reply in replies)


REPLY_QUESTION: Final = "What happened because {name} said this? A plan action that does it, or a reason why not."


def against_reply(*, action: bool, why_not: str, words: str) -> tuple[tuple[str, str], ...]:
    """What is wrong with a reply, as (field, sentence). It is dated, and leans on an action or on a reason."""
    wrong: tuple[tuple[str, str], ...] = ()
    if not words.strip():
        wrong += (("words", "Write the reply in the words that they will read"),)
    if not action and not why_not.strip():
        wrong += (("why_not", "Choose the action that does it, or say why not"),)
    return wrong


# --- The safety map -------------------------------------------------------------------------------------------------
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_NUMBER_AND_STREET: Final = re.compile(
    r"\b(?:flat|number|no\.?|apartment)\s*\d+|"
    r"\b\d+[a-z]?[,]?\s+(?:[\w’'.-]+\s+){0,3}"
    r"(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|place|terrace|gardens|crescent|grove|row|house)\b",
    re.IGNORECASE,
)


def is_an_address(text: str) -> bool:
    """Could somebody be found at home by this? A house number with a street, a flat, or a postcode (R21, inferred)."""
    return bool(_POSTCODE.search(text) or _NUMBER_AND_STREET.search(text))


NOT_AN_ADDRESS: Final = "Say the area and not an address, like “the shops by the station”"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """One place on a map."""

    label: str
    kind: str
    when: str
    feeling: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same place on two maps: what it is called, and when."""
        return (" ".join(self.label.split()).casefold(), self.when)


@dataclass(frozen=True, slots=True)
class Compared:
    """A place then and now. Either may be missing: it is new, or nobody spoke of it this time."""

    label: str
    kind: str
    when: str
    then: str
    now: str

    @property
    def in_words(self) -> str:
        """The change, in a sentence part."""
        if not self.then:
            return "New on the map"
        if not self.now:
            return "Not on the map this time"
        was, now = Feeling(self.then).label.lower(), Feeling(self.now).label.lower()
        return f"Still {now}" if self.then == self.now else f"Was {was}, now {now}"


def compare(then: Iterable[PlaceFacts], now: Iterable[PlaceFacts]) -> tuple[Compared, ...]:
    """Each place of two maps, those of now first and in their order. No number is made of it."""
    before: Mapping[tuple[str, str], PlaceFacts] = {place.key: place for place in then}
    seen = set()
    found = []
    for place in now:
        seen.add(place.key)
        earlier = before.get(place.key)
        found.append(Compared(place.label, place.kind, place.when, earlier.feeling if earlier else "", place.feeling))
    gone = (place for key, place in before.items() if key not in seen)
    return (*found, *(Compared(place.label, place.kind, place.when, place.feeling, "") for place in gone))


# --- What the plan's rules look at ----------------------------------------------------------------------------------
ACCOUNT_DAYS: Final = 90  # V08, `roth.md` 7: older than this and the account is asked for again (inferred)


def account_is_old(said_on: date | None, today: date) -> bool:
    """Is there no account of where the young person feels safe, or one from more than 90 days ago (V08, CARE-1)?"""
    return said_on is None or (today - said_on).days > ACCOUNT_DAYS


# --- Plain words ----------------------------------------------------------------------------------------------------
# Words of ours that stay off the pages of young people and parents, each with what to say instead (inferred; reading
# age about 9 to 11, and no label for a person).
PLAIN: Final[Mapping[str, str]] = {
    "absconding": "missing",
    "allocated": "your worker",
    "at risk": "in danger",
    "case": "your plan",
    "conference": "meeting",
    "context": "place",
    "contextual": "in places",
    "disclosure": "what you told us",
    "disengaged": "we have not found a way to help yet",
    "engage": "take part",
    "enquiry": "finding out",
    "exploitation": "being used by people",
    "exploited": "used by people",
    "gang": "group",
    "intervention": "help",
    "multi-agency": "people who work together",
    "non-compliant": "does not want this",
    "offender": "person who hurt others",
    "peer group": "friends",
    "perpetrator": "person who hurt others",
    "placement": "where you live",
    "protective factor": "what helps",
    "referral": "when somebody told us they were worried",
    "risk": "danger",
    "safeguarding": "keeping people safe",
    "section 47": "finding out if somebody is being hurt",
    "statutory": "by law",
    "threshold": "line",
    "vulnerable": "in danger",
    "victim": "person who was hurt",
    "wishes and feelings": "what you want and how you feel",
}
_HARD: Final = re.compile(
    r"\b(" + "|".join(re.escape(word) for word in sorted(PLAIN, key=len, reverse=True)) + r")s?\b", re.IGNORECASE
)


def hard_words(text: str) -> tuple[str, ...]:
    """The words in a text that a young person should not have to read, each once, in their order."""
    return tuple(dict.fromkeys(found.lower() for found in _HARD.findall(text)))
