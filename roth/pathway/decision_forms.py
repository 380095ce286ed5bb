"""The forms from the strategy discussion to the pathway decision: F05, F06, F08. Input to clean values; no saving.

What these share with the forms of a referral (`forms`) is `StepForm`.
"""

from collections.abc import Mapping
from typing import Any

from roth.domain import codes
from roth.domain.pathway import QUESTIONS
from roth.pathway import checks
from roth.pathway.forms import StepForm
from roth.pathway.models import Section47Enquiry
from roth.ui.choices import Option, Radios, Select, YesNo
from roth.ui.dates import Date, DateTime
from roth.ui.fields import LongText, Text
from roth.ui.formats import today
from roth.ui.forms import Form, Section
from roth.ui.rows import RowSet


# --- F05 -----------------------------------------------------------------------------------------------------------
class ParticipantRow(Form):
    agency_kind = Select("Kind of agency", codes.AGENCY_KIND, missing="Choose the kind of agency")
    agency_name = Text("Agency", max_length=160, missing="Enter the agency")
    name = Text("Name", max_length=120, missing="Enter the name")
    seniority = Text("Role", max_length=120, hint="Can they commit their agency?", missing="Enter their role")
    took_part = Radios("Took part", codes.TOOK_PART, missing="Say whether they took part")
    information = LongText("What they brought", rows=3, language_check=True)
    information_kind = Select("What kind of information it is", codes.INFORMATION_KIND)

    def clean(self) -> None:
        if self.cleaned_data.get("information") and not self.cleaned_data.get("information_kind"):
            self.add_error("information_kind", "Say whether it is fact, allegation, opinion or intelligence")
        self.cleaned_data["information_kind"] = self.cleaned_data.get("information_kind") or ""


class ActionRow(Form):
    what = LongText("What is done", rows=2, missing="Write what is done")
    owner = Text("Who does it", max_length=160, missing="Enter who does it")
    by_on = Date("By when", missing="Enter by when")


