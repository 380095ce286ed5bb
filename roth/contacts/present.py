"""What the front door's pages say about a contact. No queries: views hand in what they read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from roth.contacts.models import Contact
from roth.contacts.selectors import facts_of
from roth.domain import codes
from roth.domain.calendar import Calendar, local_date
from roth.domain.contacts import how_long_ago
from roth.domain.errors import NotPossible
from roth.domain.pathway import G, Stage, leaving, missing
from roth.domain.words import day_in_words, listed
from roth.people.models import YoungPerson
from roth.ui.formats import clock_time, moment, sentence
from roth.ui.identity import Identity

Rows = list[tuple[str, str]]
NOBODY_NAMED: Final = "Nobody is named yet"
WAITS: Final = "Waiting for a decision"
TO_REFER: Final = "Accepted: the referral is still to be written"
_PAGES: Final = {"C01": "contacts:accept", "C02": "contacts:advise"}
_TITLES: Final = {"C01": "Accept it as a referral", "C02": "Give advice"}
_MEANS: Final = {
    "C01": "Its referral is written next, with these words. Its clock counts from when the contact came.",
    "C02": "The contact is closed: say why advice is enough, and when, by whom and what they were told.",
}
# Where each guard is put right: on the contact itself. The others are said with the decision.
_ON_THE_CONTACT: Final = {
    "subject": "person_name",
    "source_code": "source_code",
    "referral_written": "concern",
    "consent": "parents_told",
}
# At which question of the decision's form a guard that is left stands.
_ON_THE_FORM: Final = {"reason": "reason", "referrer_told": "told_at"}


@dataclass(frozen=True, slots=True)
class Line:
    """One contact on a list."""

    ref: str
    href: str
    about: str
    came: str
    ago: str
    due: str
    late: bool
    source: str
    team: str
    state: str
    decided: str
    danger: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of the contact: where it is decided, what it still needs, who decides where the reader may not."""

    title: str
    means: str
    href: str
    lacks: tuple[tuple[str, str], ...]
    only: str


def about(contact: Contact) -> str:
    """Whom or what it is about, as far as it is known."""
    if contact.person_name:
        return f"{contact.person_name}, {_age(contact)}" if contact.person_age else contact.person_name
    return contact.place or NOBODY_NAMED


def _age(contact: Contact) -> str:
    said = contact.person_age
    return f"about {said}" if said.isdigit() else said


def state(contact: Contact) -> str:
    """Where it stands, in a few words."""
    if contact.waits:
        return WAITS
    if contact.to_refer:
        return TO_REFER
    if contact.stage == Stage.SIGNPOSTED:
        return "Advice given"
    if contact.context_id:
        return "Referral about a context"
    return "Joined to an open episode" if contact.joined else "Referral written"


def lines(contacts: Iterable[Contact], now: datetime, calendar: Calendar) -> list[Line]:
    """Contacts as a list has them: since when each waits, and by when T01 asks for a decision."""
    return [_line(contact, now, calendar) for contact in contacts]


def _line(contact: Contact, now: datetime, calendar: Calendar) -> Line:
    today = local_date(now)
    unfinished = contact.waits or contact.to_refer
    late = unfinished and contact.decide_by < today
    who = " · ".join(filter(None, (contact.referrer_name, contact.referrer_agency)))
    return Line(
        contact.ref,
        reverse("contacts:contact", args=(contact.ref,)),
        about(contact),
        came(contact, today),
        how_long_ago(contact.received_at, now, calendar) if unfinished else "",
        due(contact, today) if unfinished else "",
        late,
        who or codes.label(codes.REFERRAL_SOURCE, contact.source_code) or "They did not say who they are",
        contact.team.name,
        state(contact),
        sentence(day_in_words(local_date(contact.decided_at), today)) if contact.decided_at else "",
        bool(contact.danger_now) and unfinished,
    )


def came(contact: Contact, today: date) -> str:
    """When it was received: "Friday at 10:42"."""
    return sentence(f"{day_in_words(local_date(contact.received_at), today)} at {clock_time(contact.received_at)}")


def due(contact: Contact, today: date) -> str:
    """By when the next step is decided (T01)."""
    day = day_in_words(contact.decide_by, today)
    return f"Late: it was due {day}" if contact.decide_by < today else f"Due {day}"


def identity(contact: Contact) -> Identity:
    """The head of every page of the contact."""
    return Identity(
        name=about(contact),
        ref=contact.ref,
        href=reverse("contacts:contact", args=(contact.ref,)),
        status=state(contact),
        allocated=f"Held by {contact.team.name}",
    )


