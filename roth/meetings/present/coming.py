"""Who is asked to a conference, and what they can change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roth.domain import answers, codes, conference
from roth.domain.conference import AgencyReach, ContextRow, WeightedContext
from roth.meetings.models import Invitation


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is asked, as the page names them."""

    key: int
    name: str
    role: str
    agency: str
    answer: str
    said: str
    coming: bool
    asked_to_bring: str
    views: tuple[tuple[str, str], ...]
    view: str


@dataclass(frozen=True, slots=True)
class Row:
    """One context against the people who are coming."""

    name: str
    kind: str
    kind_words: str
    weight: str
    cells: tuple[bool, ...]
    covered: bool
    question: str
    not_invited: tuple[AgencyReach, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """Who is coming against what they can change."""

    rows: tuple[Row, ...]
    across: tuple[str, ...]
    weighed: bool

    @property
    def open_questions(self) -> tuple[Row, ...]:
        """Contexts that nobody coming can change."""
        return tuple(row for row in self.rows if not row.covered)


def people(invitations: Iterable[Invitation]) -> list[Person]:
    """Everybody who is asked, with their answer and their view."""
    return [person(one) for one in invitations]


def person(one: Invitation) -> Person:
    """Somebody who is asked."""
    views = (("Significant harm likely", one.view_on_harm), ("A plan needed", one.view_on_plan))
    return Person(
        key=one.pk,
        name=one.name,
        role=codes.label(codes.ATTENDEE_ROLE, one.role),
        agency=one.agency.name if one.agency else "",
        answer=codes.label(codes.ATTENDANCE, one.attendance),
        said=answers.in_words(one.answer, one.deputy_name, one.attendance),
        coming=one.attendance in conference.MAY_COME,
        asked_to_bring=one.asked_to_bring,
        views=tuple((about, codes.label(codes.VIEW_ON_PLAN, view)) for about, view in views if view),
        view=one.view,
    )


def before(
    found: Sequence[ContextRow], invitations: Sequence[Invitation], contexts: Sequence[WeightedContext]
) -> Before:
    """Contexts down, people across: those who can change something, in the order they were asked."""
    able = {key for row in found for key in row.who}
    across = [one for one in invitations if one.pk in able]
    rows = tuple(
        Row(
            name=row.context.name,
            kind=row.context.kind,
            kind_words=codes.label(codes.CONTEXT_KIND, row.context.kind),
            weight=f"{row.context.weight} of 100" if row.context.weight is not None else "Not weighed",
            cells=tuple(one.pk in row.who for one in across),
            covered=row.covered,
            question=row.question,
            not_invited=row.not_invited,
        )
        for row in found
    )
    return Before(rows, tuple(one.name for one in across), any(one.weight is not None for one in contexts))
