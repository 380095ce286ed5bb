"""The forms of what goes on beside the pathway: overlays, return interviews, visits. Input to clean values."""

from roth.domain.overlays import OVERLAYS, RECORDED, Kind
from roth.pathway.forms import StepForm
from roth.pathway.models.alongside import INTERVIEW, RISK
from roth.ui.choices import Option, Radios, YesNo
from roth.ui.dates import Date, DateTime
from roth.ui.fields import LongText, Text
from roth.ui.forms import Section

_REVEALED = {Kind.MISSING.value: ("reported_by", "risk"), Kind.PROTECTION_ORDER.value: ("until",)}
_KINDS = [
    Option(key, text, hint=OVERLAYS[Kind(key)].means, reveal=_REVEALED.get(key, ())) for key, text in RECORDED.items()
]


class OverlayForm(StepForm):
    kind = Radios("What is going on", _KINDS, missing="Choose what is going on")
    reported_by = Text("Who reported it", max_length=160, missing="Enter who reported it")
    risk = Radios("How police grade the risk", RISK, missing="Choose how police grade the risk")
    until = Date(
        "The day on which the order ends",
        hint="The conference is held by then where that is possible",
        missing="Enter the day on which the order ends",
    )
    started_at = DateTime("Since when", past=True, missing="Enter since when")
    words = LongText(
        "What is known",
        rows=4,
        hint="Do not name another young person",
        missing="Write what is known",
        language_check=True,
    )
    source = Text("How that is known", max_length=160, missing="Enter how that is known")

    def clean(self) -> None:
        super().clean()
        self.cleaned_data["risk"] = self.cleaned_data.get("risk") or "not_graded"


class EndForm(StepForm):
    ended_at = DateTime("When it ended", past=True, missing="Enter when it ended")
    words = LongText("What happened", rows=3, missing="Write what happened", language_check=True)


class ReturnForm(EndForm):
    sections = (Section("", ("ended_at", "found_where", "words")),)
    ended_at = DateTime(
        "When {name} came back",
        past=True,
        hint="The day and the time: a return interview is offered within 72 hours of it",
        missing="Enter when {name} came back",
    )
    found_where = LongText("Where {name} was", rows=2, missing="Write where {name} was, or that it is not known")


class ReturnInterviewForm(StepForm):
    interview = Radios(
        "Was a return interview offered?",
        [
            Option(
                "accepted",
                INTERVIEW["accepted"],
                reveal=("interview_at", "interviewer", "independent", "said", "themes"),
            ),
            Option("declined", INTERVIEW["declined"], reveal=("why_not",)),
            Option("not_offered", INTERVIEW["not_offered"], reveal=("why_not",)),
        ],
        missing="Say whether it was offered",
    )
    interview_at = DateTime("When", past=True, missing="Enter when it took place")
    interviewer = Text("With whom", max_length=160, missing="Enter with whom")
    independent = YesNo(
        "Is that person independent of the family and of the case?", missing="Say whether they are independent"
    )
    said = LongText("What {name} said", hint="In {name}'s own words", missing="Write what {name} said")
    themes = LongText(
        "What this says about places, groups or online",
        rows=3,
        hint="Without names: this may be put together with what others say about the same place",
    )
    why_not = LongText("What they said, or why not", rows=2, missing="Write what they said, or why not")
    follow_up = LongText("What is done because of it", rows=3)


class VisitForm(StepForm):
    step_date = "on"
    on = Date("Date of the visit", past=True, missing="Enter the date of the visit")
    where = Text("Where", max_length=160, missing="Enter where")
    seen = YesNo("Was {name} seen?", yes=("alone", "words"), no=("why_not",), missing="Say whether {name} was seen")
    alone = YesNo("Was {name} seen alone?", no=("why_not",), missing="Say whether {name} was seen alone")
    words = LongText("What {name} said", hint="In {name}'s own words", rows=4)
    why_not = LongText("Why not", rows=2, missing="Write why not")
    purpose = LongText(
        "What the visit was for",
        rows=3,
        hint="Which part of the plan, and what was done",
        missing="Write what the visit was for",
        language_check=True,
    )
