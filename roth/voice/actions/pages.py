"""Who has a page of their own, what stands on it, and a worker's device in a young person's hands."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission, Role, is_a_reason
from roth.domain.errors import NotPossible
from roth.domain.voice import PARENTS, Speaker
from roth.meetings.models import Meeting
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.plans.models import Action
from roth.voice import selectors
from roth.voice.access import require_live
from roth.voice.actions.common import audit, refuse
from roth.voice.models import Handover, Shown, Tie

DEVICE_MINUTES: Final = 30
AUDIENCES: Final = ("young_person", "parent")


@transaction.atomic
def make_tie(
    *,
    by: User,
    young_person: YoungPerson,
    email: str,
    role: Role,
    speaks_as: str = Speaker.YOUNG_PERSON.value,
    starts_on: date,
    ends_on: date | None = None,
) -> Tie:
    """Give somebody a page of their own about this young person. The account is there already, with its role."""
    require(by, young_person, Permission.VOICE_RELEASE)
    speaker = Speaker(speaks_as) if role is Role.PARENT else Speaker.YOUNG_PERSON
    user = _account(young_person, email, role)
    wrong: tuple[tuple[str, str], ...] = ()
    if role is Role.PARENT and speaker not in PARENTS:
        wrong += (("speaks_as", "Say which parent or carer this is"),)
    if ends_on is not None and ends_on < starts_on:
        wrong += (("ends_on", "Enter an end that comes after the start"),)
    refuse("Nobody has a new page yet.", wrong)
    tie = Tie(
        young_person=young_person,
        user=user,
        role=role.value,
        speaks_as=speaker.value,
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=by,
        made_at=timezone.now(),
    )
    tie.save(force_insert=True)
    after = {"user": tie.user_id, "role": role.value, "starts_on": starts_on, "ends_on": ends_on}
    audit(Kind.TIE_MADE, by, young_person, f"tie:{tie.pk}", after=after)
    return tie


def _account(young_person: YoungPerson, email: str, role: Role) -> User:
    """The account that gets the page. Raises NotPossible where there is none, or where it has one already."""
    user = selectors.account_for(young_person, email, role)
    sentence = "This account has a page already: each young person has one account, and one page"
    if user is None:
        sentence = f"Nobody at this site has this email and the role {role.label}. Ask an administrator to add them"
    elif not selectors.has_page_already(user, young_person, role):
        return user
    raise NotPossible("Nobody has a new page yet.", (("email", sentence),))


@transaction.atomic
def end_tie(*, by: User, tie: Tie, on: date) -> Tie:
    """End somebody's page. From the next day nothing of it opens."""
    require(by, tie.young_person, Permission.VOICE_RELEASE)
    if tie.ends_on is not None and tie.ends_on < timezone.localdate():
        raise NotPossible("This page has ended already.")
    refuse("The page has not ended.", (("on", "Enter a day after the page began"),) if on < tie.starts_on else ())
    before, tie.ends_on = {"ends_on": tie.ends_on}, on
    tie.save(update_fields=["ends_on"])
    audit(Kind.TIE_CHANGED, by, tie.young_person, f"tie:{tie.pk}", before=before, after={"ends_on": on})
    return tie


@transaction.atomic
def pause_tie(*, by: User, tie: Tie, reason: str) -> Tie:
    """Shut somebody's page at once, because it is not safe now. Nothing on it is lost."""
    require(by, tie.young_person, Permission.VOICE_RELEASE)
    refuse(
        "The page is still open.", () if is_a_reason(reason) else (("reason", "Say in a sentence why it is not safe"),)
    )
    tie.paused_at, tie.paused_reason = timezone.now(), reason
    tie.save(update_fields=["paused_at", "paused_reason"])
    audit(Kind.TIE_CHANGED, by, tie.young_person, f"tie:{tie.pk}", after={"paused": True}, reason=reason)
    return tie


@transaction.atomic
def reopen_tie(*, by: User, tie: Tie) -> Tie:
    """Open a page again that was shut."""
    require(by, tie.young_person, Permission.VOICE_RELEASE)
    if tie.paused_at is None:
        raise NotPossible("This page is open already.")
    tie.paused_at, tie.paused_reason = None, ""
    tie.save(update_fields=["paused_at", "paused_reason"])
    audit(Kind.TIE_CHANGED, by, tie.young_person, f"tie:{tie.pk}", after={"paused": False})
    return tie


@transaction.atomic
def show(*, by: User, young_person: YoungPerson, audience: str, rows: Iterable[Mapping[str, Any]]) -> list[Shown]:
    """Say what stands on somebody's own page. Each row has an `action` or a `meeting`, `words`, and whether it is
    `shown`. What changes is withdrawn and put up anew, so that what somebody could read on a day stays known.
    """
    require(by, young_person, Permission.VOICE_RELEASE)
    if audience not in AUDIENCES:
        raise ValueError(audience)
    standing = {_key(each.action, each.meeting): each for each in selectors.shown_to(young_person, audience)}
    may = {each.pk for each in selectors.actions_to_show(young_person)}
    before, after, made = {}, {}, []
    for row in rows:
        action, meeting = row.get("action"), row.get("meeting")
        _ours(young_person, action, meeting, may)
        old, words = standing.get(_key(action, meeting)), row["words"].strip() if row["shown"] else ""
        if row["shown"] and not words:
            raise NotPossible("Something to show has no words. Write each in plain words, or leave it out.")
        if words == (old.words if old else ""):
            continue
        if old is not None:
            old.withdrawn_at = timezone.now()
            old.save(update_fields=["withdrawn_at"])
            before[_key(action, meeting)] = old.words
        if words:
            new = Shown(young_person=young_person, audience=audience, action=action, meeting=meeting, words=words)
            new.by, new.at = by, timezone.now()
            new.save(force_insert=True)
            made.append(new)
            after[_key(action, meeting)] = words
    kind = Kind.SHOWN if after or not before else Kind.HIDDEN
    audit(kind, by, young_person, f"page:{audience}", before=before, after=after)
    return made


def _key(action: Action | None, meeting: Meeting | None) -> str:
    """What is shown, as the trail names it."""
    return f"action:{action.pk}" if action is not None else f"meeting:{meeting.pk if meeting else 0}"


def _ours(young_person: YoungPerson, action: Action | None, meeting: Meeting | None, may: set[int]) -> None:
    """Only this young person's own plan and meetings."""
    if action is not None and action.pk not in may:
        raise NotPossible("The plan has changed. Look at it again before you show it.")
    if meeting is not None and meeting.episode.young_person_id != young_person.pk:
        raise NotPossible("This meeting is about somebody else.")


@transaction.atomic
def hand_over(*, by: User, young_person: YoungPerson, minutes: int = DEVICE_MINUTES) -> Handover:
    """Give the young person a worker's device, for their own page alone and for minutes."""
    require(by, young_person, Permission.VOICE_WRITE)
    now = timezone.now()
    handover = Handover(young_person=young_person, by=by, starts_at=now, ends_at=now + timedelta(minutes=minutes))
    handover.save(force_insert=True)
    audit(Kind.HANDED_OVER, by, young_person, f"handover:{handover.pk}", after={"minutes": minutes})
    return handover


@transaction.atomic
def hand_back(*, by: Handover) -> Handover:
    """End the young person's time on the device. To go on, the worker signs in."""
    require_live(by, by.young_person)
    by.ended_at = timezone.now()
    by.save(update_fields=["ended_at"])
    audit(Kind.HANDED_BACK, by, by.young_person, f"handover:{by.pk}")
    return by
