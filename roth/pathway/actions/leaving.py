"""Ways out: a plan that ends without a conference, and what follows a plan, an assessment or family help."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.access import Permission
from roth.domain.endings import FOLLOWS
from roth.domain.errors import NotPossible
from roth.domain.pathway import Stage
from roth.pathway import writing
from roth.pathway.models import WayOut
from roth.people.access import require
from roth.people.models import YoungPerson

# What a decision on what follows says beside itself, and with which choice it belongs; empty: with all.
FOLLOWING_FIELDS: Final = {
    "young_persons_views": "",
    "parents_views": "",
    "views_not_known": "",
    "closure_reason": "closed",
    "why_nothing_found": "closed",
    "family_agreement": "family_help",
    "lead_practitioner": "family_help",
}


@transaction.atomic
def end_plan_without_conference(
    *, by: User, young_person: YoungPerson, on: date, ending: str, reason: str, agencies_said: str
) -> WayOut:
    """C31: the child protection manager ends the plan, after asking the agencies of the original conference.

    What it ends for is what is recorded: turning 18 or going into care is not harm reduced.
    """
    consulted = bool(agencies_said.strip())
    taken = writing.take_step(by, young_person, "C31", on, reason, ending=ending, agencies_consulted=consulted)
    return _record(by, taken, {"on": on, "ending": ending, "reason": reason, "agencies_said": agencies_said})


@transaction.atomic
def decide_what_follows(
    *, by: User, young_person: YoungPerson, on: date, afterwards: str, reason: str, **said: str
) -> WayOut:
    """C32, C33: a child in need plan, family help, or the end; with any of `FOLLOWING_FIELDS`.

    What belongs to another choice is not kept. The young person and the parents say what they want from services.
    """
    require(by, young_person, Permission.EPISODE_CLOSE)
    writing.known(said, frozenset(FOLLOWING_FIELDS))
    episode = writing.open_episode(young_person)
    code = FOLLOWS.get((Stage.of(episode.stage), afterwards))
    if code is None:
        raise NotPossible(writing.moved_on(episode))
    asked = {name: said.get(name, "").strip() for name, only in FOLLOWING_FIELDS.items() if only in ("", afterwards)}
    taken = writing.take_step(
        by,
        young_person,
        code,
        on,
        reason,
        views_on_services=bool((asked["young_persons_views"] and asked["parents_views"]) or asked["views_not_known"]),
        closure_reason=asked.get("closure_reason", ""),
        why_nothing_found=asked.get("why_nothing_found", ""),
        family_agreed=bool(asked.get("family_agreement")),
        lead_practitioner_named=bool(asked.get("lead_practitioner")),
    )
    if afterwards == "closed":
        taken.episode.save_over(None, {"closure_reason": asked["closure_reason"]})
    reasons = "\n\n".join(filter(None, (reason, asked.pop("why_nothing_found", ""))))
    return _record(by, taken, {"on": on, "afterwards": afterwards, "reason": reasons, **asked})


def _record(by: User, taken: writing.Taken, said: dict[str, Any]) -> WayOut:
    found = WayOut.objects.create(
        episode=taken.episode, transition=taken.code, decided_by=by, decided_at=timezone.now(), **said
    )
    writing.audit_step(Kind.WAY_OUT_DECIDED, by, taken, f"way_out:{found.pk}", said, said["reason"])
    return found
