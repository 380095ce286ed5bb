"""The forms of a referral and what follows it: F01, F03. Those of the later steps are in `decision_forms`. No saving.

What a step's record must hold is `checks`, asked here so that the sentence stands at its question, and asked again by
the action. `{name}` in a label is the young person's.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from roth.domain import codes
from roth.domain.calendar import local_date
from roth.domain.errors import NotPossible
from roth.domain.pathway import G
from roth.pathway import checks
from roth.ui.choices import Option, Radios, Select, YesNo
from roth.ui.dates import Date, DateTime, Time
from roth.ui.fields import LongText, Text
from roth.ui.formats import today
from roth.ui.forms import Form, Section
from roth.ui.rows import RowSet

HOW_RECEIVED = {
    "Phone": "Phone",
    "Email": "Email",
    "Online form": "Online form",
    "In person": "In person",
    "Letter": "Letter",
}
ANONYMOUS = frozenset({"9", "10"})
PLACE_OR_GROUP = "Choose a context, or say what this one is called and what kind it is"


class StepForm(Form):
    """A form of one step: speaks of the young person by name, and refuses a day before the referral.

    What else a day may not be before is said by the action, at the same question, with all that stands against it.
    """

    step_date: ClassVar[str] = ""

    def __init__(self, *args: Any, name: str, opened_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_on = opened_on
        for field in self.fields.values():
            field.label = str(field.label).replace("{name}", name)
            field.help_text = str(field.help_text).replace("{name}", name)
            required = str(field.error_messages["required"])
            field.error_messages = {**field.error_messages, "required": required.replace("{name}", name)}

    def clean(self) -> None:
        day = self.cleaned_data.get(self.step_date)
        if day is None:
            return
        on = local_date(day) if hasattr(day, "hour") else day
        if self.opened_on and on < self.opened_on:
            self.add_error(self.step_date, G["not_before_referral"].sentence)

    def ask(self, check: Callable[..., None], *args: Any) -> None:
        """Put each sentence of a check at the question that it is about. Questions already wrong are left alone."""
        try:
            check(*args)
        except NotPossible as refused:
            for field, sentence in refused.missing:
                if field in self.fields and field not in self.errors:
                    self.add_error(field, sentence)


# --- F01 -----------------------------------------------------------------------------------------------------------
class HarmRow(Form):
    harm_type = Select("Kind of harm", codes.HARM_TYPE, missing="Choose a kind of harm")
    role = Radios("What part the young person has in it", codes.HARM_ROLE, missing="Choose what part they have in it")


class ContextRow(Form):
    context = Select("Context", blank="Not in this list: I name it below")
    name = Text("What people call it", max_length=120, hint="For example, Mill Lane bus station. Never a young person")
    kind = Select("What kind of context it is", codes.CONTEXT_KIND)
    meaning = Radios("What it is to the young person", codes.LINK_MEANING, missing="Choose what it is to them")
    reason = LongText("What happens there, and when", rows=3, missing="Write what happens there", language_check=True)

    def __init__(self, *args: Any, contexts: Mapping[int, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contexts = contexts or {}
        self.fields["context"].choices = [(key, str(context)) for key, context in self.contexts.items()]  # type: ignore[attr-defined]

    def clean(self) -> None:
        data = self.cleaned_data
        data["context"] = self.contexts.get(data.get("context") or 0)
        if data["context"] is None and "context" not in self.errors and not (data.get("name") and data.get("kind")):
            self.add_error("context" if not data.get("name") else "kind", PLACE_OR_GROUP)


class ReferralForm(StepForm):
    """F01: `correcting` an earlier referral asks for no new context; `may_move` says that its day may still change."""

    sections = (
        Section("Who is worried", ("received_at", "source_code", "referrer_name", "referrer_agency")),
        Section("", ("referrer_contact", "how_received")),
        Section("What the worry is", ("concern", "where_found", "immediate_safety", "harms")),
        Section("Where it happens", ("linked",), "Places, groups and online spaces, not only the people in them."),
        Section(
            "What people say, and what helps",
            (
                "childs_words",
                "childs_words_reason",
                "parents_views",
                "parents_views_reason",
                "parents_told",
                "strengths",
            ),
        ),
        Section("What else a worker needs to know", ("missing_history", "worker_safety", "primary_need")),
    )
    received_at = DateTime(
        "When the referral was received", past=True, missing="Enter when the referral was received (8600)"
    )
    source_code = Select(
        "Where it came from", codes.REFERRAL_SOURCE, missing="Choose where the referral came from (8866)"
    )
    referrer_name = Text("Who made it", max_length=120, optional_words=False)
    referrer_agency = Text("Their organisation", max_length=160)
    referrer_contact = Text("How to reach them", max_length=160)
    how_received = Select("How it was received", HOW_RECEIVED)
    concern = LongText(
        "What the worry is",
        rows=8,
        hint="Write what was seen or said, who does the harm and where. {name} may read this one day",
        missing="Write what the worry is",
        language_check=True,
    )
    where_found = LongText(
        "Where {name} lives, and where {name} was when this happened",
        rows=2,
        missing="Write where {name} is or was found",
    )
    immediate_safety = LongText(
        "Is {name} safe now? What was done about it?", rows=3, missing="Write whether {name} is safe now"
    )
    harms = RowSet("Kinds of harm", HarmRow, one="Kind of harm", missing="Add at least one kind of harm")
    linked = RowSet("Contexts", ContextRow, one="Context", missing="Add at least one context: where does it happen?")
    childs_words = LongText(
        "What {name} says", hint="In {name}'s own words where you can", language_check=True, optional_words=False
    )
    childs_words_reason = LongText("If not known yet, why", rows=2, optional_words=False)
    parents_views = LongText("What parents or carers say", language_check=True, optional_words=False)
    parents_views_reason = LongText("If parents' or carers' views are not known yet, why", rows=2, optional_words=False)
    parents_told = YesNo(
        "Do parents or carers know about the referral?",
        no=("parents_told_reason",),
        missing="Say whether parents or carers know about the referral",
    )
    parents_told_reason = LongText("Why not?", rows=2, missing="Say why parents or carers were not told")
    strengths = LongText(
        "What keeps {name} safe or well, and who helps",
        missing="Write what keeps {name} safe or well, even if it is little",
        language_check=True,
    )
    missing_history = LongText("Times when {name} was missing", rows=3)
    worker_safety = LongText("What a worker should know before a visit", rows=2)
    primary_need = Select(
        "Primary need, for the census",
        codes.PRIMARY_NEED,
        hint="A national list. It is kept for returns and not shown to families",
        missing="Choose a primary need; “Not stated” is one of them (8610)",
    )

    def __init__(
        self, *args: Any, contexts: Mapping[int, Any], correcting: bool = False, may_move: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["linked"].row_kwargs = {"contexts": contexts}  # type: ignore[attr-defined]
        if correcting:
            self.fields["linked"].required, self.fields["linked"].least = False, 0  # type: ignore[attr-defined]
        if not may_move:
            del self.fields["received_at"]
            first = self.sections[0]
            self.sections = (Section(first.legend, first.fields[1:]), *self.sections[1:])

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        data["how_received"] = data.get("how_received") or ""
        if not data.get("referrer_name") and data.get("source_code") not in ANONYMOUS:
            self.add_error("referrer_name", "Enter who made the referral, or choose “Anonymous” or “Not known” above")
        self.ask(checks.referral, data, data.get("harms") or [])


# --- F03 -----------------------------------------------------------------------------------------------------------
class TriageForm(StepForm):
    sections = (
        Section("The decision", ("decision", "rationale", "threshold_reference", "decided_on")),
        Section("What was looked at", ("history_checked", "same_context_considered", "nrm_considered")),
        Section("Telling the referrer", ("referrer_told_on", "referrer_not_told_reason")),
    )
    step_date = "decided_on"
    decision = Radios(
        "What happens next",
        [
            Option(key, text, reveal=("family_agreement", "lead_practitioner") if key == "family_help" else ())
            for key, text in codes.TRIAGE_DECISION.items()
        ],
        missing="Choose what happens next",
    )
    family_agreement = LongText("Who in the family agreed, and how", rows=2, missing="Say who agreed, and how")
    lead_practitioner = Text("Lead practitioner", max_length=160, missing="Name the lead practitioner")
    rationale = LongText("Why this is right for {name}", missing="Write why this is the right next step")
    threshold_reference = Text("Local threshold it rests on", hint="For example, Level 4, section 2")
    decided_on = Date("Date of the decision", past=True, initial=today, missing="Enter the date of the decision")
    history_checked = LongText(
        "What earlier records say",
        hint="Earlier referrals, help that was offered, what worked",
        rows=3,
        missing="Write what earlier records say, or that there are none",
    )
    same_context_considered = LongText(
        "Other young people in the same places or groups",
        hint="The same place, route, group or school in other referrals. Do not name another young person",
        rows=3,
        missing="Write whether other young people are in the same places or groups",
    )
    nrm_considered = LongText(
        "National Referral Mechanism", rows=2, hint="Could {name} have been trafficked? Who decides whether to refer?"
    )
    referrer_told_on = Date("When the referrer was told", past=True, optional_words=False)
    referrer_not_told_reason = LongText("If the referrer was not told, why", rows=2, optional_words=False)

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        self.require_one_of(
            "referrer_told_on",
            "referrer_not_told_reason",
            sentence="Enter when the referrer was told what happens next, or why not",
        )
        if self.opened_on:
            self.ask(checks.referrer_told, data.get("referrer_told_on"), self.opened_on)


class CallForm(StepForm):
    """A strategy discussion called during an assessment, a plan or family help."""

    step_date = "on"
    on = Date("Date of the decision", past=True, initial=today, missing="Enter the date of the decision")
    reason = LongText(
        "What gives reasonable cause to suspect significant harm now",
        hint="And whether other young people in the same places or groups need the same",
        missing="Write what gives reasonable cause now",
    )


class LatenessForm(Form):
    lateness_reason = Radios("Reason", codes.LATENESS_REASON, missing="Choose a reason")
    lateness_words = LongText(
        "What happened",
        hint="And what keeps the young person safe meanwhile. The deadline itself does not move",
        missing="Write what happened",
    )


class ClockDoneForm(Form):
    """When what a limit asks for was done."""

    done_on = Date("When was it done?", past=True, missing="Enter the day, like 27 3 2026", called="the day")
    done_at = Time("At what time?", called="the time", missing="Enter the time, like 14:30")

    def __init__(self, *args: Any, in_hours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_hours:
            del self.fields["done_at"]
