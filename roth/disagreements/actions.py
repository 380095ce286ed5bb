"""Every write about a disagreement. None of them touches what the conference decided."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.disagreements import selectors
from roth.disagreements.models import Complaint, Dissent, Move
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.disagreements import (
    COMPLAINT,
    DISSENT,
    ComplaintStage,
    DisagreementFacts,
    DissentStage,
)
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.meetings.models import DissentingView, Meeting
from roth.pathway import clocks
from roth.pathway.steps import refuse_future
from roth.people.access import decision_for, require

# Steps that only the chair takes, and those that anybody who handles disagreements takes for the partnership or panel.
FOR_THE_CHAIR = frozenset({"E01", "K01", "K04"})
FOR_HANDLERS = frozenset({"E06", "E07", "K02", "K03", "K05"})


@transaction.atomic
def raise_dissent(
    *,
    by: User,
    meeting: Meeting,
    about: str,
    words: str,
    on: date,
    safety_now: str = "",
    view: DissentingView | None = None,
) -> Dissent:
    """Say that one disagrees, or take further what was said in the room. Words in the minutes are recorded already."""
    young_person = meeting.episode.young_person
    require(by, young_person, Permission.DISAGREEMENT_RAISE)
    refuse_future(on)
    if not meeting.held:
        raise NotPossible("The chair has not decided yet. Say in the room that you disagree: it is written down there.")
    if view is not None:
        about, words = view.about, view.words
        _refuse_another_view(by, meeting, view)
    if not words.strip():
        raise NotPossible("Nothing is raised yet.", (("words", "Write what you disagree with and why."),))
    agency = view.agency if view is not None else None
    dissent = Dissent(
        meeting=meeting,
        view=view,
        name=view.name if view is not None else by.name,
        agency=agency,
        about=about,
        words=words,
        safety_now=safety_now,
        raised_by=by,
        raised_on=on,
        stage=(DissentStage.RECORDED if view is not None else DissentStage.RAISED).value,
    )
    dissent.save(force_insert=True)
    clocks.happened(meeting.episode, Event.TAKEN_FURTHER, on, since=meeting.held_on)
    _audit(Kind.DISSENT_RAISED, by, meeting, f"dissent:{dissent.pk}", after={"about": about, "words": words})
    return dissent


@transaction.atomic
def move_dissent(
    *, by: User, dissent: Dissent, code: str, on: date, response: str = "", version: int | None = None
) -> Dissent:
    """Take a dissent one step further, or end it, with what was answered. The decision of the conference stands."""
    meeting = dissent.meeting
    _may_move(by, meeting, code, theirs=selectors.is_theirs(by, dissent))
    refuse_future(on)
    facts = DisagreementFacts(words=dissent.words, response=response)
    step = DISSENT.require(code, DissentStage(dissent.stage), facts)
    before = dissent.save_over(version, {"stage": step.to.value})
    Move.objects.create(dissent=dissent, code=code, on=on, response=response, by=by, at=timezone.now())
    if code in ("E02", "E05"):
        clocks.happened(meeting.episode, Event.MANAGERS_ASKED, on, since=meeting.held_on)
    after = {"stage": step.to.value, "response": response}
    _audit(Kind.DISSENT_MOVED, by, meeting, f"dissent:{dissent.pk}", before=before, after=after)
    return dissent


@transaction.atomic
def receive_complaint(*, by: User, meeting: Meeting, on: date, **said: Any) -> Complaint:
    """Write down that a young person or a parent complains: complainant, name, ground, words, help_given."""
    require(by, meeting.episode.young_person, Permission.COMPLAINT_RECORD)
    refuse_future(on)
    if not meeting.held or meeting.held_on is None or on < meeting.held_on:
        raise NotPossible("This is before the conference.", (("on", "Enter a day on or after the conference."),))
    wanted = {
        "name": "Say who complains.",
        "words": "Write what they say, in their own words.",
        "help_given": "Say which help was offered: an advocate or a friend may stand by them at every stage.",
    }
    wrong = tuple((name, say) for name, say in wanted.items() if not str(said.get(name) or "").strip())
    if said["ground"] == "one_agency":
        wrong += (("ground", COMPLAINT.guards["about_the_conference"].sentence),)
    if wrong:
        raise NotPossible("The complaint is not written down yet.", wrong)
    complaint = Complaint(meeting=meeting, received_on=on, received_by=by, **said)
    complaint.save(force_insert=True)
    clocks.happened(meeting.episode, Event.COMPLAINT_RECEIVED, on, since=meeting.held_on)
    _audit(Kind.COMPLAINT_RECEIVED, by, meeting, f"complaint:{complaint.pk}", after={"ground": complaint.ground})
    return complaint


@transaction.atomic
def move_complaint(
    *,
    by: User,
    complaint: Complaint,
    code: str,
    on: date,
    response: str = "",
    heard_by: str = "",
    late_reason: str = "",
    version: int | None = None,
) -> Complaint:
    """Take a complaint one step further, or answer it. It cannot alter what the conference decided."""
    meeting = complaint.meeting
    _may_move(by, meeting, code)
    refuse_future(on)
    last_day = selectors.last_day_to_complain(meeting)
    facts = DisagreementFacts(
        words=complaint.words,
        response=response,
        in_time=last_day is None or on <= last_day,
        late_reason=late_reason,
        about_the_conference=complaint.ground != "one_agency",
        help_offered=bool(complaint.help_given.strip()),
        hearer_had_no_part=bool(heard_by.strip()) and not selectors.had_a_part(meeting, heard_by),
    )
    step = COMPLAINT.require(code, ComplaintStage(complaint.stage), facts)
    values: dict[str, object] = {"stage": step.to.value}
    values |= {name: text for name, text in (("heard_by", heard_by), ("late_reason", late_reason)) if text.strip()}
    before = complaint.save_over(version, values)
    Move.objects.create(complaint=complaint, code=code, on=on, response=response, by=by, at=timezone.now())
    after = values | {"response": response}
    _audit(Kind.COMPLAINT_MOVED, by, meeting, f"complaint:{complaint.pk}", before=before, after=after)
    return complaint


# --- Parts, not actions of their own ----------------------------------------------------------------------------------
def _refuse_another_view(by: User, meeting: Meeting, view: DissentingView) -> None:
    if view.meeting_id != meeting.pk:
        raise NotVisible
    if selectors.is_taken_further(view):
        raise NotPossible("This has been taken further already.")
    reads_all = decision_for(by, meeting.episode.young_person, Permission.RECORD_VIEW).allowed
    if not reads_all and (view.invitation is None or view.invitation.user_id != by.pk):
        raise NotVisible


def _may_move(by: User, meeting: Meeting, code: str, *, theirs: bool = False) -> None:
    """The chair's steps are the chair's; whoever dissents may take their own further, and say that it is resolved."""
    young_person = meeting.episode.young_person
    if code in FOR_THE_CHAIR and meeting.chair_id != by.pk:
        raise NotAllowed("Only the chair of this conference may do that.")
    if theirs and code not in FOR_HANDLERS | FOR_THE_CHAIR:
        require(by, young_person, Permission.DISAGREEMENT_RAISE)
        return
    permission = Permission.COMPLAINT_VIEW if code.startswith("K") else Permission.DISAGREEMENT_HANDLE
    require(by, young_person, permission)


def _audit(kind: Kind, by: User, meeting: Meeting, target: str, **detail: Any) -> None:
    young_person = meeting.episode.young_person
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, target=target, **detail)
