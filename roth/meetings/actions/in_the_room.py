"""What happens in the room: it starts, an item is shown, options are weighed, actions accepted, dissent written down.

Every write here raises `Meeting.shown`, by which the screens of those who watch know that there is something new.
"""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import in_the_room as rules
from roth.domain.access import Permission
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.meeting_stages import MEETING, MeetingStage, stage_of
from roth.meetings import checks, room_checks, selectors
from roth.meetings.actions.common import audit, shown, still_open
from roth.meetings.models import DissentingView, Invitation, Meeting, MeetingAction, OptionConsidered
from roth.people.access import require

OPTION_FIELDS: Final = frozenset({"text", "context_id", "who_could", "taken", "why"})
ACTION_FIELDS: Final = frozenset(
    {"text", "goal", "target", "approach", "context_id", "owner", "owner_name", "origin", "due_on", "accepted"}
)


@transaction.atomic
def start_meeting(*, by: User, meeting: Meeting, why_not_ready: str = "") -> Meeting:
    """The chair opens the meeting. One that is not ready starts only with the chair's reason."""
    meeting = still_open(meeting, booked=True)
    checks.require_the_chair(by, meeting)
    if meeting.started_at is not None:
        raise NotPossible("This meeting has started already.")
    room_checks.require_its_day(meeting)
    facts = selectors.meeting_facts(meeting, by=by, why_not_ready=why_not_ready)
    now = stage_of(facts)
    MEETING.require("M07" if now is MeetingStage.READY else "M08", now, facts)
    values = {"started_at": timezone.now(), "why_not_ready": "" if now is MeetingStage.READY else why_not_ready}
    before = meeting.save_over(None, values)
    shown(meeting)
    audit(Kind.MEETING_STARTED, by, meeting, before=before, after=values)
    return meeting


@transaction.atomic
def show_item(*, by: User, meeting: Meeting, item: int) -> Meeting:
    """Turn everybody's screen to this item of the agenda."""
    meeting = _recording(by, meeting)
    if item not in rules.TITLES:
        raise NotVisible
    before = {"agenda_item": meeting.agenda_item}
    Meeting.objects.filter(pk=meeting.pk).update(agenda_item=item)
    meeting.agenda_item = item
    shown(meeting)
    audit(Kind.MEETING_ITEM_SHOWN, by, meeting, before=before, after={"agenda_item": item})
    return meeting


# --- Options ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_option(*, by: User, meeting: Meeting, **values: Any) -> OptionConsidered:
    """Write down something that could be done. Not before the pause: what for, and how would we know (V10)."""
    meeting = _recording(by, meeting)
    room_checks.require_pause(meeting)
    _sound_option(meeting, values)
    option = OptionConsidered(meeting=meeting, by=by, at=timezone.now(), **values)
    option.save(force_insert=True)
    shown(meeting)
    audit(Kind.OPTION_WRITTEN, by, meeting, target=f"option:{option.pk}", after=values)
    return option


@transaction.atomic
def change_option(*, by: User, option: OptionConsidered, version: int | None = None, **values: Any) -> OptionConsidered:
    """Say an option better, or why it is taken or not."""
    meeting = _recording(by, option.meeting)
    _sound_option(meeting, values)
    before = option.save_over(version, values)
    shown(meeting)
    audit(Kind.OPTION_WRITTEN, by, meeting, target=f"option:{option.pk}", before=before, after=values)
    return option


# --- Actions ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def propose_action(*, by: User, meeting: Meeting, **values: Any) -> MeetingAction:
    """Write down who would change what, by when, and whether they said yes in the room: names of `ACTION_FIELDS`.

    `owner` is "person:12" for somebody invited or "agency:5" for an agency. A yes counts only from somebody there
    (V05).
    """
    meeting = _recording(by, meeting)
    room_checks.require_pause(meeting)
    stored = _sound_action(meeting, values)
    action = MeetingAction(meeting=meeting, at=timezone.now(), **stored)
    action.save(force_insert=True)
    shown(meeting)
    audit(Kind.MEETING_ACTION_WRITTEN, by, meeting, target=f"meeting_action:{action.pk}", after=stored)
    return action


