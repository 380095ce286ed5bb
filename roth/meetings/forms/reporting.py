"""What the writer of an agency's report is asked: the headings, what their kind of agency knows, and contexts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from roth.contexts.models import Context
from roth.domain import agency_reports
from roth.meetings.models import AgencyReport
from roth.ui.choices import Tick
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

_ABOUT = ("author_role", "manager", "involvement", "last_contact_on")
_FAMILY = ("young_persons_views", "parents_views")
_SHARED = (
    *("shared_with_young_person_on", "not_shared_with_young_person"),
    *("shared_with_parents_on", "not_shared_with_parents"),
)


class ReportForm(Form):
    """F10. Everything may be left for later, until it is lodged."""

    author_role = Text("Your role", max_length=120)
    manager = Text("Your manager, or who has read it", max_length=120)
    last_contact_on = Date("When you last had contact", past=True)
    annex = LongText(
        "What must stay apart", hint="Read only by the allocated worker, their manager and the chair", rows=4
    )
    annex_reason = Text("Why it must stay apart", max_length=300)
    shared_with_young_person_on = Date("The day you shared it with the young person", past=True)
    not_shared_with_young_person = LongText("Or why not yet", rows=2)
    shared_with_parents_on = Date("The day you shared it with the parents or carers", past=True)
    not_shared_with_parents = LongText("Or why not", rows=2)
    lodge = Tick("This report is finished: lodge it. It can be added to afterwards, and not changed.")

    def __init__(self, *args: Any, report: AgencyReport, contexts: Sequence[Context], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in agency_reports.HEADINGS:
            if name != "recommendation" or settings.REPORT_RECOMMENDATION:
                self.fields[name] = LongText(label, rows=4, language_check=True, optional_words=False)
        questions = agency_reports.questions_for(report.agency.kind if report.agency else "")
        for question in questions:
            self.fields[f"asked_{question.code}"] = LongText(question.text, rows=3, optional_words=False)
        for context in contexts:
            knows = f"What you know of {context.name}"
            self.fields[f"knows_{context.pk}"] = LongText(knows, rows=3, optional_words=False)
            self.fields[f"changes_{context.pk}"] = LongText(
                f"What you can change at {context.name}", rows=3, optional_words=False
            )
        self.sections = self._in_order(questions, contexts)

    def _in_order(
        self, questions: Sequence[agency_reports.Question], contexts: Sequence[Context]
    ) -> tuple[Section, ...]:
        places = tuple(name for context in contexts for name in (f"knows_{context.pk}", f"changes_{context.pk}"))
        said = ("known", "told", "analysis")
        rest = ("contribution", *(("recommendation",) if "recommendation" in self.fields else ()))
        sections = (
            Section("You and your agency", _ABOUT),
            Section("Places and groups that you know or can change", places),
            Section("What your agency is asked", tuple(f"asked_{question.code}" for question in questions)),
            Section("The young person", ("development", "events", "going_well", "worries")),
            Section("Seen, heard and thought", said, hint="Kept apart, so that nobody takes an opinion for a fact."),
            Section("What the family says", _FAMILY),
            Section("What you can offer", rest),
            Section("Only if something must stay apart", ("annex", "annex_reason")),
            Section("Shared with the family", _SHARED),
            Section("", ("lodge",)),
        )
        return tuple(section for section in sections if section.fields)


def report_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as `actions.write_report` takes them."""
    values: dict[str, Any] = {"contexts": {}, "answers": {}}
    for name, value in data.items():
        part, _, key = name.partition("_")
        if part == "asked":
            values["answers"][key] = value
        elif part in ("knows", "changes") and key.isdecimal():
            knows, can_change = values["contexts"].get(int(key), ("", ""))
            values["contexts"][int(key)] = (value, can_change) if part == "knows" else (knows, value)
        else:
            values[name] = value
    return values


def report_initial(report: AgencyReport) -> dict[str, Any]:
    """What is written already, by the names of the form."""
    names = (*_ABOUT, *_FAMILY, *_SHARED, *dict(agency_reports.HEADINGS), "annex", "annex_reason")
    values: dict[str, Any] = {name: getattr(report, name) for name in names}
    values |= {f"asked_{answer.question}": answer.text for answer in report.answers.all()}
    for part in report.contexts.all():
        values |= {f"knows_{part.context_id}": part.knows, f"changes_{part.context_id}": part.can_change}
    return values


class AddendumForm(Form):
    """What came after the report was lodged."""

    words = LongText("What is to be added", rows=5, missing="Write what is to be added")
