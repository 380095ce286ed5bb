"""What My work says: one sentence for each thing that needs its reader, and where it leads. No queries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from roth.accounts.standing import Standing
from roth.contacts.models import Contact
from roth.domain.access import OWN_PAGES, Role
from roth.domain.errors import NotPossible
from roth.domain.notifications import To
from roth.domain.pathway import Stage
from roth.domain.timescales import ClockState, timescale
from roth.domain.words import day_in_words
from roth.drafts.models import Draft
from roth.pathway.addresses import of, of_clock
from roth.pathway.clocks import own_limit, rule_of
from roth.pathway.models import Clock
from roth.pathway.selectors import TONES, status
from roth.people.models import YoungPerson
from roth.ui.formats import clock_time, day, plural, sentence
from roth.work.models import Task
from roth.work.tray import Narrowing, Row, Tray, When, sections

_LONGEST: Final = 140


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the page. `rule` and `source` say why there is a date."""

    text: str
    href: str
    detail: str = ""
    tone: str = ""
    rule: str = ""
    source: str = ""
    worker: str = ""


def item(row: Row, today: date, standing: Standing, workers: Mapping[int, str]) -> Item:
    """One thing of the tray in words, and where it leads. `workers` names whose it is, for a manager."""
    found = _ITEMS[row.kind](row, today, standing)
    name = workers.get(row.worker or 0, "") if row.kind in ("clock", "task") else ""
    return replace(found, worker=name)


def _clock(row: Row, today: date, standing: Standing) -> Item:
    """A clock in words: "First core group, due Friday, 2 working days left"."""
    running = _kept(row)
    found = status(running, today)
    tone = "late" if found.state is ClockState.LATE else TONES[found.state]
    href = of_clock(row.code, ref_of(row), row.key)
    if found.deadline is None:
        return Item(found.sentence, href, tone=tone)
    title = found.deadline.rule.title
    stands = sentence(found.sentence.removeprefix(f"{title}, "))
    rule = " ".join(filter(None, (found.deadline.rule.wording, own_limit(running))))
    return Item(title, href, stands, tone, rule, found.deadline.rule.source)


def _kept(row: Row) -> Clock:
    """The clock of a row as it is kept: its day is never counted anew, and its limit is that of its site."""
    assert row.started is not None
    assert row.due is not None
    assert row.last is not None
    kept = Clock(rule=row.code, count_mode=row.words, limit_number=row.limit)
    kept.started_on, kept.started_at = row.started, row.at  # an instant where the limit runs in hours
    kept.due_on, kept.limit_on = row.due, row.last
    if row.at is not None:
        kept.due_at = row.at + timedelta(hours=rule_of(kept).limit.number)
    return kept


def _task(row: Row, today: date, standing: Standing) -> Item:
    """A task, and until when."""
    late = bool(row.day and row.day < today)
    rule, source = "", ""
    if row.code and row.due:
        try:
            limit = timescale(row.code, row.due)
            rule, source = limit.wording, limit.source
        except NotPossible:
            rule = ""
    href = reverse("task", args=(row.key,))
    return Item(sentence(row.words), href, sentence(_until(row, today)), "late" if late else "", rule, source)


def _until(row: Row, today: date) -> str:
    if row.day is None:
        return ""
    day = day_in_words(row.day, today)
    at = f" at {clock_time(row.at)}" if row.at else ""
    return f"late: it was due {day}{at}" if row.day < today else f"due {day}{at}"


def _meeting(row: Row, today: date, standing: Standing) -> Item:
    """A conference to be held."""
    href = reverse("meetings:conference", args=(ref_of(row),))
    if row.at is None:
        books = Role.CONFERENCE_COORDINATOR in standing.roles
        text = "A conference has been asked for"
        return Item(text, href, "Book it and invite people" if books else "It has no day yet", "due" if books else "")
    late = "It was to be " if row.day and row.day < today else ""
    when = f"{late}{day_in_words(row.day, today) if row.day else ''} at {clock_time(row.at)}"
    return Item("Conference", href, sentence(when), "late" if late else "")


def _report(row: Row, today: date, standing: Standing) -> Item:
    """A report for a meeting."""
    href = reverse("meetings:conference", args=(ref_of(row),))
    late = bool(row.due and row.due < today)
    detail = sentence(_until(row, today)) if row.due else "No day is set for it yet"
    return Item("Your report for the conference", href, detail, "late" if late else "")


