"""Every write about a conference: asked for, booked, people invited, recorded as it happens, decided by its chair.

A conference that was held is closed: nothing here changes it, save that somebody's access may end. What the decision
does to the pathway is `pathway.steps`; what follows from a plan made is `plans.actions`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import Agency, User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contexts.models import Context
from roth.domain import conference
from roth.domain.access import Permission
from roth.domain.errors import Conflict, NotPossible
from roth.meetings import checks, selectors
from roth.meetings.models import Invitation, Meeting
from roth.meetings.telling import tell_of, tell_of_booking
from roth.pathway import steps
from roth.pathway.models import Episode
from roth.people.access import require
from roth.plans.actions import start_plan

RECORD_FIELDS: Final = frozenset(
    {*(name for name, _ in conference.NEEDED), *conference.DISCUSSED, "actions_outside_plan"}
)
# What a decision says beside itself, and what each is until it is said.
DECISION_FIELDS: Final[Mapping[str, Any]] = {
    "rationale": "",
    "dissent": "",
    "significant_harm": "",
    "category": "",
    "category_reason": "",
    "care_at_home_in_issue": None,
    "extra_familial_primary": True,
    "quorum_exception": "",
}
ATTENDANCE_FIELDS: Final = ("attendance", "report_supplied", "view_on_harm", "view_on_plan", "view")


@transaction.atomic
def ask_for_conference(*, by: User, episode: Episode, on: date) -> Meeting:
    """Ask the conference service for a conference, when the pathway is decided."""
    young_person = episode.young_person
    require(by, young_person, Permission.PATHWAY_DECIDE)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if episode.meetings.exclude(status="held").exists():
        raise NotPossible("A conference is asked for already.")
    meeting = Meeting(episode=episode, status="asked_for", asked_for_on=on)
    meeting.save(force_insert=True)
    _audit(Kind.MEETING_ASKED_FOR, by, meeting, after={"asked_for_on": on})
    return meeting


@transaction.atomic
def book_conference(
    *,
    by: User,
    meeting: Meeting,
    scheduled_at: datetime,
    mode: str,
    place: str,
    chair: User,
    young_persons_preferences: str,
    late_reason: str = "",
    late_words: str = "",
    version: int | None = None,
) -> Meeting:
    """Say when, where and with which chair; or change that, until the conference is held. Everybody asked is told."""
    meeting = _still_open(meeting)
    young_person = meeting.episode.young_person
    require(by, young_person, Permission.MEETING_BOOK)
    limit_on = checks.last_day(meeting.episode)
    checks.refuse_booking(meeting, scheduled_at, limit_on, late_reason, chair)
    late = limit_on is not None and timezone.localdate(scheduled_at) > limit_on
    values = {
        "scheduled_at": scheduled_at,
        "mode": mode,
        "place": place,
        "chair": chair,
        "young_persons_preferences": young_persons_preferences,
        "late_reason": late_reason if late else "",
        "late_words": late_words if late else "",
    }
    before = meeting.save_over(version, {**values, "status": "booked"})
    tell_of_booking(meeting, before)
    _audit(Kind.MEETING_BOOKED, by, meeting, before=before, after=values)
    return meeting


@transaction.atomic
def invite(
    *,
    by: User,
    meeting: Meeting,
    role: str,
    name: str = "",
    user: User | None = None,
    agency: Agency | None = None,
    asked_to_bring: str = "",
    can_influence: Iterable[Context] = (),
) -> Invitation:
    """Ask somebody to the conference: a user of the site, or a person by name."""
    meeting = _still_open(meeting)
    young_person = meeting.episode.young_person
    require(by, young_person, Permission.MEETING_BOOK)
    if user is not None:
        name, agency = name or user.name, agency or checks.agency_of(user, young_person)
    checks.refuse_invitation(meeting, name, user, agency)
    invitation = Invitation(
        meeting=meeting, name=name, role=role, user=user, agency=agency, asked_to_bring=asked_to_bring
    )
    invitation.save(force_insert=True)
    contexts = list(can_influence)
    invitation.can_influence.set(contexts)
    if user is not None:
        tell_of(meeting, user, "You are invited to a conference. Its page says when, where and what to bring.")
    after = {"name": name, "role": role, "user": user, "agency": agency, "can_influence": contexts}
    _audit(Kind.INVITED, by, meeting, target=f"invitation:{invitation.pk}", after=after)
    return invitation


@transaction.atomic
def change_invitation(
    *,
    by: User,
    invitation: Invitation,
    role: str,
    asked_to_bring: str,
    can_influence: Iterable[Context],
    version: int | None = None,
) -> Invitation:
    """Change what somebody is asked to bring, as whom they come, or what they can change."""
    meeting = _still_open(invitation.meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if invitation.withdrawn_on is not None:
        raise NotPossible("This invitation was withdrawn.")
    earlier, contexts = list(invitation.can_influence.all()), list(can_influence)
    try:
        before = invitation.save_over(version, {"role": role, "asked_to_bring": asked_to_bring})
    except Conflict as conflict:
        conflict.theirs["can_influence"] = [context.pk for context in earlier]
        raise
    invitation.can_influence.set(contexts)
    if invitation.user is not None and before["asked_to_bring"] != asked_to_bring:
        tell_of(meeting, invitation.user, "What you are asked to bring to a conference has changed.")
    _audit(
        Kind.INVITATION_CHANGED,
        by,
        meeting,
        target=f"invitation:{invitation.pk}",
        before={**before, "can_influence": earlier},
        after={"role": role, "asked_to_bring": asked_to_bring, "can_influence": contexts},
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation, on: date) -> Invitation:
    """End an invitation, and with it the person's access. After the conference its record still says that they came."""
    meeting = invitation.meeting
    require(by, meeting.episode.young_person, Permission.MEETING_BOOK)
    if invitation.withdrawn_on is not None:
        raise NotPossible("This invitation was withdrawn already.")
    before = invitation.save_over(None, {"withdrawn_on": on})
    after = {"withdrawn_on": on}
    _audit(Kind.INVITATION_WITHDRAWN, by, meeting, target=f"invitation:{invitation.pk}", before=before, after=after)
    return invitation


