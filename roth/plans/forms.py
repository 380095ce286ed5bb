"""What a plan's forms ask, and in which words. Nothing is saved here; what a plan refuses is in `checks`."""

from datetime import date
from typing import Any, Final

from roth.accounts.models import Agency, User
from roth.domain import codes
from roth.domain.actions import CONTROL, ActionStatus, Approach, MeasureKind, OwnerType, Target, TargetGroup, group_of
from roth.domain.change import Consent
from roth.domain.labelled import Labelled
from roth.plans import parts
from roth.plans.parts import Parts
from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.formats import day
from roth.ui.forms import Form, Section
from roth.ui.rows import RowSet


def _meanings(table: type[Labelled], *but: str) -> list[Option]:
    return [Option(each.value, each.label, each.meaning) for each in table if each.value not in but]


def _contexts(contexts: tuple[parts.Context, ...]) -> list[Option]:
    return [Option(each.id, each.name, codes.label(codes.CONTEXT_KIND, each.kind)) for each in contexts]


class PauseForm(Form):
    """Think before doing: nothing is planned until these four are agreed."""

    aim = LongText(
        "What are we trying to achieve?",
        hint="One or two sentences that the young person would recognise. What will be different in their life?",
        missing="Say what the plan sets out to achieve",
        rows=3,
        language_check=True,
    )
    for_whom = LongText(
        "For whom?",
        hint="The young person, and who else: friends, everyone who uses a place.",
        missing="Say for whom",
        rows=2,
    )
    how_we_would_know = LongText(
        "How would we know?",
        hint="What would the young person notice? What would anyone see in the place? Not what we will have done.",
        missing="Say how we would know",
        rows=3,
    )
    avoid_making_worse = LongText(
        "What must we avoid making worse?",
        hint="Trust, friendships, school, being watched: what could go wrong because of us?",
        missing="Say what the plan must avoid making worse",
        rows=3,
    )


