"""What a review asks: each goal and context beside the start, the exit test, the decision. Nothing is saved here."""

from collections.abc import Mapping, Sequence
from typing import Any

from roth.domain import codes
from roth.domain.change import Rating
from roth.domain.ending import Because, Outcome
from roth.domain.reviewing import Decision
from roth.plans import parts
from roth.ui.choices import Checkboxes, Option, Radios, Select, YesNo
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text, WholeNumber
from roth.ui.forms import Form, Section

_RATINGS = [(each.value, each.label) for each in Rating]


class RatingsForm(Form):
    """How every goal and every context is now, beside the start; and what else the review found."""

    what_worked = LongText("What has worked?", hint="And for whom. Begin here.", rows=3)
    safety_now = LongText("How safe is the young person now, beside the start, in their own words?", rows=3)
    reports_shared = LongText(
        "When were the reports shared with the young person and parents, or why not?",
        missing="Say when the reports were shared, or why not",
        rows=2,
    )
    reports_shared_on = Date(
        "On which day had all of them reached the family?",
        past=True,
        hint="Leave this empty if they did not",
    )

    def __init__(
        self, *args: Any, goals: Sequence[parts.Goal], contexts: Sequence[parts.Context], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for goal in goals:
            self._ask(f"goal_{goal.id}", goal.statement)
        for place in contexts:
            self._ask(f"context_{place.id}", place.name)
            self.fields[f"weight_context_{place.id}"] = WholeNumber(
                f"How much of the harm does {place.name} carry now, of 100?", least=0, most=100
            )
        asked = [name for name in self.fields if name.startswith(("rating_", "evidence_", "weight_"))]
        self.sections = (
            Section("What has worked", ("what_worked", "safety_now")),
            Section("Each goal, beside the start", tuple(name for name in asked if "_goal_" in name)),
            Section("Each context, beside the start", tuple(name for name in asked if "_context_" in name)),
            Section("Reports", ("reports_shared", "reports_shared_on")),
        )

    def _ask(self, name: str, words: str) -> None:
        self.fields[f"rating_{name}"] = Select(f"{words}: it is", _RATINGS, blank="Choose", missing="Choose how it is")
        self.fields[f"evidence_{name}"] = LongText(f"How do we know? {words}", rows=2, optional_words=False)


def ratings(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers as `write_review` takes them."""
    names = [name.removeprefix("rating_") for name in data if name.startswith("rating_")]
    return [
        {
            "key": name.replace("_", ":"),
            "rating": data[f"rating_{name}"],
            "evidence": data.get(f"evidence_{name}") or "",
            "weight_now": data.get(f"weight_{name}"),
        }
        for name in names
    ]


class ExitForm(Form):
    """The exit test: what has to be known before a plan ends. Any part may wait until the review."""

    sections = (
        Section("Is the plan still needed?", ("no_longer_likely", "contexts_changed")),
        Section("How do we know?", ("evidence_from", "evidence_to", "evidence", "own_account")),
        Section(
            "Will it last, and has it moved?", ("likely_to_last", "slipping_signs", "risk_moved", "risk_moved_words")
        ),
        Section(
            "Is it less only because of where the young person is?",
            ("because", "only_because"),
            "Being away, locked up, in hospital, 18 or out of touch is not safety. The plan may end; the harm is not "
            "reduced.",
        ),
        Section("Afterwards", ("step_down_lead", "step_down_on", "step_down", "linked_still_live")),
        Section("Views on ending", ("young_persons_view", "parents_view", "dissent", "first_review_reason")),
    )
    no_longer_likely = YesNo("Is significant harm that needs this plan no longer happening and no longer likely?")
    contexts_changed = LongText(
        "What has changed in the contexts?",
        hint="Who looks out there, who gets in, which rule, how a group is. Not what the young person does.",
        rows=4,
    )
    evidence_from = Date("The evidence is from", called="the first day of the evidence")
    evidence_to = Date("until", past=True, called="the last day of the evidence")
    evidence = LongText(
        "What is the evidence, and how good is it?", hint="Incidents, missing, injuries, school.", rows=3
    )
    own_account = LongText("What does the young person say about being safe?", rows=3)
    likely_to_last = YesNo("Is the change likely to last?")
    slipping_signs = LongText("What would show that it is slipping, and who would notice?", rows=2)
    risk_moved = YesNo("Has the harm moved: to another place, another group, or online?")
    risk_moved_words = LongText("Where has it moved to, and which plan answers it there?", rows=2)
    because = Checkboxes("Does any of this hold?", [Option(each.value, each.label) for each in Because])
    only_because = YesNo("Is harm less only because of that?")
    step_down_lead = Text("Who leads afterwards?", max_length=160)
    step_down_on = Date("From which day?", called="the day the next support begins")
    step_down = LongText("What support goes on, and with whom?", rows=3)
    linked_still_live = LongText(
        "Which contexts and linked concerns are still live, and who goes on with them?",
        hint="Name no other young person.",
        rows=2,
    )
    young_persons_view = LongText("What does the young person think of ending?", rows=3)
    parents_view = LongText("What do parents or carers think of ending?", rows=3)
    dissent = LongText("Who disagrees, and why?", hint="Or “none”.", rows=2)
    first_review_reason = LongText(
        "Why does it end at its first review?", hint="Only for an exceptional reason.", rows=2
    )


class DecideForm(Form):
    """The chair's decision at a review."""

    on = Date("When was the review held?", past=True, missing="Enter the day of the review (8842Q)", called="the day")
    decision = Radios(
        "What is decided?",
        [
            Option("continue", Decision.CONTINUE.label, Decision.CONTINUE.meaning),
            Option("switch", Decision.SWITCH.label, Decision.SWITCH.meaning, reveal=("new_pathway",)),
            Option("end", Decision.END.label, Decision.END.meaning, reveal=("outcome",)),
        ],
        missing="Choose what is decided",
    )
    new_pathway = Select(
        "Which pathway?",
        {key: codes.PATHWAY[key] for key in ("roth_cp", "traditional_cp", "blended_cp")},
        blank="Choose",
        missing="Choose the pathway",
    )
    outcome = Select(
        "What is the ending called?", Outcome.choices(), blank="Choose", missing="Choose what it is called"
    )
    reason = LongText("Why?", missing="Write the reason for the decision", rows=4, language_check=True)
    category = Select("The category now", codes.ABUSE_CATEGORY, blank="Choose", missing="Choose the category (8910)")
    category_reason = LongText(
        "Why is it still right, or another now?", missing="Say why the category is right", rows=2
    )
    next_review_on = Date("When is the next review?", hint="If the plan goes on.", called="the next review")
    quorum_exception = LongText("If fewer than two other agencies came: why did it go ahead?", rows=2)
