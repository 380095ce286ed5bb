"""The way from an empty plan to one in force and carried: its steps, and the one that comes next. No queries."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from roth.domain.actions import LIVE
from roth.domain.words import day_in_words
from roth.plans.models import Plan
from roth.plans.parts import Parts

# What comes next: the words that lead there, the button, and the page.
_NEXT: Final = {
    "Pause": (
        "Before anything is planned, pause together: what is this plan for, for whom, and how would we know?",
        "Pause before planning",
    ),
    "Goals": ("You know what the plan is for. Say the first goal: something good that will be true.", "Add a goal"),
    "Actions": ("Now, who will change what? Start with the question at the top of the list.", "Add an action"),
    "Measures": (
        "How would we know that a goal is reached? Say what would change, and how it is now.",
        "Add a measure",
    ),
    "Core group": ("Say who is in the core group, and when it and the review meet.", "Name the core group"),
    "Contingency": ("Write who does what if the plan does not hold.", "Write what happens then"),
}
_CHAIR_ANSWERS: Final = ("The plan has its parts. Answer what is open, then put it in force.", "Look at what is open")
_CHAIR_DECIDES: Final = ("The plan has its parts, and nothing is open. Put it in force.", "Put the plan in force")
_CHAIR_IS_NEXT: Final = "The plan has its parts, and nothing is open. Its chair puts it in force."
_QUESTIONS_WAIT: Final = (
    "The plan has its parts. Some questions still wait: who could act on them? The chair answers what is left, and "
    "puts the plan in force."
)
_CORE_GROUP: Final = (
    "The core group carries the plan from here. It first meets by {day} (T19). When it has met, write down who came "
    "and what was said."
)
_CORE_GROUP_LATE: Final = (
    "The core group was to meet for the first time by {day} (T19), and nothing says yet that it has. When it has met, "
    "write down who came and what was said."
)


@dataclass(frozen=True)
class Step:
    """One step of writing a plan, as `macros/pathway.jinja` draws them."""

    name: str
    state: str
    href: str = ""
    date: str = ""
    clock: str = ""
    tone: str = ""
    rule: str = ""
    source: str = ""


def address(name: str, plan: Plan, *args: object) -> str:
    """The address of a page of this plan."""
    return reverse(f"plans:{name}", args=(plan.episode.young_person.ref, *args))


def steps(plan: Plan, found: Parts, may_write: bool, may_approve: bool) -> tuple[Step, ...]:
    """The way from an empty plan to one in force, one clear step at a time."""
    live = [each for each in found.actions if each.status in LIVE]
    done = (
        ("Pause", plan.paused_at is not None, address("pause", plan)),
        ("Goals", bool(found.live_goals), address("goal_add", plan)),
        ("Actions", bool(live), address("action_add", plan)),
        ("Measures", bool(found.live_measures), address("measure_add", plan)),
        ("Core group", bool(found.members and plan.review_on), address("core_group", plan)),
        ("Contingency", bool(plan.contingency.strip()), address("contingency", plan)),
        ("In force", plan.status != "draft", address("in_force", plan) if may_approve else ""),
    )
    first = next((place for place, (_, is_done, _) in enumerate(done) if not is_done), len(done))
    reachable = first if first < 2 else len(done) - 1  # the pause and one goal come first; then any order
    return tuple(
        Step(
            name,
            "done" if is_done else "now" if place == first else "ahead",
            href if may_write and place <= reachable else "",
        )
        for place, (name, is_done, href) in enumerate(done)
    )


def next_step(
    plan: Plan, found: Parts, way: tuple[Step, ...], today: date, *, core_by: date | None, waiting: int
) -> tuple[str, str, str] | None:
    """What comes next for whoever writes the plan: the words that lead there, the button, and the page.

    `core_by` is the last day of the first core group (T19), `waiting` how many questions are open.
    """
    now = next((each for each in way if each.state == "now"), None)
    return _core_group_first(plan, found, today, core_by) or (_towards_force(now, waiting) if now else None)


def _core_group_first(plan: Plan, found: Parts, today: date, core_by: date | None) -> tuple[str, str, str] | None:
    if plan.status != "in_force" or core_by is None or found.met or plan.from_census:
        return None
    words = (_CORE_GROUP_LATE if core_by < today else _CORE_GROUP).format(day=day_in_words(core_by, today))
    return words, "Record that the core group met", address("core_group_held", plan)


def _towards_force(now: Step, waiting: int) -> tuple[str, str, str]:
    """The next step; when only the chair's is left, what the reader can do about what still waits."""
    if now.name != "In force":
        return *_NEXT[now.name], now.href
    if now.href:
        return *(_CHAIR_ANSWERS if waiting else _CHAIR_DECIDES), now.href
    return (_QUESTIONS_WAIT, "Look at what waits", "#unanswered") if waiting else (_CHAIR_IS_NEXT, "", "")
