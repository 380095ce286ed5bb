"""What people are asked on the pages of a conference. Rules belong in `domain.conference`; nothing is saved here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from roth.accounts.models import Agency, Membership, User
from roth.domain import codes
from roth.domain.conference import AgencyReach, WeightedContext
from roth.domain.words import listed
from roth.meetings.models import Invitation
from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick, YesNo
from roth.ui.dates import Date, DateTime
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

NO_CATEGORY = (
    "There is no national category for harm outside the home. Choose the one nearest to the harm, and say below that it"
    " comes from outside."
)


class BookForm(Form):
    """When, where, with which chair, and what the young person would like."""

    sections = (
        Section("What the young person would like", ("young_persons_preferences",)),
        Section("When and where", ("scheduled_at", "mode", "place")),
        Section("Chair", ("chair",)),
        Section("If it is late", ("late_reason", "late_words")),
    )
    young_persons_preferences = LongText(
        "Time, place, who should be there and who should not",
        hint="In their own words where you can. If nobody has asked yet, ask before you book.",
        missing="Write what the young person would like, or why nobody could ask",
    )
    scheduled_at = DateTime("When the conference is", missing="Enter the day and time, like 27 3 2026 at 14:30")
    mode = Radios("How people meet", codes.MEETING_MODE, missing="Choose how people meet")
    place = Text("Where", hint="An address, or how to join", missing="Enter where the conference is, or how to join")
    chair = Select(
        "Who chairs",
        hint="Current ROTH chairs employed by social care, with no responsibility for this young person (V09).",
        missing="Choose who chairs",
    )
    late_reason = Select("Why it cannot be sooner", codes.LATENESS_REASON, blank="It is in time")
    late_words = LongText("More about why", rows=3)

    def __init__(self, *args: Any, chairs: Iterable[User], last_day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = [(chair.pk, chair.name) for chair in chairs]  # type: ignore[attr-defined]
        if last_day:
            self.fields["late_reason"].help_text = f"Only for a day after {last_day}, the last day for it (T11)."


class _InvitationFields(Form):
    """What an invitation says, whoever it is for."""

    role = Select("They come as", codes.ATTENDEE_ROLE, missing="Choose as whom they come")
    asked_to_bring = LongText(
        "What they are asked to bring",
        hint="What they know, what they can offer, what they can decide on the day",
        rows=4,
    )
    can_influence = Checkboxes("Which contexts they can change")

    def __init__(
        self, *args: Any, contexts: Sequence[WeightedContext], reach: Sequence[AgencyReach], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["can_influence"].choices = [  # type: ignore[attr-defined]
            Option(context.key, context.name, hint=_reach_in_words(context.key, reach)) for context in contexts
        ]
        if not contexts:
            del self.fields["can_influence"]


def _reach_in_words(context: int, reach: Sequence[AgencyReach]) -> str:
    names = [agency.name for agency in reach if context in agency.contexts]
    return f"Has reach there: {listed(names)}" if names else ""


class InviteForm(_InvitationFields):
    """Somebody new: a user of the site, or a person by name."""

    field_order = ("user", "name", "agency", "role", "asked_to_bring", "can_influence")
    user = Select(
        "A person who uses ROTH Pathways",
        hint="They can then open the conference page themselves.",
        blank="Somebody else, by name",
    )
    name = Text("Or their name", max_length=120)
    agency = Select("The agency they come for", blank="No agency")

    def __init__(self, *args: Any, people: Sequence[Membership], agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            (held.user_id, f"{held.user.name}, {held.user.job_title or held.agency.name}") for held in people
        ]
        self.fields["agency"].choices = [(agency.pk, agency.name) for agency in agencies]  # type: ignore[attr-defined]

    def clean(self) -> None:
        self.require_one_of("user", "name", sentence="Choose a person, or enter their name")


class InvitationForm(_InvitationFields):
    """Changes to an invitation that stands."""


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


class RecordForm(Form):
    """The minutes, in the order of the agenda (`domain.conference.AGENDA`)."""

    sections = (
        Section("1. Welcome, and why we are here", ("chair_met_young_person", "chair_met_parents")),
        Section("2. Young person and parents first", ("participation", "young_persons_views", "parents_views")),
        Section("3. Strengths and safety", ("strengths_discussed",)),
        Section("4. Contexts", ("contexts_discussed",)),
        Section("5. Needs", ("needs_discussed",)),
        Section("6. What services and systems get in the way of", ("systems_discussed",)),
        Section(
            "7 to 10. Pause, options, actions, measures",
            ("discussion", "actions_outside_plan"),
            hint="The aim, the actions and the measures are written in the plan, once a plan is decided on.",
        ),
        Section("11. Before the decision", ("analysis",)),
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
    discussion = LongText("Options, and whatever else was said", rows=6)
    actions_outside_plan = LongText(
        "What was agreed outside the plan", hint="For example, a meeting about a place", rows=3
    )
    analysis = LongText("The chair’s analysis", hint="What makes harm likely, and what protects", rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # written as the conference goes: nothing is demanded before the decision
            field.optional_words = False  # type: ignore[attr-defined]


class DecideForm(Form):
    """The chair's decision, after seeking agreement."""

    sections = (
        Section("The decision", ("on", "decision", "significant_harm", "rationale")),
        Section("Agreement", ("dissent", "quorum_exception")),
    )
    on = Date("The day the conference was held", past=True, missing="Enter the day the conference was held")
    decision = Radios(
        "What is decided",
        [
            Option(
                "plan_made",
                codes.CONFERENCE_DECISION["plan_made"],
                reveal=("category", "category_reason", "extra_familial_primary"),
            ),
            Option("no_plan", codes.CONFERENCE_DECISION["no_plan"]),
            Option(
                "adjourned", codes.CONFERENCE_DECISION["adjourned"], hint="It is asked for again, with the same people"
            ),
        ],
        missing="Choose what is decided",
    )
    category = Radios(
        "Category",
        [
            Option(code, text, reveal=("care_at_home_in_issue",) if code == "NEG" else ())
            for code, text in codes.ABUSE_CATEGORY.items()
        ],
        hint=NO_CATEGORY,
        missing="Choose the category that the plan is made under",
    )
    care_at_home_in_issue = YesNo(
        "Is care at home in issue?",
        hint="Neglect is only about care at home.",
        missing="Say whether care at home is in issue",
    )
    category_reason = LongText(
        "Why this category, and where the harm comes from",
        rows=3,
        missing="Say why this category, and where harm comes from",
    )
    extra_familial_primary = YesNo(
        "Does the harm come mainly from outside the home?",
        missing="Say whether the harm comes mainly from outside the home",
    )
    significant_harm = LongText("Which significant harm is likely, and in which contexts", rows=4)
    rationale = LongText("The reason for the decision", rows=6, missing="Write the reason for the decision")
    dissent = LongText(
        "Who disagrees, and why",
        hint="The young person and parents first. Write “none” if nobody does.",
        rows=4,
        missing="Write who disagrees and why, or “none”",
    )
    quorum_exception = LongText(
        "If fewer than two agencies beside social care were there: why the conference went ahead", rows=3
    )
