"""Agencies' reports, preparation and exclusions as the pages say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from roth.domain import agency_reports
from roth.domain.exclusions import Duration, Ground, Ruling
from roth.domain.preparing import Arranged
from roth.meetings.models import AgencyReport, Exclusion, Preparation
from roth.ui import formats


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a list."""

    key: int
    name: str
    agency: str
    status: str
    tone: str
    lodged: bool


@dataclass(frozen=True, slots=True)
class ReportWords:
    """A report for reading: its parts in order, and what came later."""

    by: str
    lodged: str
    parts: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str, str], ...]
    annex: tuple[tuple[str, str], ...]
    addenda: tuple[tuple[str, str], ...]


def report_lines(reports: Iterable[AgencyReport]) -> list[ReportLine]:
    """Every report that was asked for, with where it is."""
    return [_line(one, timezone.localdate()) for one in reports]


def _line(one: AgencyReport, today: date) -> ReportLine:
    agency = one.agency.name if one.agency else ""
    if one.lodged_at is not None:
        late = one.limit_on is not None and timezone.localdate(one.lodged_at) > one.limit_on
        words = f"Lodged {formats.day_in_words(one.lodged_at)}" + (", late" if late else "")
        return ReportLine(one.pk, one.invitation.name, agency, words, "done", lodged=True)
    if one.due_on is None:
        return ReportLine(one.pk, one.invitation.name, agency, "Asked for, no day yet", "", lodged=False)
    late = one.limit_on is not None and today > one.limit_on
    words = f"{'Late: it was due' if late else 'Due'} {formats.day_in_words(one.due_on)}"
    return ReportLine(one.pk, one.invitation.name, agency, words, "late" if late else "due", lodged=False)


def report_due(one: AgencyReport) -> str:
    """By when, in a sentence."""
    return f"Due {formats.day_in_words(one.due_on)}." if one.due_on else ""


def report(one: AgencyReport, *, annex: bool) -> ReportWords:
    """A report; its restricted part only for whoever may read it."""
    about = [("Role", one.author_role), ("Read by", one.manager)]
    if one.last_contact_on:
        about.append(("Last contact", formats.day(one.last_contact_on)))
    said = [(words, getattr(one, name)) for name, words in agency_reports.HEADINGS]
    questions = agency_reports.questions_for(one.agency.kind if one.agency else "")
    texts = {answer.question: answer.text for answer in one.answers.all()}
    said += [(question.text, texts.get(question.code, "")) for question in questions]
    shared = [
        ("Shared with the young person", _shared(one.shared_with_young_person_on, one.not_shared_with_young_person)),
        ("Shared with parents or carers", _shared(one.shared_with_parents_on, one.not_shared_with_parents)),
    ]
    apart = ((one.annex_reason or "Kept apart", one.annex),) if annex and one.annex else ()
    return ReportWords(
        by=f"{one.invitation.name}{f', {one.agency.name}' if one.agency else ''}",
        lodged=formats.day(one.lodged_at) if one.lodged_at else "",
        parts=tuple((key, value) for key, value in (*about, *said, *shared) if value),
        places=tuple((part.context.name, part.knows, part.can_change) for part in one.contexts.all()),
        annex=apart,
        addenda=tuple((f"Added {formats.day(row.at)} by {row.by_name}", row.words) for row in one.addenda.all()),
    )


def _shared(on: date | None, why_not: str) -> str:
    return formats.day(on) if on else (f"Not shared: {why_not}" if why_not else "")


def preparation(row: Preparation) -> list[tuple[str, str]]:
    """How people are prepared."""
    return [
        ("The young person", _prepared(row.young_person_prepared_on, row.young_person_words)),
        ("Parents and carers", _prepared(row.parents_prepared_on, row.parents_words)),
        ("Interpreting", _arranged(row.interpreter, row.interpreter_words)),
        ("Access", _arranged(row.access, row.access_words)),
        ("While police investigate", row.live_investigation or "Nothing agreed"),
        ("Who comes at another time or sits elsewhere", row.apart or "Nobody"),
    ]


def _prepared(on: date | None, words: str) -> str:
    return ". ".join(filter(None, (formats.day(on) if on else "", words))) or "Not yet"


def _arranged(code: str, words: str) -> str:
    return ". ".join(filter(None, (Arranged(code).label, words))) if code else "Nobody has said"


@dataclass(frozen=True, slots=True)
class ExclusionWords:
    """A request that somebody stay out, and what was decided."""

    key: int
    name: str
    rows: tuple[tuple[str, str], ...]
    decided: bool


def exclusions(rows: Iterable[Exclusion]) -> list[ExclusionWords]:
    """Each request with its decision."""
    return [
        ExclusionWords(
            one.pk,
            one.name,
            tuple(
                (key, value)
                for key, value in (
                    ("Why", f"{Ground(one.ground).label}. {one.reason}"),
                    ("For how long", f"{Duration(one.duration).label}. {one.which_part}".strip(". ")),
                    ("Asked for", f"{formats.day(one.asked_on)}, by {one.asked_by.name}"),
                    ("Decided", f"{Ruling(one.ruling).label}. {one.ruling_reason}" if one.ruling else ""),
                    ("Heard another way", one.views_another_way),
                )
                if value
            ),
            decided=bool(one.ruling),
        )
        for one in rows
    ]
