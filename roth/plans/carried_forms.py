"""What a core group, a restriction that goes on, and a proposed move are asked. Nothing is saved here."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from roth.domain import codes
from roth.domain.change import MOVE_NEEDS, OF_A_READING, SAFETIES, MoveDecision, MoveKind
from roth.plans import parts
from roth.ui.choices import Option, Radios, Select, YesNo
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

_CAME: Final = {code: codes.ATTENDANCE[code] for code in ("attended", "attended_remote", "report_only")} | {
    "apology_no_input": "Sent apologies",
    "absent": "Did not come",
}
_COMPARED: Final = [(each.value, each.label) for each in OF_A_READING]


class CoreGroupMeetingForm(Form):
    """That the core group met (F15): who came, what has changed in each context, what was said, what comes next."""

    held_on = Date(
        "When did the core group meet?", past=True, missing="Enter the day on which it met", called="the day it met"
    )
    chaired_by = Text("Who chaired it?", hint="Any member may.", max_length=120, missing="Say who chaired it")
    who_came = LongText("Who else came, or was asked?", hint="Names and roles.", rows=2)
    seen_on = Date("When was the young person last seen?", past=True, called="the day they were seen")
    seen_alone = YesNo("Were they seen alone?", called="whether they were seen alone")
    events = LongText("What has happened since the last time?", hint="Good things too.", rows=4, language_check=True)
    young_persons_words = LongText(
        "What did the young person say?",
        hint="In their own words, there or beforehand. If they said nothing, say below how they were asked.",
        rows=3,
    )
    parents_words = LongText("What did parents or carers say?", hint="In their own words.", rows=3)
    what_was_said = LongText(
        "What was said and agreed?",
        hint="What each action has done is on the plan, from whoever owns it. Here: what the group makes of it.",
        missing="Say what was said and agreed",
        rows=5,
        language_check=True,
    )
    changes_to_plan = LongText("What changes in the plan?", hint="Then change it there, so that it says so.", rows=3)
    escalations = LongText("What has to go further up, and who takes it there?", rows=2)
    next_on = Date("When does the core group meet again?", called="the next meeting")

    def __init__(
        self,
        *args: Any,
        members: Sequence[parts.Member] = (),
        contexts: Sequence[parts.Context] = (),
        next_by: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in members:
            role = codes.label(codes.ATTENDEE_ROLE, one.role).lower()
            self.fields[f"came_{one.id}"] = Select(
                f"{one.name}, {role}", _CAME, blank="Choose", missing=f"Say whether {one.name} came"
            )
            self.fields[f"report_{one.id}"] = LongText(
                f"What {one.name} sent instead", hint="If they sent a report.", rows=2, optional_words=False
            )
        for place in contexts:
            said = f"{place.name}: beside the start, it is"
            self.fields[f"rating_{place.id}"] = Select(said, _COMPARED, blank="Not talked about", optional_words=False)
            self.fields[f"words_{place.id}"] = LongText(
                f"What has changed in {place.name}, and how do we know?", rows=2, optional_words=False
            )
        self.sections = _laid_out(members, contexts)
        if next_by:
            self.fields["next_on"].help_text = next_by


def _laid_out(members: Sequence[parts.Member], contexts: Sequence[parts.Context]) -> tuple[Section, ...]:
    came = tuple(f"{part}_{one.id}" for one in members for part in ("came", "report"))
    places = tuple(f"{part}_{one.id}" for one in contexts for part in ("rating", "words"))
    return (
        Section("The meeting", ("held_on", "chaired_by")),
        Section("Who came", (*came, "who_came")),
        Section("The young person and the family", ("seen_on", "seen_alone", "young_persons_words", "parents_words")),
        *([Section("What has changed in each context", places)] if places else []),
        Section("What the group says", ("events", "what_was_said", "changes_to_plan", "escalations")),
        Section("Next time", ("next_on",)),
    )


def core_group_values(
    data: Mapping[str, Any], members: Sequence[parts.Member], contexts: Sequence[parts.Context]
) -> dict[str, Any]:
    """The answers as `record_core_group` takes them."""
    of_somebody = ("came_", "report_", "rating_", "words_")
    said = {name: value for name, value in data.items() if not name.startswith(of_somebody)}
    people = [
        {
            "name": one.name,
            "role": one.role,
            "attendance": data[f"came_{one.id}"],
            "report": data.get(f"report_{one.id}") or "",
        }
        for one in members
    ]
    rated = [
        {"context_id": one.id, "rating": data.get(f"rating_{one.id}"), "words": data.get(f"words_{one.id}")}
        for one in contexts
    ]
    return {**said, "people": people, "contexts": rated}


class ExtensionForm(Form):
    """A restriction that is still needed."""

    until = Date("Until which day?", missing="Enter the day on which it ends, like 27 3 2026", called="the new day")
    reason = LongText(
        "Why is it still needed?",
        hint="What has been tried since, and what would let it end.",
        missing="Say why it is still needed",
        rows=4,
        language_check=True,
    )
    young_persons_view = LongText("What does the young person think of that?", hint="In their own words.", rows=3)


_SAY: Final = dict(MOVE_NEEDS)


def _safety(key: str, label: str, asks: str) -> dict[str, LongText]:
    return {
        f"{key}_before": LongText(f"{label}: how is it now?", hint=asks, missing=_SAY[f"{key}_before"], rows=2),
        f"{key}_after": LongText(
            f"{label}: how would it be after the move?", hint="And who says so?", missing=_SAY[f"{key}_after"], rows=2
        ),
    }


class MoveForm(Form):
    """A proposed move: what it would do to each kind of safety, what is lost, and the way back (V14)."""

    sections = (
        Section("The move", ("kind", "why", "decision", "who_decides")),
        Section(
            "Safety before and after",
            tuple(f"{key}_{when}" for key, _, _ in SAFETIES for when in ("before", "after")),
            "A move leaves the place as it was, and can cut what keeps a young person safe.",
        ),
        Section("What it costs, and the way back", ("what_is_lost", "young_persons_view", "route_back", "review_on")),
    )
    kind = Radios(
        "What kind of move?",
        [Option(each.value, each.label, each.meaning) for each in MoveKind],
        missing="Choose what kind of move it is",
    )
    why = LongText(
        "What is it for, and why can the place not change instead?",
        hint="Never the new address: it does not belong in a plan.",
        missing="Say what the move is for, and why the place cannot change instead",
        rows=3,
        language_check=True,
    )
    decision = Radios(
        "Where does it stand?",
        [Option(each.value, each.label, each.meaning) for each in MoveDecision],
        missing="Say where the decision stands",
    )
    who_decides = LongText("Who decides, and by what right?", missing=_SAY["who_decides"], rows=2)
    what_is_lost = LongText(
        "What would be lost?", hint="Friends, a school, an adult, a language.", missing=_SAY["what_is_lost"], rows=3
    )
    young_persons_view = LongText("What does the young person think of it?", missing=_SAY["young_persons_view"], rows=3)
    route_back = LongText("What would have to change so that they can come back?", missing=_SAY["route_back"], rows=3)
    review_on = Date("When is it looked at again?", missing="Enter the day, like 27 3 2026", called="the day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label, asks in SAFETIES:
            self.fields.update(_safety(key, label, asks))
