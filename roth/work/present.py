"""What My work says: one sentence for each thing that needs its reader, and where it leads. No queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.accounts.standing import Standing
from roth.domain.access import Role
from roth.domain.pathway import Stage
from roth.domain.timescales import ClockState
from roth.domain.words import day_in_words
from roth.drafts.models import Draft
from roth.meetings.models import Meeting
from roth.meetings.present import when
from roth.pathway.addresses import of
from roth.pathway.models import Clock
from roth.pathway.selectors import TONES, status
from roth.people.models import YoungPerson
from roth.plans.models import Action
from roth.ui.formats import sentence

_LONGEST: Final = 140


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the page. `rule` and `source` say why there is a date."""

    text: str
    href: str
    detail: str = ""
    tone: str = ""
    rule: str = ""
    source: str = ""


def clock_item(clock: Clock, today: date) -> Item:
    """A clock in words: "First core group for Rowan, due Friday, 2 working days left"."""
    young_person = clock.episode.young_person
    found = status(clock, today, about=young_person.name)
    rule, source = (found.deadline.wording, found.deadline.source) if found.deadline else ("", "")
    tone = "late" if found.state is ClockState.LATE else TONES[found.state]
    return Item(found.sentence, _record(young_person), tone=tone, rule=rule, source=source)


def meeting_item(meeting: Meeting, standing: Standing) -> Item:
    """A conference to be held."""
    young_person = meeting.episode.young_person
    href = reverse("meetings:conference", args=(young_person.ref,))
    if meeting.status == "asked_for":
        books = Role.CONFERENCE_COORDINATOR in standing.roles_at(young_person.site_id)
        text = f"A conference for {young_person.name} has been asked for"
        return Item(text, href, "Book it and invite people" if books else "It has no day yet", "due" if books else "")
    return Item(f"Conference for {young_person.name}", href, when(meeting))


def action_item(action: Action, today: date) -> Item:
    """An action to be done."""
    words = sentence(action.text)
    text = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
    late = action.due_on < today
    due = f"{'Late: it was due' if late else 'Due'} {day_in_words(action.due_on, today)}"
    young_person = action.plan.episode.young_person
    href = reverse("plans:plan", args=(young_person.ref,))
    return Item(text, href, f"{due}, in the plan of {young_person.name}", "late" if late else "")


_WAITING: Final = {
    Stage.REFERRAL: ("Decide what happens after the referral of {}", "pathway:triage"),
    Stage.STRATEGY: ("Record the strategy discussion about {}", "pathway:strategy"),
    Stage.ENQUIRY: ("Authorise the section 47 enquiry about {}", "pathway:authorise_enquiry"),
    Stage.PATHWAY_DECISION: ("Decide the pathway of {}", "pathway:decide"),
    Stage.CONFERENCE_HELD: ("Put the plan of {} in force", "plans:plan"),
}


def waiting_item(young_person: YoungPerson) -> Item:
    """A record on which the reader decides next. `open_stage` comes with the row."""
    stage = young_person.open_stage  # type: ignore[attr-defined]
    if young_person.team_id is None or not stage:
        href = reverse("people:allocate", args=(young_person.ref,))
        return Item(f"Take {young_person.name} into your team, and allocate a social worker", href)
    words, page = _WAITING[Stage.of(stage)]
    return Item(words.format(young_person.name), of(page, young_person.ref))


def draft_item(draft: Draft, standing: Standing) -> Item:
    """Words that were typed and not saved. The key of a form names the form and the record, and nobody."""
    form = draft.key.split(":")[0].replace("-", " ").replace("_", " ")
    found = re.search(r"YP-\d+", draft.key)
    if found is None:
        return Item(f"Unsaved words: {form}", reverse("people:add") if form == "young person" else "")
    opens = standing.may("young_person.list")
    page = "people:young_person" if opens else "meetings:conference"
    return Item(f"Unsaved words: {form} of {found[0]}", reverse(page, args=(found[0],)))


def _record(young_person: YoungPerson) -> str:
    return reverse("people:young_person", args=(young_person.ref,))


# --- For those who have no case work here ----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody can do here today, in plain words."""

    text: str
    href: str = ""
    action: str = ""


_WELCOME: Final = {
    Role.ADMINISTRATOR: Welcome(
        "You look after people, roles, teams and agencies. You see nothing about any young person.",
        "accounts:users",
        "People and roles",
    ),
    Role.CALDICOTT_GUARDIAN: Welcome(
        "You see who opened a record that was not theirs by role, for which reason, and what they read.",
        "accounts:elevations",
        "Wider accesses to look at",
    ),
    Role.RESEARCHER: Welcome(
        "You will work with counts and with words that name nobody. Until there is a frozen extract for you, nothing"
        " about young people is open to you here."
    ),
    Role.YOUNG_PERSON: Welcome(
        "Hello. Your plan is not on this screen yet. Ask your social worker to go through it with you. You can ask what"
        " is written about you, and say what is wrong or missing."
    ),
    Role.PARENT: Welcome(
        "Your family’s plan is not on this screen yet. Your social worker will go through it with you, on paper or on"
        " theirs, and will write down what you think of it."
    ),
    Role.ADVOCATE: Welcome(
        "What the young person wants said is not on this screen yet. The conference coordinator will send you the"
        " invitation and the papers."
    ),
}


def welcome(standing: Standing) -> list[Welcome]:
    """A few words for each role that has no case work here."""
    return [
        Welcome(words.text, reverse(words.href) if words.href else "", words.action)
        for role, words in _WELCOME.items()
        if role in standing.roles
    ]


def works_with_records(roles: Iterable[Role]) -> bool:
    """Does one of these roles have work in records, by its own part or by invitation?"""
    return bool(set(roles) - set(_WELCOME))
