"""What invented young people and their parents say, how they take part, and what answers them. Part of a `walk`.

Every young person is asked. In one story of failure (X2: warm in tone, and nothing follows) nobody answers.
"""

from datetime import timedelta
from typing import Any, Final

from roth.demo import invented
from roth.demo.cast import PARTS, Cast
from roth.demo.walk import Walk
from roth.domain.access import Role
from roth.plans.models import Action
from roth.voice import actions as voice
from roth.voice import selectors
from roth.voice.models import Said

_CHANGE: Final = (
    "I want the lights to work on the way from the bus. And I want Tuesdays back, when the music room was open.",
    "Ask me before you ask my mum. I know what would help.",
    "Stop moving my friends on. When they go, the others come.",
    "I want to sleep. I want to go to school without working out which way is safe.",
    "Talk to the man in the shop. He sees everything and nobody asks him.",
)
_MOTHER: Final = (
    "I wait up every night and I ring round. I need somebody to tell me what is happening, before the meeting.",
    "I can keep her safe in the house. I cannot be at the bus station.",
    "We were treated as if we did not care. I want to be asked what we do already.",
)
_PLACES: Final = (
    ("The bus stop by the big shops", "transport", "evening", "unsafe", "They wait there", "Nobody", "I get off early"),
    ("The way home by the canal", "route", "after", "unsure", "It is dark", "My friends, if they are there", ""),
    ("The music room", "club", "after", "safe", "They know me there", "Dee", ""),
    ("Home", "home", "night", "safe", "Mum is there", "Mum", ""),
    ("The group chat", "online", "night", "unsafe", "They send things", "", "I turn it off"),
)
_PLACE_FIELDS: Final = ("label", "kind", "when", "feeling", "why", "who_helps", "route")


def before_the_conference(walk: Walk) -> None:
    """Asked how to take part, offered an advocate, a map made, words kept: before anything is decided."""
    worker, person = walk.crew.social_worker, walk.young_person
    common: dict[str, Any] = {"by": worker, "young_person": person}
    number = walk.number
    walk.do(voice.offer_advocate, **common, on=walk.day(10))
    state = ("accepted", "met", "declined")[number % 3]
    name = "" if state == "declined" else "Advocate of Riverside Voices"
    words = "" if state != "declined" else "I have Ms Adu. Ask me again later."
    walk.do(voice.answer_offer, **common, state=state, on=walk.day(11), words=words, advocate_name=name)
    _ask_how(walk)
    walk.do(
        voice.say,
        **common,
        speaker="young_person",
        about="change",
        words=_CHANGE[number % len(_CHANGE)],
        how="conversation",
        said_on=walk.day(11),
        shown_to=["meeting", "advocate"],
    )
    walk.do(
        voice.say,
        **common,
        speaker="mother",
        about=("need", "doing", "others")[number % 3],
        words=_MOTHER[number % len(_MOTHER)],
        how="conversation",
        said_on=walk.day(11),
        shown_to=["meeting"],
    )
    _draw(walk)


def _ask_how(walk: Walk) -> None:
    number = walk.number
    wish = {
        "participation": ("PN1", "PN2", "PN6")[number % 3],
        "who_there": "Ms Adu",
        "who_not": "Nobody from the chat",
        "place_and_time": "After school, somewhere with a window",
        "not_said": "What I said about the debt, in front of Mum" if number % 2 else "",
        "plan_form": "phone",
    }
    by, person = walk.crew.social_worker, walk.young_person
    walk.do(voice.wish_to_take_part, by=by, young_person=person, wish=wish, on=walk.day(11))


def _draw(walk: Walk) -> None:
    places = [dict(zip(_PLACE_FIELDS, row, strict=True)) for row in _PLACES[: 3 + walk.number % 3]]
    walk.do(
        voice.make_safety_map,
        by=walk.crew.social_worker,
        young_person=walk.young_person,
        places=places,
        what_would_help="Lights, and somebody there who says hello.",
        on=walk.day(11),
    )


def after_the_conference(walk: Walk) -> None:
    """Once the plan is in force, each thing that was said is answered."""
    person = walk.young_person
    if walk.style.code == "X2":
        return
    actions = selectors.actions_to_show(person)
    for said in selectors.said_about(person)[: 2 - walk.number % 2]:
        action = next((each for each in actions if each.origin == said.speaker.replace("mother", "parent")), None)
        _reply(walk, said, action)


def _reply(walk: Walk, said: Said, action: Any) -> None:
    on = walk.day(17)
    if action is None:
        why = "The council has no money for it this year. We ask again in spring."
        words = "We cannot do this now. We have asked again, and we will tell you in spring."
        walk.do(voice.reply, by=walk.crew.social_worker, said=said, words=words, why_not=why, on=on)
        return
    words = f"You said it, and it is in the plan: {action.owner_name} will {action.text}."
    walk.do(voice.reply, by=walk.crew.social_worker, said=said, words=words, action=action, on=on)


def give_pages(walk: Walk, cast: Cast) -> None:
    """The young person, the parent and the advocate of the cast get their pages, with the plan in plain words."""
    common: dict[str, Any] = {"by": walk.crew.social_worker, "young_person": walk.young_person}
    for part, role, speaks_as in (
        ("young_person_user", Role.YOUNG_PERSON, "young_person"),
        ("parent", Role.PARENT, "mother"),
        ("advocate", Role.ADVOCATE, "young_person"),
    ):
        email = PARTS[part].email
        walk.do(voice.make_tie, **common, email=email, role=role, speaks_as=speaks_as, starts_on=walk.day(12))
    walk.do(
        voice.say,
        by=cast.parent,
        young_person=walk.young_person,
        speaker="mother",
        about="question",
        words="Who rings me if something happens at night?",
        shown_to=["meeting"],
    )
    actions = selectors.actions_to_show(walk.young_person)
    if actions:
        parents = [each for each in actions if each.origin == "parent" or each.target == "place"]
        walk.do(voice.show, **common, audience="young_person", rows=[_shown(each) for each in actions])
        walk.do(voice.show, **common, audience="parent", rows=[_shown(each) for each in parents])


def _shown(action: Action) -> dict[str, Any]:
    """An action as a page of one's own says it."""
    return {"action": action, "shown": True, "words": f"{action.owner_name} will {action.text}."}


def map_again(walk: Walk, cast: Cast) -> None:
    """Some weeks later: the same places, and what has changed. Then how it is going."""
    person = walk.young_person
    changed = {"The bus stop by the big shops": "unsure", "The way home by the canal": "safe"}
    places = [dict(zip(_PLACE_FIELDS, row, strict=True)) for row in _PLACES]
    again = [{**place, "feeling": changed.get(place["label"], place["feeling"])} for place in places]
    walk.do(voice.make_safety_map, by=cast.young_person_user, young_person=person, places=again)
    walk.do(
        voice.give_feedback,
        by=cast.young_person_user,
        young_person=person,
        answers={"go": "bit", "adult": "yes", "enjoy": "mostly", "changed": "mostly", "meeting": "bit"},
        words=invented.CORE_GROUP_WORDS[0],
        on=min(walk.day(30), walk.day(25) + timedelta(days=7)),
    )
