"""What happens beside the steps of the pathway, and which clocks it starts, stops, rolls on or leaves without purpose.

Steps of the pathway have their clocks in `transitions`. What counts back from the day of a meeting starts and moves
with that day (`BOOKED`). How a clock is kept belongs in the `pathway` room, whose actions read this table.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from roth.domain.labelled import Labelled
from roth.domain.timescales import BY_HAND, TIMESCALES, Anchor
from roth.domain.transitions import TRANSITIONS


class Event(Labelled):
    """One thing that happens, as an action records it."""

    HARM_SUSPECTED = "harm_suspected", "a manager decides on a referral that a young person may be at risk"
    EXPLOITATION_FEARED = "exploitation_feared", "exploitation is named in a referral"
    WORKER_ON_EXPLOITATION = "worker_on_exploitation", "a worker is allocated where exploitation is a concern"
    SEEN = "seen", "the young person is seen"
    ENQUIRY_BEGUN = "enquiry_begun", "the section 47 enquiry is begun"
    ASSESSMENT_BEGUN = "assessment_begun", "the assessment is begun"
    CONTEXTS_WEIGHED = "contexts_weighed", "it is agreed in the assessment how much each context weighs"
    ASSESSMENT_AUTHORISED = "assessment_authorised", "a manager authorises the assessment"
    ORDER_MADE = "order_made", "an emergency order and the day on which it ends are recorded"
    ORDER_OVER = "order_over", "an emergency order ends before its day"
    ADVOCATE_ARRANGED = "advocate_arranged", "the young person has an advocate by name, or has met one"
    ADVOCATE_DECLINED = "advocate_declined", "the young person does not want an advocate"
    REPORTS_SHARED = "reports_shared", "every report is there and shared with the family"
    EXCLUSION_ASKED_FOR = "exclusion_asked_for", "somebody asks that a person be left out of the conference"
    REVIEW_CONFIRMED = "review_confirmed", "those asked to a review are written to with its day"
    LETTER_SENT = "letter_sent", "everybody asked has the decision letter"
    MINUTES_SENT = "minutes_sent", "everybody who came has the minutes"
    TOLD = "told", "the young person is told what was decided"
    NOT_TOLD = "not_told", "it is written down why nobody could tell the young person that day"
    VISITED_AFTER = "visited_after", "the young person is visited after the conference"
    NOT_VISITED = "not_visited", "it is written down why nobody visited after the conference"
    COMPLAINT_RECEIVED = "complaint_received", "a complaint about the conference is received"
    TAKEN_FURTHER = "taken_further", "somebody wants a disagreement taken further"
    MANAGERS_ASKED = "managers_asked", "managers are asked to talk about it, or it is resolved"
    CORE_GROUP_MET = "core_group_met", "the core group meets"
    LAST_CORE_GROUP = "last_core_group", "the core group meets within four weeks of the last day for it"
    NO_LAST_CORE_GROUP = "no_last_core_group", "a review is booked when the last day for a core group is over"
    INTERIM_ASKED_FOR = "interim_asked_for", "the chair wants an interim review"
    INTERIM_CALLED_OFF = "interim_called_off", "an interim review is called off"
    CAME_BACK = "came_back", "a young person who was missing comes back"
    RETURN_INTERVIEW = "return_interview", "the return interview is offered and its answer recorded"
    MOVE_TOLD = "move_told", "another authority is told in writing of a permanent move"
    MOVE_TAKEN_UP = "move_taken_up", "the other authority has held its conference"
    MOVE_OFF = "move_off", "the young person does not move after all"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one event does to clocks. Each is given by the codes of its limits.

    `once` starts a clock that the episode has never had. `met` is for what is known of only when it is done: the clock
    starts from the day that it hangs on and stops at once. `rolls` stops one and counts the next from here; `again`
    does so only where one runs. `drops` is for what will not happen; `because` says so.
    """

    event: Event
    starts: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    because: str = ""


_LOOKS: Final = ("T04A", "T04B", "T04C")

