"""What pages say about a young person: frozen words, no queries."""

from datetime import date

from roth.domain import codes
from roth.domain.pathway import Stage
from roth.people.models import YoungPerson
from roth.people.selectors import Head
from roth.ui.identity import Identity

RESTRICTED = "only named people may open this record"


def age_in_words(
    born_on: date | None, today: date, expected_on: date | None = None, died_on: date | None = None
) -> str:
    """How old somebody is, as a page says it: in years, and in months before the second birthday."""
    if died_on:
        return f"Died {died_on.day} {died_on:%m %Y}" if born_on is None else f"Died aged {_years(born_on, died_on)}"
    if born_on is None:
        return "Not born yet" if expected_on else "Age not recorded"
    if born_on > today:
        return "Not born yet"
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    if months < 24:
        return f"{months} month old" if months == 1 else f"{months} months old"
    return f"{_years(born_on, today)} years old"


def _years(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def stage_in_words(stage: str, pathway: str = "") -> str:
    """Where the newest episode is, and on which pathway."""
    if not stage:
        return "No referral yet"
    where = Stage(stage).label
    return f"{where} · {codes.label(codes.PATHWAY, pathway)}" if pathway else where


def identity(young_person: YoungPerson, head: Head, today: date, href: str) -> Identity:
    """The head of every page of the record."""
    return Identity(
        name=young_person.name,
        ref=young_person.ref,
        href=href,
        age=age_in_words(young_person.born_on, today, young_person.expected_on, young_person.died_on),
        pronouns=young_person.pronouns,
        allocated=f"Allocated to {head.worker}" if head.worker else "No social worker allocated yet",
        status=stage_in_words(head.stage, head.pathway),
        restriction=RESTRICTED if young_person.restricted else "",
    )