class StrategyForm(StepForm):
    sections = (
        Section("The discussion", ("kind", "held_at", "mode", "chair", "trigger")),
        Section(
            "Who took part",
            ("participants", "quorum_exception"),
            "Social care, police and health take part, and others who know the young person.",
        ),
        Section("What was considered", ("other_children_considered", "alleged_to_have_harmed", "threat_to_life")),
        Section("", ("medical", "nrm", "disruption")),
        Section("The decision", ("reasonable_cause", "reasons", "next_step", "disagreement")),
        Section("Until the next step", ("told_family", "interim_safety_plan", "actions")),
    )
    step_date = "held_at"
    kind = Radios("Kind of discussion", codes.STRATEGY_KIND, missing="Choose the kind of discussion")
    held_at = DateTime("When it was held", past=True, missing="Enter when the discussion was held")
    mode = Radios("How people met", codes.MEETING_MODE, inline=True, missing="Choose how people met")
    chair = Select("Who chaired it", missing="Choose who chaired it")
    trigger = LongText("What led to it", rows=3, missing="Write what led to the discussion", language_check=True)
    participants = RowSet("Participants", ParticipantRow, one="Person", shown=3, missing="Add who took part")
    quorum_exception = LongText("If social care, police or health did not take part, why it went ahead", rows=2)
    other_children_considered = LongText(
        "Other young people, and the contexts",
        rows=3,
        hint="Who else is in the same places or groups? Each has a discussion of their own. Do not name them here",
        missing="Write what was considered for other young people and the contexts",
    )
    alleged_to_have_harmed = YesNo(
        "Is it also said that {name} has harmed someone?",
        yes=("separate_meeting",),
        missing="Say whether it is also said that {name} has harmed someone",
    )
    separate_meeting = LongText("How the two are kept apart", rows=2, missing="Write how the two are kept apart")
    threat_to_life = LongText("Threat to life", rows=2, hint="What police have said and done about it, if there is one")
    medical = LongText("Medical examination", rows=2)
    nrm = LongText("National Referral Mechanism", rows=2)
    disruption = LongText("How harm can be disrupted", rows=2, hint="Abduction notices, licensing, orders")
    reasonable_cause = YesNo(
        "Is there reasonable cause to suspect that {name} suffers, or is likely to suffer, significant harm?",
        missing="Say whether there is reasonable cause",
    )
    reasons = LongText("Reasons", missing="Write the reasons", language_check=True)
    next_step = Radios(
        "What happens next",
        [
            Option("enquiry", "A section 47 enquiry starts", reveal=("enquiry_kind", "who_sees_young_person")),
            Option("assessment", "An assessment, without a section 47 enquiry"),
            Option("again", "People meet again before they decide", reveal=("next_discussion_on",)),
        ],
        missing="Choose what happens next",
    )
    enquiry_kind = Radios("Who enquires", codes.ENQUIRY_KIND, missing="Choose who enquires")
    who_sees_young_person = LongText(
        "Who sees {name}, when, and with whom", rows=2, missing="Write who sees {name}, and when"
    )
    next_discussion_on = Date("When people meet again", missing="Enter when people meet again")
    disagreement = LongText("If an agency disagrees, who and why", rows=2)
    told_family = LongText(
        "What {name} and the family are told, when and by whom",
        rows=3,
        missing="Write what {name} and the family are told",
    )
    interim_safety_plan = LongText(
        "What keeps {name} safe until then",
        hint="In the places where harm happens as well as at home",
        missing="Write what keeps {name} safe until then",
    )
    actions = RowSet("What people do now", ActionRow, one="Action", missing="Add at least one action")

    def __init__(self, *args: Any, chairs: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chairs = chairs
        self.fields["chair"].choices = [(key, user.name) for key, user in chairs.items()]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        data["enquiry_kind"] = data.get("enquiry_kind") or ""
        data["chair"] = self.chairs.get(data.get("chair") or 0)
        if data.get("held_at") and data.get("next_step") and data.get("reasonable_cause") is not None:
            self.ask(checks.strategy, data)


# --- F06 -----------------------------------------------------------------------------------------------------------
class EnquiryForm(StepForm):
    """Nothing is required: an enquiry is written in several sittings, and its manager sees what it still lacks."""

    sections: tuple[Section, ...] = (
        Section("Seeing {name}", ("seen_on", "seen_alone", "seen_where", "seen_by", "not_seen_reason")),
        Section("What {name} wants and feels", ("wishes_and_feelings",)),
        Section("What was found out", ("parents_seen", "agency_checks", "contexts_enquired", "analysis")),
        Section("Who protects", ("protection_by_parents", "protection_in_contexts")),
        Section("Telling people what was found", ("family_told_on", "agencies_told_on")),
    )
    seen_on = Date("When {name} was seen", past=True, optional_words=False)
    seen_alone = YesNo("Was {name} seen alone?", inline=True, optional_words=False)
    seen_where = Text("Where", max_length=160, optional_words=False)
    seen_by = Text("By whom", max_length=160, optional_words=False)
    not_seen_reason = LongText("If {name} was not seen, why", rows=2, optional_words=False)
    wishes_and_feelings = LongText(
        "What {name} says", hint="In {name}'s own words where you can", optional_words=False, language_check=True
    )
    parents_seen = LongText("What parents and carers said, and when they were seen", rows=3, optional_words=False)
    agency_checks = LongText("What agencies know", rows=4, optional_words=False)
    contexts_enquired = LongText(
        "Which contexts you looked into, and what you found there",
        hint="Places, groups, school, online: who is there, who looks out for young people, what happens",
        optional_words=False,
        language_check=True,
    )
    analysis = LongText(
        "What the harm is, how likely and how serious", rows=8, optional_words=False, language_check=True
    )
    protection_by_parents = LongText(
        "What parents and carers do to protect {name}, and what gets in their way", rows=4, optional_words=False
    )
    protection_in_contexts = LongText(
        "What the adults who look after those contexts do, and could do", rows=4, optional_words=False
    )
    family_told_on = Date("When the family was told what was found", past=True, optional_words=False)
    agencies_told_on = Date("When agencies were told what was found", past=True, optional_words=False)

    def __init__(self, *args: Any, name: str, enquiry: Section47Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, name=name, **kwargs)
        self.enquiry = enquiry
        self.sections = tuple(Section(each.legend.replace("{name}", name), each.fields) for each in self.sections)

    def clean(self) -> None:
        super().clean()
        self.ask(checks.enquiry, self.enquiry, self.cleaned_data)


class AuthoriseForm(StepForm):
    step_date = "on"
    substantiated = YesNo("Was significant harm substantiated?", missing="Say whether harm was substantiated")
    significant_harm = LongText(
        "Your judgement, and what it rests on",
        hint="Is {name} suffering, or likely to suffer, significant harm? Where does it come from?",
        missing="Write your judgement, and what it rests on",
        language_check=True,
    )
    outcome = Select("Outcome", codes.SECTION_47_OUTCOME, missing="Choose an outcome")
    conference_needed = YesNo("Is an initial conference needed?", missing="Say whether a conference is needed")
    on = Date("Date you authorise it", past=True, initial=today, missing="Enter the date")

    def __init__(self, *args: Any, enquiry: Section47Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiry = enquiry

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if not self.errors:
            self.ask(checks.authorised, self.enquiry, data["on"], data)


# --- F08 -----------------------------------------------------------------------------------------------------------
class DecisionForm(StepForm):
    """The ten questions, then the pathway. A blank status means the one that the pathway has by default."""

    step_date = "decided_on"
    harm_outside_home = YesNo(
        "Does harm come from outside the home?", inline=True, missing="Say whether harm comes from outside the home"
    )
    harm_at_home = YesNo(
        "Does harm come from care at home?", inline=True, missing="Say whether harm comes from care at home"
    )
    pathway = Radios("Pathway", codes.PATHWAY, missing="Choose a pathway")
    statutory_status = Select(
        "Status in law",
        codes.STATUTORY_STATUS,
        blank="As the table says for the pathway",
        hint="Choose one only where it differs from the table, and say why under the reasons",
        optional_words=False,
    )
    reason = LongText("Why this pathway fits", missing="Write why this pathway fits", language_check=True)
    chair_consulted = Select(
        "ROTH chair who was asked", blank="No chair was asked", hint="Needed for a ROTH or a blended conference"
    )
    chair_view = LongText("What the chair thinks", rows=3)
    dissent = LongText("Who sees it differently, and why", rows=3)
    senior_sign_off = LongText(
        "Senior manager who agrees that no conference is held, and why",
        rows=2,
        hint="Needed where no conference follows. Any agency may still ask for one",
    )
    review_trigger = LongText("What would make us look at this again", rows=2)
    decided_on = Date("Date of the decision", past=True, initial=today, missing="Enter the date of the decision")

    def __init__(self, *args: Any, chairs: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chairs = chairs
        self.fields["chair_consulted"].choices = [(key, user.name) for key, user in chairs.items()]  # type: ignore[attr-defined]
        rest = tuple(name for name in self.fields if name not in ("harm_outside_home", "harm_at_home"))
        asked = []
        for number, question in QUESTIONS:
            names = (f"answer_{number}", f"evidence_{number}")
            self.fields[names[0]] = Text(
                f"Answer to question {number}", missing=f"Answer question {number}", label_class="govuk-label--s"
            )
            self.fields[names[1]] = LongText(
                f"Evidence for question {number}", rows=3, missing=f"Write the evidence for question {number}"
            )
            asked.append(Section(f"{number}. {question}", names))
        self.sections = (
            *asked,
            Section("Where the harm comes from", ("harm_outside_home", "harm_at_home")),
            Section("The pathway", rest, "People decide. The page checks only that nothing is left out."),
        )

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        data["statutory_status"] = data.get("statutory_status") or ""
        data["chair_consulted"] = self.chairs.get(data.get("chair_consulted") or 0)
        data["answers"] = [
            {
                "question": number,
                "answer": data.pop(f"answer_{number}", ""),
                "evidence": data.pop(f"evidence_{number}", ""),
            }
            for number, _ in QUESTIONS
        ]
