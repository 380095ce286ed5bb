"""What a plan refuses, each with the sentence that says what to do. Nothing is read or saved here.

What a plan leaves open is a question and not a refusal: that is `domain.coverage`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from roth.domain import closed, codes
from roth.domain.actions import (
    CONTROL,
    LIVE,
    NEEDS_A_CONTEXT,
    SUPPORT,
    TAKEN_ON,
    ActionStatus,
    Approach,
    against_acceptance,
)
from roth.domain.change import OF_A_READING, Consent, Rating, against_rating
from roth.domain.errors import NotPossible
from roth.domain.words import day_in_full
from roth.plans.models import Measure, Plan
from roth.plans.parts import Action, Parts

PAUSE: Final = {
    "aim": "Say what the plan sets out to achieve",
    "for_whom": "Say for whom",
    "how_we_would_know": "Say how we would know",
    "avoid_making_worse": "Say what the plan must avoid making worse",
}
CORE_GROUP: Final = {"chaired_by": "Say who chaired it", "what_was_said": "Say what was said and agreed"}


def require_open(plan: Plan) -> None:
    """A plan that has ended is history."""
    closed.refuse(closed.Kept.PLAN, finished=plan.status == "ended")


def require_in_force(plan: Plan) -> None:
    """The core group carries a plan that counts."""
    require_open(plan)
    if plan.status != "in_force":
        raise NotPossible("This plan is not in force yet. Its core group meets when the chair has put it in force.")


def require_after_conference(held_on: date, conference_on: date | None) -> None:
    """The core group carries what the conference decided, so it meets on that day or later."""
    if conference_on and held_on < conference_on:
        say = f"Enter a day on or after the conference, {day_in_full(conference_on)}"
        raise NotPossible(f"{say}.", (("held_on", say),))


def require_core_group(values: Mapping[str, Any], held_on: date, people: Iterable[Mapping[str, Any]]) -> None:
    """F15: somebody came and chaired, it is written what was said, and no day of it contradicts the day it met."""
    wrong = [(name, say) for name, say in CORE_GROUP.items() if not str(values.get(name) or "").strip()]
    if not values.get("who_came") and not any(each["attendance"] in codes.PRESENT for each in people):
        wrong.append(("who_came", "Say who came"))
    if values.get("seen_on") and values["seen_on"] > held_on:
        wrong.append(("seen_on", "The young person was seen before the core group met, or on that day. Check the date"))
    if values.get("next_on") and values["next_on"] <= held_on:
        wrong.append(("next_on", "The core group meets again after this day. Check the date"))
    if wrong:
        raise NotPossible("Some answers are missing.", tuple(wrong))


def core_group_contexts(rows: Iterable[Mapping[str, Any]], found: Parts) -> list[dict[str, Any]]:
    """What the group said of each context, those of which it said nothing left out. "Better" says how anybody knows."""
    known, kept, wrong = {each.id for each in found.contexts}, [], []
    for row in rows:
        words, rating = (row.get("words") or "").strip(), row.get("rating") or ""
        if not rating and not words:
            continue
        if row["context_id"] not in known or rating not in OF_A_READING:
            wrong.append((f"rating_{row['context_id']}", "Choose how it compares with the start"))
            continue
        against = against_rating(rating, words) or ("" if words else "Say what has changed there, or what has not")
        if against:
            wrong.append((f"words_{row['context_id']}", against))
        kept.append({"context_id": row["context_id"], "rating": rating, "words": words})
    if wrong:
        raise NotPossible("Say a little more about a context.", tuple(wrong))
    return kept


def require_contingency(rows: Iterable[Mapping[str, str]], words: str) -> None:
    """What happens if the plan does not hold: each "if this" has a who and a what."""
    filled = list(rows)
    if any(not all(each.values()) for each in filled):
        raise NotPossible("Say what may happen, who then acts, and what they do, in each row.")
    if not filled and not words.strip():
        say = "Say who does what if the plan does not hold"
        raise NotPossible(f"{say}.", (("contingencies", say),))


def require_words(values: Mapping[str, Any], wanted: Mapping[str, str]) -> None:
    """Each of these is answered."""
    missing = tuple((name, say) for name, say in wanted.items() if not str(values.get(name) or "").strip())
    if missing:
        raise NotPossible("Some answers are missing.", missing)


def require_pause(plan: Plan) -> None:
    """V10: think before doing."""
    if plan.paused_at is None:
        raise NotPossible("Pause first: agree what the plan is for and how we would know, then write goals (V10).")


def require_goal(found: Parts, goal_id: int | None) -> None:
    """V10: an action serves a goal of this plan that still stands."""
    if not found.live_goals:
        raise NotPossible("Write a goal first. An action serves a goal (V10).")
    if goal_id not in {each.id for each in found.live_goals}:
        raise NotPossible("Choose a goal of this plan.", (("goal_id", "Choose the goal that this serves"),))


def require_sound_action(values: Mapping[str, Any], found: Parts, but: int | None = None) -> None:
    """Refuse an action without owner, words or day; without its context; or that only restricts (V07)."""
    require_words(
        values,
        {
            "text": "Say what will be done",
            "owner_name": "Say who will do it",
            "due_on": "Enter the day it is to be done by",
        },
    )
    require_goal(found, values["goal_id"])
    if values["target"] in NEEDS_A_CONTEXT and not values.get("context_id"):
        raise NotPossible(
            "Choose the context that this action changes.", (("context_id", "Choose the context that it changes"),)
        )
    _require_known(values, found)
    if values["approach"] in CONTROL:
        _require_support(values, found, but)
    if values.get("status") in (ActionStatus.BLOCKED, ActionStatus.CHANGED):
        require_words(values, {"status_reason": "Say what happened"})


def _require_known(values: Mapping[str, Any], found: Parts) -> None:
    for name, known in (("dynamics", found.dynamics), ("needs", found.needs), ("challenges", found.challenges)):
        if set(values.get(name) or ()) - {each.id for each in known}:
            raise NotPossible("The assessment has changed since you opened this. Look at what it says now.")


def _require_support(values: Mapping[str, Any], found: Parts, but: int | None) -> None:
    """V07: whoever is watched or limited is also helped, and it ends."""
    approach = dict(Approach.choices())[values["approach"]].lower()
    missing = []
    if not values.get("restriction_ends_on"):
        missing.append(("restriction_ends_on", f"Enter the day on which this ends: “{approach}” is never open-ended"))
    if not str(values.get("restriction_purpose") or "").strip():
        missing.append(("restriction_purpose", "Say what it is for, and what would let it end sooner"))
    if values.get("restriction_consent") not in set(Consent):
        missing.append(("restriction_consent", "Say what the young person thinks of it, or that nobody has asked"))
    if values.get("paired_support_id") not in {each.id for each in supports(found, but)}:
        missing.append(("paired_support_id", "Choose the action that gives support beside it"))
    if missing:
        raise NotPossible(
            "An action that watches, limits or enforces needs an end and help beside it (V07).", tuple(missing)
        )


def supports(found: Parts, but: int | None = None) -> tuple[Action, ...]:
    """Live actions of the plan that help somebody."""
    return tuple(each for each in found.actions if each.status in LIVE and each.approach in SUPPORT and each.id != but)


def require_reading(measure: Measure, on: date, compared: str) -> None:
    """A measure that still stands is read on a day after its baseline, and "better" needs something to compare with."""
    if measure.dropped_on:
        raise NotPossible("This measure has been taken out of the plan.")
    if measure.baseline_on and on < measure.baseline_on:
        say = f"Enter a day on or after the baseline, {day_in_full(measure.baseline_on)}"
        raise NotPossible(f"{say}.", (("on", say),))
    if compared not in OF_A_READING:
        raise NotPossible("Say how it compares.", (("compared", "Choose how it compares with the start"),))
    if not measure.baseline.strip() and compared != Rating.CANNOT_TELL:
        say = "Nothing says how it was at the start, so nothing can be compared with it. Write the baseline first, or "
        raise NotPossible(f"{say}choose “We cannot tell”.", (("compared", f"{say}choose “We cannot tell”"),))


def require_acceptance(values: Mapping[str, Any], found: Parts, *, by_its_agency: bool = False) -> None:
    """V05: what an agency that was not in the room is asked to do stays proposed until it says yes, and who said so."""
    said_yes = values.get("accepted_on") or values.get("status", ActionStatus.PROPOSED) in TAKEN_ON
    if not said_yes:
        return
    wrong = against_acceptance(
        owner_type=values["owner_type"],
        agency_present=agency_present(found, values.get("owner_agency_id")),
        by_its_agency=by_its_agency,
        how=values.get("accepted_how") or "",
    )
    if wrong:
        raise NotPossible(f"{wrong}.", (("accepted_how", wrong),))


def agency_present(found: Parts, agency_id: int | None) -> bool | None:
    """Was anybody of this agency in the room? None: the agency was not asked, or the owner comes from none."""
    asked = [each for each in found.invited if each.agency_id == agency_id]
    return any(each.attendance in codes.PRESENT for each in asked) if asked else None


def require_no_silent_extension(plan: Plan, now: date | None, given: Mapping[str, Any]) -> None:
    """V07: once the plan is in force, a restriction goes on only with a reason, which has a page of its own."""
    until = given.get("restriction_ends_on")
    if plan.status == "in_force" and now and until and until > now:
        say = f"It ends on {day_in_full(now)}. To let it go on, give the reason: choose “Let it go on” on the plan"
        raise NotPossible(f"{say} (V07).", (("restriction_ends_on", say),))


def require_free(action_id: int, found: Parts) -> None:
    """V07: support is not taken away from under a restriction."""
    leaning = [each for each in found.actions if each.status in LIVE and each.paired_support_id == action_id]
    if leaning:
        raise NotPossible(
            f"This is the help beside “{leaning[0].text}”. Choose other help for that one first, or take it out (V07)."
        )


def require_empty_goal(goal_id: int, found: Parts) -> None:
    """A goal leaves after what serves it."""
    actions = [each for each in found.actions if each.status in LIVE and each.goal_id == goal_id]
    measures = [each for each in found.live_measures if each.goal_id == goal_id]
    if actions or measures:
        raise NotPossible(
            "Actions or measures still serve this goal. Move them to another goal, or take them out first."
        )


def require_review_in_time(review_on: date | None, limit_on: date | None) -> None:
    """T23, when the review is named."""
    if review_on and limit_on and review_on > limit_on:
        say = f"The first review is by {day_in_full(limit_on)}: three months after the conference (T23)"
        raise NotPossible("The review is too late.", (("review_on", say),))