def ways(contact: Contact, now: datetime, may: bool) -> list[Way]:
    """Both ways out, from the table: what each still needs of the contact, and who decides."""
    facts = facts_of(contact).for_step(Stage.CONTACT, now)
    edit = reverse("contacts:edit", args=(contact.ref,))
    return [
        Way(
            _TITLES[step.code],
            _MEANS[step.code],
            reverse(_PAGES[step.code], args=(contact.ref,)) if may else "",
            tuple(
                (guard.sentence, f"{edit}#id_{_ON_THE_CONTACT[guard.code]}")
                for guard in missing(step.code, facts)
                if guard.code in _ON_THE_CONTACT
            ),
            "" if may else f"a manager of {contact.team.name}",
        )
        for step in leaving(Stage.CONTACT)
        if step.code in _PAGES
    ]


def placed(refused: NotPossible, contact: Contact) -> NotPossible:
    """The same refusal, each sentence of a guard with the question or the page where it is put right."""
    edit = reverse("contacts:edit", args=(contact.ref,))
    where = {G[code].sentence: f"{edit}#id_{name}" for code, name in _ON_THE_CONTACT.items()}
    where |= {G[code].sentence: name for code, name in _ON_THE_FORM.items()}
    return NotPossible(str(refused), tuple((where.get(text, place), text) for place, text in refused.missing))


# --- The page --------------------------------------------------------------------------------------------------------
def parts(contact: Contact, person: YoungPerson | None) -> list[tuple[str, Rows]]:
    """What was written down, under its headings. `person` only where the reader may know of the record."""
    harms = listed(codes.label(codes.HARM_TYPE, each) for each in contact.harms) if contact.harms else ""
    knows = {True: "Yes", False: "No", None: ""}[contact.parents_told]
    found = [
        (
            "What they told us",
            [
                ("Worry", contact.concern),
                ("Harm that it may be", harms),
                ("In danger now", {True: "Yes, perhaps", False: "No", None: ""}[contact.danger_now]),
                ("Where they are, and what made them safe", contact.immediate_safety),
            ],
        ),
        ("Who or what it is about", _subject(contact, person)),
        ("Who contacted us", _who(contact)),
        (
            "What they were told, and who knows",
            [
                ("They were told", contact.answered),
                ("Parents or carers know", " · ".join(filter(None, (knows, contact.parents_told_reason)))),
            ],
        ),
    ]
    return [(title, rows) for title, rows in found if rows]


def _subject(contact: Contact, person: YoungPerson | None) -> Rows:
    record = ""
    if contact.young_person_id:
        record = f"{person.name}, {person.ref}" if person else "There is one. Their team's manager may open it"
    if contact.about_a_place:
        return [("Place or group", contact.place), ("Young person", "None was named")]
    return [
        ("Name, as it was said", contact.person_name),
        ("About how old", contact.person_age),
        ("Record", record or "None is named"),
        ("Place or group", contact.place),
    ]


def _who(contact: Contact) -> Rows:
    return [
        ("Received", moment(contact.received_at)),
        ("How", contact.how_received),
        ("From", " · ".join(filter(None, (contact.referrer_name, contact.referrer_agency)))),
        ("How to reach them", contact.referrer_contact),
        ("Source, for the census", codes.label(codes.REFERRAL_SOURCE, contact.source_code)),
    ]


def decision(contact: Contact) -> Rows:
    """What was decided, by whom and why; empty while nobody has."""
    if contact.decided_at is None or contact.decided_by is None:
        return []
    signed = f"{contact.decided_by.name}, {moment(contact.decided_at)}"
    if contact.stage == Stage.REFERRAL:
        what = "Accepted as a referral about a context" if contact.context_id else "Accepted as a referral"
        rows = [("Decision", what), ("Why", contact.rationale)]
    else:
        told = f"{moment(contact.told_at)}, by {contact.told_by}" if contact.told_at else ""
        rows = [
            ("Decision", "Advice given"),
            ("Why", contact.rationale),
            ("They were told", told or f"No: {contact.not_told_reason}"),
            ("What they were told", contact.told_what),
        ]
    return [*(row for row in rows if row[1]), ("Decided by", signed)]


def recorded(contact: Contact) -> str:
    """Who wrote it down, and when."""
    return f"Written down by {contact.recorded_by.name}, {moment(contact.recorded_at)}."


def split_name(said: str) -> dict[str, str]:
    """A name as it was said, for the form that opens a record: the last word is the family name, if there are two."""
    *given, last = said.split() or [""]
    return {"given_name": " ".join(given), "family_name": last} if given else {"given_name": last}


def referral_initial(contact: Contact) -> dict[str, object]:
    """What the referral takes over from the contact, so that nothing is typed twice."""
    same = (
        *("source_code", "referrer_name", "referrer_agency", "referrer_contact", "how_received", "concern"),
        *("immediate_safety", "parents_told", "parents_told_reason"),
    )
    found: dict[str, object] = {name: getattr(contact, name) for name in same}
    found["harms"] = [{"harm_type": each} for each in contact.harms]
    found["linked"] = [{"name": contact.place[:120]}] if contact.place else []
    return found