def _view(row: Row, today: date, standing: Standing) -> Item:
    """Something that was said and that nobody has answered."""
    who = name_of(row) if row.code == "young_person" else "a parent, or somebody who speaks for them,"
    when = f"Said {day_in_words(row.started, today)}" if row.started else ""
    return Item(f"Answer what {who} said", reverse("voice:reply", args=(ref_of(row), row.key)), when)


def _action(row: Row, today: date, standing: Standing) -> Item:
    """An action to be done."""
    words = sentence(row.words)
    text = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
    href = reverse("plans:plan", args=(ref_of(row),))
    late = bool(row.due and row.due < today)
    return Item(text, href, sentence(_until(row, today)), "late" if late else "")


# What a stage asks of whoever decides there, and the page for it.
_WAITING: Final = {
    Stage.CONTACT: ("Decide whether the contact is a referral", "pathway:steps"),
    Stage.REFERRAL: ("Decide what happens after the referral", "pathway:triage"),
    Stage.STRATEGY: ("Record the strategy discussion", "pathway:strategy"),
    Stage.ENQUIRY: ("Authorise the section 47 enquiry", "pathway:authorise_enquiry"),
    Stage.PATHWAY_DECISION: ("Decide the pathway", "pathway:decide"),
    Stage.CONFERENCE_HELD: ("Put the plan in force, once what it leaves open is answered", "plans:plan"),
    Stage.REVIEW_HELD: ("Record what the review decided", "pathway:steps"),
    Stage.PLAN_ENDED: ("Say what follows the plan", "pathway:steps"),
}


def _decision(row: Row, today: date, standing: Standing) -> Item:
    """A record on which the reader decides next."""
    words, where = _WAITING[Stage.of(row.code)]
    return Item(words, of(where, ref_of(row)))


def _contact(row: Row, today: date, standing: Standing) -> Item:
    """A contact that waits for a decision, or whose referral is to be written."""
    waits = row.code == Stage.CONTACT.value
    whom = f" about {row.words}" if row.words else ""
    text = f"Decide on the contact{whom}" if waits else f"Write the referral that the contact{whom} became"
    href = reverse("contacts:contact", args=(f"{Contact.PREFIX}-{row.key:04d}",))
    rule = timescale("T01", row.due or today)
    late = bool(row.due and row.due < today)
    return Item(
        text, href, sentence(_until(row._replace(at=None), today)), "late" if late else "", rule.wording, rule.source
    )


def _untaken(row: Row, today: date, standing: Standing) -> Item:
    """A young person whom no team holds yet."""
    href = reverse("people:allocate", args=(ref_of(row),))
    return Item(f"Take {name_of(row)} into your team, and allocate a social worker", href)


_ITEMS: Final = {
    "clock": _clock,
    "task": _task,
    "meeting": _meeting,
    "report": _report,
    "view": _view,
    "action": _action,
    "decision": _decision,
    "contact": _contact,
    "untaken": _untaken,
}


def _person(row: Row) -> YoungPerson:
    return YoungPerson(
        pk=row.person,
        chosen_name=row.chosen or "",
        given_name=row.given or "",
        family_name=row.family or "",
        la_child_id=row.identifier or "",
    )


def name_of(row: Row) -> str:
    """The name of whom it is about."""
    return _person(row).name


def ref_of(row: Row) -> str:
    """Their reference."""
    return _person(row).ref


_NEW: Final = {"young person": "people:add", "contact": "contacts:add"}


def draft_item(draft: Draft, standing: Standing) -> Item:
    """Words that were typed and not saved. The key of a form names the form and the record, and nobody."""
    form = draft.key.split(":")[0].replace("-", " ").replace("_", " ")
    found = re.search(r"YP-\d+", draft.key)
    if found is None:
        at_the_door = re.search(rf"{Contact.PREFIX}-\d+", draft.key)
        if at_the_door:
            return Item(
                f"Unsaved words: {form} of {at_the_door[0]}", reverse("contacts:contact", args=(at_the_door[0],))
            )
        return Item(f"Unsaved words: {form}", reverse(_NEW[form]) if form in _NEW else "")
    opens = standing.may("young_person.list")
    page = "people:young_person" if opens else "meetings:conference"
    return Item(f"Unsaved words: {form} of {found[0]}", reverse(page, args=(found[0],)))


