"""The forms of turns and ways out: legal gateway, transfer, ending, what follows. Input to clean values; no saving."""

from typing import Any

from roth.domain import codes
from roth.domain.endings import ENDS_WITHOUT_CONFERENCE, GATEWAY_OUTCOME, after
from roth.domain.pathway import Stage
from roth.pathway.forms import StepForm
from roth.ui.choices import Option, Radios, Select
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Section

_PLANS = {key: text for key, text in codes.PATHWAY.items() if codes.STATUS_OF_PATHWAY[key] == "cp_plan"}


def _day(label: str, missing: str, **kwargs: Any) -> Date:
    return Date(label, past=True, missing=missing, **kwargs)


class ReasonForm(StepForm):
    """A day and a reason are all that the step asks."""

    step_date = "on"
    on = _day("Date", "Enter the date")
    reason = LongText("Why", missing="Write why", language_check=True)


class LegalGatewayForm(StepForm):
    step_date = "on"
    sections = (
        Section("The advice", ("on", "adviser", "advice")),
        Section("What it means", ("attribution", "outcome", "reason")),
    )
    on = _day("Date of the legal gateway", "Enter the date of the legal gateway")
    adviser = Text("Who gave legal advice", max_length=160, missing="Enter who gave legal advice")
    advice = LongText("What the advice was", missing="Write what the advice was")
    attribution = LongText(
        "What the harm has to do with the care at home",
        rows=4,
        hint="A court asks whether the care that parents give is the reason, or {name} is beyond their control. A"
        " section 47 enquiry does not ask that. Write what is known, and what parents do to protect",
        missing="Write what the harm has to do with the care at home",
        language_check=True,
    )
    outcome = Radios("What happens now", GATEWAY_OUTCOME, missing="Choose what happens now")
    reason = LongText("Why", rows=3, missing="Write why", language_check=True)


class HandOverForm(StepForm):
    step_date = "on"
    sections = (
        Section("The move", ("on", "authority", "contact", "told_on", "moved_on")),
        Section("The young person", ("young_persons_views", "kept_safe")),
    )
    on = _day("Date of this decision", "Enter the date")
    authority = Text("Receiving authority", max_length=160, missing="Enter the receiving authority")
    contact = Text("Who there has our papers", max_length=160, missing="Enter who there has our papers")
    told_on = _day("When they were told in writing", "Enter when they were told in writing")
    moved_on = Date("When {name} moves, or moved", hint="Leave this empty if it is not known yet")
    young_persons_views = LongText(
        "What {name} thinks of the move",
        rows=3,
        hint="What is lost by it: friends, school, people they trust",
        missing="Write what {name} thinks, or why it is not known",
        language_check=True,
    )
    kept_safe = LongText(
        "What keeps {name} safe until their conference",
        rows=3,
        hint="Our plan stays in force until then. Say who sees {name}, and whether harm can follow",
        missing="Write what keeps {name} safe until then",
    )


class FinishTransferForm(StepForm):
    step_date = "on"
    on = _day("The day our plan ends", "Enter the day our plan ends")
    conference_on = _day("When their conference was held", "Enter when their conference was held")
    accepted_on = _day("When they accepted responsibility in writing", "Enter when they accepted in writing")
    accepted_by = Text("Who accepted it", max_length=160, missing="Enter who accepted it")


class TakeOverForm(StepForm):
    step_date = "on"
    sections = (
        Section("What came", ("on", "authority", "contact", "source_plan", "source_plan_started_on")),
        Section("What happens next", ("concern", "pathway")),
    )
    on = _day(
        "When their papers came",
        "Enter when their papers came",
        hint="A transfer conference is held within 15 working days of this day",
    )
    authority = Text("Which authority", max_length=160, missing="Enter which authority")
    contact = Text("Who to ask there", max_length=160, missing="Enter who to ask there")
    source_plan = Text("Their own number for the plan", max_length=60, missing="Enter their number for the plan")
    source_plan_started_on = _day("When their plan started", "Enter when their plan started")
    concern = LongText("What the plan is about", missing="Write what the plan is about", language_check=True)
    pathway = Radios("Which conference is held here", _PLANS, missing="Choose which conference is held here")


class EndPlanForm(StepForm):
    step_date = "on"
    on = _day("The day the plan ends", "Enter the day the plan ends")
    ending = Radios("Why it ends without a conference", ENDS_WITHOUT_CONFERENCE, missing="Choose why it ends")
    agencies_said = LongText(
        "What the agencies of the conference said",
        hint="Each agency that was invited to the first conference is asked",
        missing="Write what each agency said",
    )
    reason = LongText(
        "Why this is right",
        hint="Say what is known of the harm and of the places. Ending for one of these reasons is not harm reduced",
        missing="Write why this is right",
        language_check=True,
    )


class WhatFollowsForm(StepForm):
    """What may follow depends on where the episode is; a reason for closing is the census's own."""

    step_date = "on"
    sections = (
        Section("What the family wants", ("young_persons_views", "parents_views", "views_not_known")),
        Section("The decision", ("on", "afterwards", "reason")),
    )
    young_persons_views = LongText("What {name} wants from services after this", rows=3, optional_words=False)
    parents_views = LongText("What parents or carers want", rows=3, optional_words=False)
    views_not_known = LongText("If one of these is not known, why", rows=2, optional_words=False)
    on = _day("Date of the decision", "Enter the date of the decision")
    afterwards = Radios("What follows", missing="Choose what follows")
    family_agreement = LongText("Who in the family agreed, and how", rows=2, missing="Write who agreed, and how")
    lead_practitioner = Text("Who leads family help", max_length=160, missing="Enter who leads family help")
    closure_reason = Select("Reason for closing", codes.CLOSURE_REASON, missing="Choose the reason for closing (8805)")
    why_nothing_found = LongText(
        "If this reason says that more was done than assess: why it is right",
        rows=2,
        hint="The assessment found none of the national factors, and the census asks about that (8873Q)",
    )
    reason = LongText("Why", missing="Write why", language_check=True)

    def __init__(self, *args: Any, stage: Stage, nothing_found: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = after(stage)
        reveals = {
            "family_help": ("family_agreement", "lead_practitioner"),
            "closed": ("closure_reason", "why_nothing_found") if nothing_found else ("closure_reason",),
        }
        self.fields["afterwards"].choices = [  # type: ignore[attr-defined]
            Option(key, text, reveal=reveals.get(key, ())) for key, text in offered.items()
        ]
        asked = {name for key in offered for name in reveals.get(key, ())}
        for name in {"family_agreement", "lead_practitioner", "closure_reason", "why_nothing_found"} - asked:
            del self.fields[name]  # no answer that is offered here asks it

    def clean(self) -> None:
        super().clean()
        self.require_views()

    def require_views(self) -> None:
        data = self.cleaned_data
        lacking = [name for name in ("young_persons_views", "parents_views") if not data.get(name)]
        if "afterwards" in data and data["afterwards"] == "cin_plan":
            return
        if lacking and not data.get("views_not_known"):
            self.add_error(lacking[0], "Write what they want, or below why that is not known")
