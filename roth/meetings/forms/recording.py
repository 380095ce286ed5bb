"""What is asked while a conference goes on: who came, what each thinks, and the record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from roth.domain import codes
from roth.meetings.models import Invitation
from roth.ui.choices import Radios, Select, Tick
from roth.ui.fields import LongText
from roth.ui.forms import Form, Section


class AttendanceForm(Form):
    """Who came and what each thinks: the same few questions for everybody who is asked."""

    def __init__(self, *args: Any, people: Sequence[Invitation], agency_people: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = []
        for one in people:
            fields = _questions(one, with_views=one.pk in agency_people)
            self.fields.update({f"{name}_{one.pk}": field for name, field in fields.items()})
            title = f"{one.name}, {codes.label(codes.ATTENDEE_ROLE, one.role).lower()}"
            sections.append(Section(title, tuple(f"{name}_{one.pk}" for name in fields), hint=_from(one)))
        self.sections = tuple(sections)


def attendance_rows(names: Iterable[str], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers as `record_attendance` takes them: one row for each person."""
    rows: dict[int, dict[str, Any]] = {}
    for name in names:
        field, _, key = name.rpartition("_")
        rows.setdefault(int(key), {"invitation": int(key)})[field] = values[name] or _EMPTY.get(field, "")
    return list(rows.values())


def attendance_initial(names: Iterable[str], people: Iterable[Invitation]) -> dict[str, Any]:
    """What is recorded already, by the names of the form."""
    by_key = {str(one.pk): one for one in people}
    parts = ((name, *name.rpartition("_")[::2]) for name in names)
    return {name: getattr(by_key[key], field) for name, field, key in parts}


# What an empty box means; being invited is what is known of somebody until more is.
_EMPTY: Final = {"attendance": "invited", "report_supplied": False}


_CAME: Final = {code: text for code, text in codes.ATTENDANCE.items() if code != "invited"}


def _from(one: Invitation) -> str:
    return one.agency.name if one.agency else ""


def _questions(one: Invitation, *, with_views: bool) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "attendance": Select(f"Did {one.name} come?", _CAME, blank="Not known yet", optional_words=False)
    }
    if with_views:
        asked["report_supplied"] = Tick(f"{one.name} sent a report")
        asked["view_on_harm"] = Radios(
            f"{one.name}: is significant harm likely?", codes.VIEW_ON_PLAN, inline=True, optional_words=False
        )
        asked["view_on_plan"] = Radios(
            f"{one.name}: is a plan needed?", codes.VIEW_ON_PLAN, inline=True, optional_words=False
        )
    asked["view"] = LongText(f"In the words of {one.name}", rows=2, optional_words=False)
    return asked


_BEFORE_OPTIONS: Final = "Written before anybody says what to do (V10)."
_LISTS: Final = "Each one is written in the room itself, with why it was taken or not."


class RecordForm(Form):
    """The minutes, in the order of the agenda (`domain.conference.AGENDA`)."""

    sections: tuple[Section, ...] = (
        Section("1. Welcome, and why we are here", ("chair_met_young_person", "chair_met_parents")),
        Section("2. Young person and parents first", ("participation", "young_persons_views", "parents_views")),
        Section("3. Strengths and safety", ("strengths_discussed",)),
        Section("4. Contexts", ("contexts_discussed",)),
        Section("5. Needs", ("needs_discussed",)),
        Section("6. What services and systems get in the way of", ("systems_discussed",)),
        Section("7. Pause", ("aim", "for_whom", "how_we_would_know", "avoid_making_worse"), hint=_BEFORE_OPTIONS),
        Section("8. Options", ("discussion",), hint=_LISTS),
        Section("9. Actions", ("actions_outside_plan",), hint=_LISTS),
        Section("10. Measures", ("measures_discussed",)),
        Section("11. Before the decision", ("analysis",)),
        Section("12. Core group and dates", ("next_discussed",)),
        Section("13. What the young person and parents think of it", ("reactions",)),
    )
    chair_met_young_person = LongText("When the chair met the young person beforehand, or why not", rows=2)
    chair_met_parents = LongText("When the chair met the parents or carers beforehand, or why not", rows=2)
    participation = Select("How the young person took part", list(codes.PARTICIPATION.items()), blank="Choose one")
    young_persons_views = LongText("What the young person says", hint="Their own words", language_check=True)
    parents_views = LongText("What the parents or carers say", hint="Their own words", language_check=True)
    strengths_discussed = LongText("What is going well, and who or what keeps the young person safe", rows=4)
    contexts_discussed = LongText("How harm works in each context, and what weighs most", rows=4)
    needs_discussed = LongText("What the young person needs", rows=4)
    systems_discussed = LongText("Which rule, gap or practice stands in the way, and who can change it", rows=4)
    aim = LongText("What are we trying to achieve?", rows=3)
    for_whom = LongText("For whom?", rows=2)
    how_we_would_know = LongText("How would we know that it is better?", rows=3)
    avoid_making_worse = LongText("What must we avoid making worse?", rows=2)
    discussion = LongText("Whatever else was said", rows=6)
    measures_discussed = LongText("What would show change, and how it is now", rows=4)
    next_discussed = LongText("Who carries the plan, when they meet, and what happens if it does not hold", rows=4)
    reactions = LongText("What they say of it, in their own words", rows=4)
    actions_outside_plan = LongText(
        "What was agreed outside the plan", hint="For example, a meeting about a place", rows=3
    )
    analysis = LongText("The chair’s analysis", hint="What makes harm likely, and what protects", rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # written as the conference goes: nothing is demanded before the decision
            field.optional_words = False  # type: ignore[attr-defined]