# --- The tray as a page has it ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class About:
    """What stands under a heading about one young person; without a name, what is about no one record."""

    name: str
    href: str
    items: tuple[Item, ...]


def parts(
    rows: Iterable[Row], today: date, standing: Standing, workers: Mapping[int, str]
) -> list[tuple[str, list[About]]]:
    """The rows of one page under their headings, in words."""
    named = workers if len(workers) > 1 else {}
    return [
        (when.label, [_about(each, today, standing, named) for each in people])
        for when, people in sections(rows, today)
    ]


def _about(rows: Sequence[Row], today: date, standing: Standing, workers: Mapping[int, str]) -> About:
    items = tuple(item(row, today, standing, workers) for row in rows)
    if not rows[0].person:
        return About("", "", items)
    opens = standing.may("young_person.list")
    href = reverse("people:young_person", args=(ref_of(rows[0]),)) if opens else ""
    return About(name_of(rows[0]), href, items)


def summary(shown: Tray, wanted: Narrowing) -> str:
    """How much there is, in a sentence: what is late or due first."""
    number, now = len(shown.rows), shown.by_when[When.NOW.value]
    if wanted.when or not number:
        return plural(number, "thing", "things") if number else ""
    late = f"{now} of them late or due today" if now else "none of them late or due today"
    return f"{plural(number, 'thing', 'things')}, {late}"


def people(rows: Iterable[Row]) -> list[tuple[int, str]]:
    """The young people of the tray by name, for its filter."""
    named = {row.person: name_of(row) for row in rows if row.person}
    return sorted(((key, name) for key, name in named.items() if key), key=lambda each: each[1].casefold())


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task as its page says it."""

    rows: list[tuple[str, str]]
    open: bool
    person: str
    person_href: str
    link: str
    over: str


def task(found: Task, today: date, standing: Standing) -> TaskWords:
    """What is asked, of whom, why and until when."""
    young_person = found.young_person
    due = ""
    if found.due_on:
        due = sentence(day_in_words(found.due_on, today)) + (f" at {clock_time(found.due_at)}" if found.due_at else "")
    rows = [
        ("About", young_person.name if young_person else found.site.name),
        ("For", found.user.name if found.user else sentence(To(found.part).label)),
        ("Due", due),
        ("Why", found.because),
        ("Done", f"{day(found.done_at)}. {found.done_words}".strip() if found.done_at else ""),
        ("Not needed", found.not_needed_because),
    ]
    opens = young_person is not None and standing.may("young_person.list")
    return TaskWords(
        [row for row in rows if row[1]],
        found.is_open,
        young_person.name if young_person else "",
        reverse("people:young_person", args=(young_person.ref,)) if young_person and opens else "",
        found.link,
        reverse("task_hand_over", args=(found.pk,)),
    )


# --- For those who have no case work here ----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody can do here today, in plain words."""

    text: str
    href: str = ""
    action: str = ""


_WELCOME: Final = {
    Role.ADMINISTRATOR: Welcome(
        "You look after people, roles, teams and agencies. You see nothing about any young person.",
        "accounts:users",
        "People and roles",
    ),
    Role.CALDICOTT_GUARDIAN: Welcome(
        "You see who opened a record that was not theirs by role, for which reason, and what they read.",
        "accounts:elevations",
        "Wider accesses to look at",
    ),
    Role.RESEARCHER: Welcome(
        "You will work with counts and with words that name nobody. Until there is a frozen extract for you, nothing"
        " about young people is open to you here."
    ),
}


def welcome(standing: Standing) -> list[Welcome]:
    """A few words for each role that has no case work here."""
    return [
        Welcome(words.text, reverse(words.href) if words.href else "", words.action)
        for role, words in _WELCOME.items()
        if role in standing.roles
    ]


def works_with_records(roles: Iterable[Role]) -> bool:
    """Does one of these roles have work in records, by its own part or by invitation?"""
    return bool(set(roles) - set(_WELCOME) - OWN_PAGES.keys())


def is_asked(roles: Iterable[Role]) -> bool:
    """May a task be for somebody with these roles, though they work in no record?"""
    return bool(set(roles) & {Role.ADMINISTRATOR, Role.CALDICOTT_GUARDIAN})