@transaction.atomic
def record_attendance(
    *, by: User, meeting: Meeting, rows: Sequence[Mapping[str, Any]], version: int | None = None
) -> list[Invitation]:
    """Say who came and what each thinks. A row holds `invitation` (its key) and any of `ATTENDANCE_FIELDS`.

    `version` is `selectors.attendance_version` as the writer saw it. Raises Conflict with the others' values named
    `attendance_12` after the invitation's key.
    """
    meeting = _still_open(meeting, booked=True)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    people = {one.pk: one for one in selectors.attendance(meeting)}
    newest = selectors.attendance_version(meeting)
    if version is not None and version != newest:
        theirs = {f"{name}_{one.pk}": getattr(one, name) for one in people.values() for name in ATTENDANCE_FIELDS}
        raise Conflict(theirs, newest)
    before, after = {}, {}
    for row in rows:
        one = people.get(row["invitation"])
        if one is None:
            raise NotPossible("Somebody's invitation was withdrawn while you were writing. Look again.")
        values = {name: row[name] for name in ATTENDANCE_FIELDS if name in row and row[name] != getattr(one, name)}
        if values:
            before[str(one.pk)], after[str(one.pk)] = one.save_over(None, values), values
    _audit(Kind.ATTENDANCE_RECORDED, by, meeting, before=before, after=after)
    return list(people.values())


@transaction.atomic
def record_conference(*, by: User, meeting: Meeting, version: int | None = None, **fields: Any) -> Meeting:
    """Write the record as the conference goes: any of `RECORD_FIELDS`."""
    _known(fields, RECORD_FIELDS)
    meeting = _still_open(meeting, booked=True)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    before = meeting.save_over(version, fields)
    _audit(Kind.MEETING_RECORDED, by, meeting, before=before, after=fields)
    return meeting


@transaction.atomic
def decide_conference(
    *, by: User, meeting: Meeting, on: date, decision: str, version: int | None = None, **said: Any
) -> Meeting:
    """The chair's decision, with any of `DECISION_FIELDS`. It closes the record, moves the pathway on, and starts the
    plan where one is made.
    """
    _known(said, frozenset(DECISION_FIELDS))
    meeting = _still_open(meeting, booked=True)
    checks.require_the_chair(by, meeting)
    values = {**DECISION_FIELDS, **said, "decision": decision}
    if decision != "plan_made":
        values |= {"category": "", "category_reason": "", "care_at_home_in_issue": None}
    facts = checks.facts_for_decision(meeting, on, values["category"], values["quorum_exception"])
    checks.refuse_decision(meeting, facts, values)
    values |= {"status": "held", "held_on": on, "decided_at": timezone.now()}
    before = meeting.save_over(version, values)
    if decision == "adjourned":
        _ask_again(meeting, on)
    else:
        step, reason = checks.STEPS[decision], values["rationale"]
        steps.take(episode=meeting.episode, code=step, facts=facts, by=by, on=on, reason=reason)
    if decision == "plan_made":
        start_plan(by=by, meeting=meeting)
    _audit(Kind.MEETING_DECIDED, by, meeting, before=before, after=values)
    return meeting


# --- Parts, not actions of their own ----------------------------------------------------------------------------------
def _still_open(meeting: Meeting, *, booked: bool = False) -> Meeting:
    """The meeting as it is now, locked until the end, if it may still change (and is booked, where that matters)."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("episode__young_person__site")
    meeting = found.get(pk=meeting.pk)
    if meeting.held:
        raise NotPossible("This conference was held and its record is closed.")
    if booked and meeting.status != "booked":
        raise NotPossible("The conference is not booked yet.", (("conference", "Say when it is and who chairs it."),))
    return meeting


def _known(values: Mapping[str, Any], fields: frozenset[str]) -> None:
    unknown = set(values) - fields
    if unknown:
        raise TypeError(f"A conference record has no field {', '.join(sorted(unknown))}.")


def _ask_again(meeting: Meeting, on: date) -> None:
    """An adjourned conference is asked for anew, with the same people invited."""
    again = Meeting(
        episode=meeting.episode,
        status="asked_for",
        asked_for_on=on,
        young_persons_preferences=meeting.young_persons_preferences,
    )
    again.save(force_insert=True)
    for one in selectors.attendance(meeting):
        copy = Invitation(
            meeting=again,
            agency=one.agency,
            user=one.user,
            name=one.name,
            role=one.role,
            asked_to_bring=one.asked_to_bring,
        )
        copy.save(force_insert=True)
        copy.can_influence.set(one.contexts)  # type: ignore[attr-defined]


def _audit(kind: Kind, by: User, meeting: Meeting, *, target: str = "", **detail: Any) -> None:
    young_person = meeting.episode.young_person
    record(
        kind,
        by=by,
        site=young_person.site.code,
        record=young_person.ref,
        target=target or f"meeting:{meeting.pk}",
        **detail,
    )
