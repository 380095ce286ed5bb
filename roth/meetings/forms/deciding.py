"""What the chair is asked."""

from roth.domain import codes
from roth.ui.choices import Option, Radios, YesNo
from roth.ui.dates import Date
from roth.ui.fields import LongText
from roth.ui.forms import Form, Section

NO_CATEGORY = (
    "There is no national category for harm outside the home. Choose the one nearest to the harm, and say below that it"
    " comes from outside."
)


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
        missing="Choose the category that the plan is made under (8905)",
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