EFFECTS: Final[dict[Event, Effect]] = {
    effect.event: effect
    for effect in (
        Effect(Event.HARM_SUSPECTED, starts=("T02",)),
        Effect(Event.EXPLOITATION_FEARED, once=("T26",)),
        Effect(Event.WORKER_ON_EXPLOITATION, once=("T05",)),
        Effect(Event.SEEN, stops=("T02", "T30B"), again=("T22",)),
        Effect(Event.ENQUIRY_BEGUN, met=("T08",)),
        Effect(Event.ASSESSMENT_BEGUN, starts=("T03", *_LOOKS)),
        Effect(Event.CONTEXTS_WEIGHED, stops=("T05",)),
        Effect(Event.ASSESSMENT_AUTHORISED, stops=("T03", *_LOOKS, "T05")),
        Effect(Event.ORDER_MADE, starts=("T12",)),
        Effect(Event.ORDER_OVER, drops=("T12",), because="the order ended before its day"),
        Effect(Event.ADVOCATE_ARRANGED, stops=("T10",)),
        Effect(Event.ADVOCATE_DECLINED, drops=("T10",), because="the young person does not want an advocate now"),
        Effect(Event.REPORTS_SHARED, stops=("T13", "T14")),
        Effect(Event.EXCLUSION_ASKED_FOR, met=("T15",)),
        Effect(Event.REVIEW_CONFIRMED, stops=("T16",)),
        Effect(Event.LETTER_SENT, stops=("T17",)),
        Effect(Event.MINUTES_SENT, stops=("T18",)),
        Effect(Event.TOLD, stops=("T30A",)),
        Effect(Event.NOT_TOLD, drops=("T30A",), because="why nobody told them that day is written beside the meeting"),
        Effect(Event.VISITED_AFTER, stops=("T30B",)),
        Effect(Event.NOT_VISITED, drops=("T30B",), because="why nobody visited is written beside the meeting"),
        Effect(Event.COMPLAINT_RECEIVED, met=("T29",)),
        Effect(Event.TAKEN_FURTHER, starts=("T36",)),
        Effect(Event.MANAGERS_ASKED, stops=("T36",)),
        Effect(Event.CORE_GROUP_MET, stops=("T19",), rolls=("T20",)),
        Effect(Event.LAST_CORE_GROUP, stops=("T21",)),
        Effect(
            Event.NO_LAST_CORE_GROUP,
            drops=("T21",),
            because="the review was booked after the last day for a core group",
        ),
        Effect(Event.INTERIM_ASKED_FOR, starts=("T25",)),
        Effect(Event.INTERIM_CALLED_OFF, drops=("T25",), because="the interim review was called off"),
        Effect(Event.CAME_BACK, starts=("T28",)),
        Effect(Event.RETURN_INTERVIEW, stops=("T28",)),
        Effect(Event.MOVE_TOLD, starts=("T27",)),
        Effect(Event.MOVE_TAKEN_UP, stops=("T27",)),
        Effect(Event.MOVE_OFF, drops=("T27",), because="the young person does not move after all"),
    )
}

# What counts back from a meeting of each kind hangs on its day: it starts when the meeting is booked.
BOOKED: Final = {
    "initial_conference": Anchor.INITIAL_BOOKED,
    "transfer_in": Anchor.INITIAL_BOOKED,
    "review_conference": Anchor.REVIEW_BOOKED,
    "interim_review": Anchor.REVIEW_BOOKED,
}
# A core group this near to the last day for one before the review is the last one before it.
NEAR_THE_REVIEW: Final = timedelta(weeks=4)
# A review that comes early because something changed does not wait until its day was known for four weeks (inferred).
NOT_WHEN_EARLY: Final = frozenset({"T16"})
HELD_WITHOUT: Final = "the meeting was held before it was done"

# What nothing in the product starts yet, and where its event will come from. This list only shrinks.
NOT_YET: Final = {
    "T31": "contexts: a context has no assessment and no conference of its own here yet",
    "T32A": "contexts: a context has no plan of its own here yet",
    "T32B": "contexts: a context has no plan of its own here yet",
    "T34": "documents: nobody can ask here yet for what is held about them",
    "T35": "documents: a breach of personal data is not recorded here yet",
}


def started_by(code: str) -> tuple[str, ...]:
    """In words, everything that starts the clock of a limit."""
    rules = {rule.code: rule for rule in TIMESCALES}
    steps = [f"{step.code} {step.title}" for step in TRANSITIONS.values() if code in step.starts]
    events = [e.event.label for e in EFFECTS.values() if code in (*e.starts, *e.once, *e.met, *e.rolls, *e.again)]
    booked = rules[code].anchor in BOOKED.values() and not rules[code].only_if
    return (*steps, *events, *(("the meeting is booked",) if booked else ()))


def stopped_by(code: str) -> tuple[str, ...]:
    """In words, everything that stops the clock of a limit because it was met. What only drops it does not count."""
    steps = [f"{step.code} {step.title}" for step in TRANSITIONS.values() if code in step.stops]
    events = [e.event.label for e in EFFECTS.values() if code in (*e.met, *e.stops, *e.rolls, *e.again)]
    return (*steps, *events, *(("somebody says that it was done",) if code in BY_HAND else ()))