@transaction.atomic
def change_proposed_action(
    *, by: User, action: MeetingAction, version: int | None = None, **values: Any
) -> MeetingAction:
    """Say an action of the meeting better, or that its owner has said yes or no."""
    meeting = _recording(by, action.meeting)
    stored = _sound_action(meeting, values)
    before = action.save_over(version, stored)
    shown(meeting)
    audit(Kind.MEETING_ACTION_WRITTEN, by, meeting, target=f"meeting_action:{action.pk}", before=before, after=stored)
    return action


# --- Dissent ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def write_dissent(
    *, by: User, meeting: Meeting, about: str, words: str, invitation: Invitation | None = None, name: str = ""
) -> DissentingView:
    """Keep the words of somebody who disagrees, as they said them, by whom and for which agency."""
    meeting = _recording(by, meeting)
    values = _sound_dissent(meeting, about, words, invitation, name)
    view = DissentingView(meeting=meeting, at=timezone.now(), **values)
    view.save(force_insert=True)
    shown(meeting)
    audit(Kind.DISSENT_WRITTEN, by, meeting, target=f"dissenting_view:{view.pk}", after=values)
    return view


@transaction.atomic
def change_dissent(
    *,
    by: User,
    view: DissentingView,
    about: str,
    words: str,
    invitation: Invitation | None = None,
    name: str = "",
    version: int | None = None,
) -> DissentingView:
    """Put somebody's words right while the meeting goes on. After the decision they stand."""
    meeting = _recording(by, view.meeting)
    values = _sound_dissent(meeting, about, words, invitation, name)
    before = view.save_over(version, values)
    shown(meeting)
    audit(Kind.DISSENT_WRITTEN, by, meeting, target=f"dissenting_view:{view.pk}", before=before, after=values)
    return view


# --- Parts, not actions of their own ----------------------------------------------------------------------------------
def _recording(by: User, meeting: Meeting) -> Meeting:
    meeting = still_open(meeting, booked=True)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    return meeting


def _sound_option(meeting: Meeting, values: dict[str, Any]) -> None:
    room_checks.require_known(values, OPTION_FIELDS)
    wrong = rules.against_taking(values.get("taken", "open"), values.get("why", ""))
    if not values.get("text", "").strip():
        wrong += (("text", "Write what could be done."),)
    room_checks.refuse(wrong, "The option is not written down yet.")
    room_checks.require_near(meeting, values.get("context_id"))


def _sound_action(meeting: Meeting, values: dict[str, Any]) -> dict[str, Any]:
    """The columns of an action from what was said of it."""
    room_checks.require_known(values, ACTION_FIELDS)
    wanted = {
        "text": "Say what will be done.",
        "goal": "Say what will be true when it has worked.",
        "due_on": "Enter the day it is to be done by.",
        "owner": "Choose who takes it on.",
    }
    wrong = tuple((name, say) for name, say in wanted.items() if not str(values.get(name) or "").strip())
    room_checks.refuse(wrong, "The action is not written down yet.")
    due_on: date = values["due_on"]
    if due_on < timezone.localdate():
        wrong += (("due_on", "This day is past. Enter the day it is to be done by."),)
    wrong += rules.against_action(values["target"], values["approach"], values.get("context_id"))
    room_checks.refuse(wrong, "The action is not written down yet.")
    room_checks.require_near(meeting, values.get("context_id"))
    stored = {name: values[name] for name in ("text", "goal", "target", "approach", "due_on")}
    stored |= {"context_id": values.get("context_id"), "origin": values.get("origin") or "professional"}
    return stored | room_checks.owner_of(
        meeting, values["owner"], values.get("owner_name", ""), values.get("accepted", "")
    )


def _sound_dissent(
    meeting: Meeting, about: str, words: str, invitation: Invitation | None, name: str
) -> dict[str, Any]:
    who = (invitation.name if invitation else name).strip()
    wrong: tuple[tuple[str, str], ...] = ()
    if not words.strip():
        wrong += (("words", "Write what they say, in their own words."),)
    if not who:
        wrong += (("name", "Say who disagrees."),)
    room_checks.refuse(wrong, "Nothing is written down yet.")
    if invitation is not None and invitation.meeting_id != meeting.pk:
        raise NotVisible
    return {
        "about": about,
        "words": words,
        "name": who,
        "invitation": invitation,
        "agency": invitation.agency if invitation else None,
    }