class GoalForm(Form):
    """A few goals, each said as something good that will be true."""

    statement = LongText(
        "What will be true when this has worked?",
        hint="Say what there will be, not what will stop. “There is an adult at the bus station who looks out for "
        "young people”, rather than “stops going to the bus station”.",
        missing="Write the goal",
        rows=3,
        language_check=True,
    )
    level = Radios("Where will it be true?", codes.GOAL_LEVEL, missing="Choose where it will be true")
    context_id = Radios("In which context?", called="the context")
    whose = Radios("Whose goal is it?", codes.WHOSE, missing="Say whose goal this is")

    def __init__(self, *args: Any, contexts: tuple[parts.Context, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contexts:
            self.fields["context_id"].choices = [  # type: ignore[attr-defined]
                *_contexts(contexts),
                Option(None, "No one context"),
            ]
        else:
            del self.fields["context_id"]


# What asks about watching and limiting, and what each is where an action does neither.
_OF_A_RESTRICTION: Final[dict[str, Any]] = {
    "restriction_ends_on": None,
    "restriction_purpose": "",
    "restriction_consent": "",
    "paired_support_id": None,
}


class ActionForm(Form):
    """Who will change what, for whom, by when; what it aims at, and what it answers."""

    sections: tuple[Section, ...] = (
        Section("Who will do it?", ("owner_name", "owner_type", "owner_agency_id")),
        Section("What will they change, and by when?", ("text", "due_on", "goal_id")),
        Section(
            "What does it change?",
            (
                *("target", "context_id", "approach", "moves_young_person"),
                *("restriction_ends_on", "restriction_purpose", "restriction_consent", "paired_support_id"),
            ),
            "Go by what would be different afterwards, not by where it happens or who does it.",
        ),
        Section(
            "What that we found does it answer?",
            ("dynamics", "needs", "challenges"),
            "Tick all that it would change. What nothing answers stays on the list of questions.",
        ),
        Section("Whose idea, and who has agreed?", ("origin", "young_persons_view", "accepted_on", "accepted_how")),
        Section("How far has it got?", ("status", "status_reason")),
    )

    owner_name = Text("Name", hint="A person, so that everyone knows whom to ask.", missing="Say who will do it")
    owner_type = Select("They are", OwnerType.choices(), missing="Choose who they are")
    owner_agency_id = Select("Their agency", blank="None, or not listed", called="the agency")
    text = LongText(
        "They will …",
        hint="Begin with a verb: “have two trained staff at the shelter from eight until ten each evening”.",
        missing="Say what will be done",
        rows=3,
        language_check=True,
    )
    due_on = Date("By when?", missing="Enter the day it is to be done by, like 27 3 2026")
    goal_id = Radios("Which goal does it serve?", missing="Choose the goal that it serves", called="the goal")
    target = Radios("What it changes", _meanings(Target), missing="Choose what it changes")
    context_id = Radios("Which context does it change?", called="the context")
    approach = Radios("How does it work?", _meanings(Approach), missing="Choose how it works")
    restriction_ends_on = Date("When does the watching or limiting end?", called="the day it ends")
    moves_young_person = Tick("This moves the young person: home, school, or out of the area")
    restriction_purpose = LongText(
        "What is the watching or limiting for, and what would let it end sooner?", called="what it is for", rows=2
    )
    restriction_consent = Radios("What does the young person think of that?", _meanings(Consent), called="their view")
    paired_support_id = Radios("Which action gives help beside it?", called="the help beside it")
    dynamics = Checkboxes("How harm works there", optional_words=False)
    needs = Checkboxes("What the young person needs", optional_words=False)
    challenges = Checkboxes("Services and rules that make it harder", optional_words=False)
    origin = Radios("Whose idea was it?", codes.WHOSE, missing="Say whose idea it was", initial="professional")
    young_persons_view = LongText("What does the young person think of it?", hint="In their own words.", rows=3)
    accepted_on = Date(
        "When did the owner say yes?", past=True, hint="Leave empty until they have.", called="the day they agreed"
    )
    accepted_how = Text(
        "Who said yes, and how?",
        hint="Needed where their agency was not at the conference: “Lena Marsh, by phone”.",
        max_length=200,
    )
    status = Radios("It is", _meanings(ActionStatus, ActionStatus.DROPPED, ActionStatus.DECLINED))
    status_reason = LongText("What happened?", hint="For an action that is blocked or was done differently.", rows=2)

    groups = tuple(
        (group, tuple(target.value for target in Target if group_of(target) is group))
        for group in (TargetGroup.CONTEXTUAL, TargetGroup.WELFARE, TargetGroup.INDIVIDUAL, TargetGroup.PROCESS)
    )

    def __init__(
        self,
        *args: Any,
        reading: Parts,
        contexts: tuple[parts.Context, ...] = (),
        agencies: tuple[Agency, ...] = (),
        supports: tuple[parts.Action, ...] = (),
        new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        places = {each.id: each.name for each in reading.contexts}
        needs = codes.NEED_DOMAIN
        offered = {
            "goal_id": [Option(each.id, each.statement) for each in reading.live_goals],
            "owner_agency_id": [(each.pk, each.name) for each in agencies],
            "context_id": [*_contexts(contexts), Option(None, "No one context")] if contexts else [],
            "paired_support_id": [Option(each.id, f"{each.owner_name}: {each.text}") for each in supports],
            "dynamics": [Option(each.id, each.text, places.get(each.context_id, "")) for each in reading.dynamics],
            "needs": [Option(each.id, each.text, codes.label(needs, each.domain)) for each in reading.needs],
            "challenges": [Option(each.id, each.text, each.service) for each in reading.challenges],
        }
        for field, options in offered.items():
            self.fields[field].choices = options  # type: ignore[attr-defined]
            if not options and field not in ("goal_id", "paired_support_id"):
                del self.fields[field]
        if new:
            del self.fields["status"], self.fields["status_reason"]
        shown = set(self.fields)
        laid = (Section(each.legend, tuple(f for f in each.fields if f in shown), each.hint) for each in self.sections)
        self.sections = tuple(each for each in laid if each.fields)

    def clean(self) -> dict[str, Any]:
        """What asks about watching and limiting is kept only for actions that do."""
        data = super().clean() or self.cleaned_data
        if "approach" in data and data["approach"] not in CONTROL:
            for name, empty in _OF_A_RESTRICTION.items():
                data[name] = empty
                self.errors.pop(name, None)
        data["restriction_consent"] = data.get("restriction_consent") or ""
        return data


class MeasureForm(Form):
    """How we would know: something that changed, or something that was done."""

    goal_id = Radios("Which goal is it about?", missing="Choose the goal that it is about", called="the goal")
    text = LongText(
        "What would show it?",
        hint="“Young people can name an adult they trust at the bus station” shows change. “Staff were trained” shows "
        "effort: true, and not yet a difference.",
        missing="Say what would show it",
        rows=2,
    )
    kind = Radios("Does that show change, or effort?", _meanings(MeasureKind), missing="Choose change or effort")
    method = LongText(
        "How will we find out, and whom will we ask?",
        hint="The same way each time, so that it can be compared. Ask more than one kind of person.",
        missing="Say how we will find out",
        rows=2,
    )
    baseline = LongText("How is it now?", hint="What the first asking or looking found: the baseline.", rows=2)
    baseline_on = Date("When was that?", past=True, called="the day of the baseline")
    target = LongText("What would be good enough?", rows=2)

    def __init__(self, *args: Any, reading: Parts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal_id"].choices = [Option(each.id, each.statement) for each in reading.live_goals]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A baseline has a day, or it cannot be compared with anything."""
        data = super().clean() or self.cleaned_data
        if data.get("baseline") and not data.get("baseline_on") and "baseline_on" not in self.errors:
            self.add_error("baseline_on", "Enter the day on which it was like that")
        return data


class MemberForm(Form):
    """One member of the core group."""

    name = Text("Name", missing="Enter a name")
    role = Select("Role", codes.ATTENDEE_ROLE, missing="Choose their role")


class CoreGroupForm(Form):
    """Who carries the plan between conferences."""

    lead_worker_id = Select("Lead social worker", missing="Choose the lead social worker", called="the lead worker")
    members = RowSet(
        "Core group",
        MemberForm,
        one="Person",
        least=1,
        shown=3,
        missing="Name at least one person",
        hint="Few enough to meet, near enough to act: family, the people the young person trusts, those with reach.",
    )
    core_group_on = Date("When does the core group first meet?", called="the core group's first day")
    review_on = Date("When is the first review?", missing="Enter the day of the first review", called="the review")

    def __init__(
        self, *args: Any, workers: tuple[User, ...], core_by: date | None, review_by: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_worker_id"].choices = [(each.pk, each.name) for each in workers]  # type: ignore[attr-defined]
        if core_by:
            self.fields["core_group_on"].help_text = f"By {day(core_by)}: ten working days after the conference (T19)."
        if review_by:
            self.fields["review_on"].help_text = f"By {day(review_by)}: three months after the conference (T23)."


class IfThisForm(Form):
    """If this happens, then who does what."""

    if_this = LongText("If this happens", missing="Say what may happen", rows=2)
    who = Text("Then who acts?", hint="A name and how to reach them.", missing="Say who acts", max_length=160)
    does_what = LongText("What do they do?", missing="Say what they do", rows=2)


class ContingencyForm(Form):
    """What we worry about, and what happens if the plan does not hold."""

    worry_statement = LongText(
        "What are we worried will happen if nothing changes?",
        hint="Where, and because of whom or what. Never what the young person is.",
        rows=3,
        language_check=True,
    )
    contingencies = RowSet(
        "If the plan does not hold, who does what?",
        IfThisForm,
        one="If this",
        shown=2,
        hint="One for each thing that may happen: missing, hurt, a threat, the one trusted adult leaves.",
    )
    contingency = LongText(
        "What else happens then?",
        hint="Whom would the young person want to be told, and who must not be?",
        rows=3,
    )


class ReasonForm(Form):
    """Why something leaves the plan."""

    reason = LongText(
        "Why does this leave the plan?",
        hint="It is kept in the record with your name.",
        missing="Say why this leaves the plan",
        rows=3,
    )


class NotToActForm(Form):
    """Why the plan does not act on something that the assessment found."""

    reason = LongText(
        "Why does the plan not act on this?",
        hint="Your reason is kept and shown. It ends when somebody adds an action for it.",
        missing="Say why the plan does not act on this",
        rows=3,
    )


class AnswerForm(Form):
    """What the chair says to a question that the plan leaves open."""

    answer = LongText(
        "Your answer",
        hint="It is kept and shown beside the question. It ends if the plan changes so that the question goes away.",
        missing="Write your answer",
        rows=3,
    )
