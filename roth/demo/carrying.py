"""Carries one invented plan: its owners say how it goes, and its core group meets. Part of a `walk`."""

from datetime import timedelta
from typing import Any, Final

from roth.accounts.models import User
from roth.demo import invented
from roth.demo.planning import plan_of
from roth.demo.walk import Walk
from roth.domain.actions import ProgressState
from roth.plans import access
from roth.plans import actions as plans

_SAID: Final = (
    ("started", "Two people are on the late shift now, and they know whom to ring.", "More of them stay and talk."),
    ("started", "We have met twice. The rest is agreed, with days.", "Nothing yet."),
    ("done", "All of it is in place.", "Young people say that somebody asks how they are."),
    ("stuck", "The person who could sign this off is away until next month.", ""),
)


def say_how_it_goes(walk: Walk) -> None:
    """Whoever owns an action says how it is going: partners for themselves, the others through the social worker."""
    plan = plan_of(walk)
    for number, action in enumerate(plan.actions.exclude(status="proposed").select_related("owner_agency")):
        if (walk.number + number) % 4 == 3:
            continue  # some say nothing, and the core group asks
        state, said, effect = _SAID[(walk.number + number) % len(_SAID)]
        kind = action.owner_agency.kind if action.owner_agency else ""
        by: User = walk.crew.partners.get(kind, walk.crew.social_worker)
        walk.do(
            plans.record_progress,
            by=by,
            action=access.action_of(plan, action.pk),
            state=ProgressState(state).value,
            said=said,
            effect=effect,
            next_step="We look again before the core group meets.",
            heard_from="" if by != walk.crew.social_worker else f"{action.owner_name}, by phone",
            on=walk.day(21),
        )


def hold_core_group(walk: Walk) -> None:
    """The core group meets within ten working days of the conference (T19)."""
    plan, day = plan_of(walk), walk.day(22 + walk.number % 4)
    owners = ", ".join(place.reach.replace("_", " ") for place, _ in walk.places[:2])
    walk.do(
        plans.record_core_group,
        by=walk.crew.social_worker,
        plan=plan,
        held_on=day,
        chaired_by=walk.crew.partners["youth_service"].name
        if "youth_service" in walk.crew.partners
        else walk.crew.social_worker.name,
        people=_people(walk),
        who_came="Mum. Somebody from each place that the plan changes.",
        contexts=_contexts(walk),
        seen_on=walk.day(20),
        seen_alone=True,
        events=f"A quieter fortnight. One message that frightened {walk.given_name}, shown to Ms Adu the same day.",
        young_persons_words=invented.CORE_GROUP_WORDS[walk.number % len(invented.CORE_GROUP_WORDS)],
        parents_words="I was asked what I can do, and not told what I should have done.",
        what_was_said=f"Each action has somebody who has begun it or knows the day. {walk.given_name} feels safer on "
        f"the way home than at the place itself, so the youth worker goes there first. Asked to report: {owners}.",
        changes_to_plan="The youth worker goes to the place itself on Fridays.",
        next_on=day + timedelta(weeks=4),
    )


def _people(walk: Walk) -> list[dict[str, Any]]:
    members = plan_of(walk).core_group.all()
    report = "Two evenings with young people there; four of them have asked to come again."
    return [
        {
            "name": one.name,
            "role": one.role,
            "attendance": "report_only" if one.role == "youth_worker" else "attended",
            "report": report if one.role == "youth_worker" else "",
        }
        for one in members
    ]


def _contexts(walk: Walk) -> list[dict[str, Any]]:
    better, worse = (
        ("bit_better", "Two adults there until ten, and young people go up to them."),
        ("same", "No change yet."),
    )
    return [
        {"context_id": context.pk, "rating": rating, "words": words}
        for (_, context), (rating, words) in zip(walk.places, (better, worse), strict=False)
    ]
