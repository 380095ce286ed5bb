"""Every write about a contact: writing it down, the two ways out of the table, and what an accepted one becomes.

A contact that is decided is never edited again; what is set after that is only what became of it, and once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import Team, User
from roth.accounts.selectors import allocated_workers
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contacts import access, selectors
from roth.contacts.models import Contact
from roth.contexts import actions as contexts
from roth.contexts.models import Context
from roth.domain import codes, pathway
from roth.domain.calendar import local_date
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.pathway import Stage
from roth.pathway import actions as steps
from roth.pathway.models import Episode
from roth.people import actions as people
from roth.people.models import YoungPerson
from roth.timetable.selectors import timetable
from roth.work.notices import tell

WRITTEN: Final = frozenset(
    {
        *("received_at", "how_received", "source_code", "referrer_name", "referrer_agency", "referrer_contact"),
        *("concern", "harms", "danger_now", "immediate_safety", "person_name", "person_age", "young_person", "place"),
        *("parents_told", "parents_told_reason", "answered"),
    }
)
NOT_ACCEPTED: Final = "Nobody has accepted this contact as a referral. Its team's manager decides that first."


# --- Writing it down -------------------------------------------------------------------------------------------------
@transaction.atomic
def record_contact(*, by: User, team: Team, **fields: Any) -> Contact:
    """Write down who contacted us and what about. No record of a young person is needed, or made."""
    access.require_at_site(by, team.site_id)
    _check(by, team, fields)
    now = timezone.now()
    contact = Contact(site=team.site, team=team, recorded_by=by, recorded_at=now, **fields)
    contact.decide_by = _decide_by(contact)
    contact.keep_key()
    contact.save(force_insert=True)
    _audit(Kind.CONTACT_RECORDED, by, contact, after={**fields, "team": team})
    return contact


@transaction.atomic
def change_contact(
    *, by: User, contact: Contact, team: Team | None = None, version: int | None = None, **fields: Any
) -> Contact:
    """Complete or correct a contact before it is decided, or pass it to another team of the site."""
    access.require(by, contact)
    held = _undecided(contact)
    team = team or held.team
    if team.site_id != held.site_id:
        raise NotVisible
    _check(by, team, fields, held)
    before = held.save_over(version, {**fields, "team": team})
    held.decide_by = _decide_by(held)
    held.keep_key()
    held.save(update_fields=["decide_by", "name_key", "person_name"])
    changed = {name for name, value in {**fields, "team": team}.items() if before[name] != value}
    _audit(
        Kind.CONTACT_CHANGED,
        by,
        held,
        before={name: before[name] for name in changed},
        after={name: getattr(held, name) for name in changed},
    )
    return held


# --- The two ways out: C01 and C02 -----------------------------------------------------------------------------------
@transaction.atomic
def accept_contact(
    *,
    by: User,
    contact: Contact,
    rationale: str = "",
    context: Context | None = None,
    context_name: str = "",
    context_kind: str = "",
) -> Contact:
    """C01: the contact is a referral, about a young person or, where it names only a place, about a context.

    The young person's referral is written next (`write_referral`), and its clock counts from when the contact came.
    """
    access.require(by, contact, decides=True)
    held = _undecided(contact)
    pathway.require("C01", selectors.facts_of(held).for_step(Stage.CONTACT, timezone.now()))
    if held.about_a_place:
        held.context = context or _new_context(by, held, context_name, context_kind)
        if held.context.site_id != held.site_id:
            raise NotVisible
    _decide(by, held, Stage.REFERRAL, rationale=rationale)
    _audit(
        Kind.CONTACT_ACCEPTED,
        by,
        held,
        before={"stage": Stage.CONTACT.value},
        after={"stage": held.stage, "context": held.context},
        reason=rationale,
    )
    return held


@transaction.atomic
def give_advice(
    *,
    by: User,
    contact: Contact,
    reason: str = "",
    told_at: datetime | None = None,
    told_by: str = "",
    told_what: str = "",
    not_told_reason: str = "",
) -> Contact:
    """C02: advice answers the contact. Says why, and when, by whom and what the person who told us heard; or not."""
    access.require(by, contact, decides=True)
    held = _undecided(contact)
    told = {"told_at": told_at, "told_by": told_by, "told_what": told_what, "not_told_reason": not_told_reason}
    facts = selectors.facts_of(
        held, reason=reason, told=bool(told_at and told_by and told_what), not_told_reason=not_told_reason
    )
    pathway.require("C02", facts.for_step(Stage.CONTACT, timezone.now()))
    _refuse_told_at(held, told_at)
    _decide(by, held, Stage.SIGNPOSTED, rationale=reason, **told)
    _audit(
        Kind.CONTACT_ADVISED,
        by,
        held,
        before={"stage": Stage.CONTACT.value},
        after={"stage": held.stage, **told},
        reason=reason,
    )
    return held


# --- What an accepted contact becomes --------------------------------------------------------------------------------
@transaction.atomic
def name_young_person(*, by: User, contact: Contact, young_person: YoungPerson) -> Contact:
    """Say whose record an accepted contact is about, where the contact itself named no record."""
    access.require(by, contact)
    held = _accepted(contact)
    _refuse_unknown(by, held.team, young_person)
    return _name(by, held, young_person)


@transaction.atomic
def add_young_person(*, by: User, contact: Contact, **fields: Any) -> YoungPerson:
    """Open a record for whom an accepted contact is about; `fields` as `people.actions.add_young_person` has them."""
    access.require(by, contact)
    held = _accepted(contact)
    if fields["site"].pk != held.site_id:
        raise NotVisible
    young_person = people.add_young_person(by=by, **fields)
    _name(by, held, young_person)
    return young_person


@transaction.atomic
def write_referral(
    *,
    by: User,
    contact: Contact,
    young_person: YoungPerson,
    harms: list[dict[str, str]],
    linked: Iterable[Mapping[str, Any]] = (),
    **fields: Any,
) -> Episode:
    """The referral that an accepted contact becomes. It was received when the contact was: T01 counts from there."""
    access.require(by, contact)
    held = _accepted(contact)
    if held.young_person_id != young_person.pk:
        raise NotPossible("This contact is about somebody else's record. Open the referral from the contact again.")
    episode = steps.record_referral(
        by=by, young_person=young_person, received_at=held.received_at, harms=harms, linked=linked, **fields
    )
    held.save_over(None, {"episode": episode})
    _audit(Kind.CONTACT_REFERRED, by, held, after={"episode": episode, "young_person": young_person})
    return episode


@transaction.atomic
def join_open_episode(*, by: User, contact: Contact) -> Contact:
    """What an accepted contact says belongs to an episode that is open already (8815): its worker is told."""
    access.require(by, contact)
    if contact.young_person is not None:
        _refuse_unknown(by, contact.team, contact.young_person)
    held = _accepted(contact)
    episode = selectors.open_episode_of(held.young_person_id)
    if held.young_person is None or episode is None:
        raise NotPossible("There is no open episode to join this contact to. Write its referral instead.")
    held.save_over(None, {"episode": episode, "joined": True})
    text = "A contact has come in about a young person who is allocated to you."
    for worker in allocated_workers(held.young_person.pk):
        tell(worker, text, link=f"/contacts/{held.ref}/")
    _audit(Kind.CONTACT_JOINED, by, held, after={"episode": episode, "young_person": held.young_person})
    return held


# --- Parts -----------------------------------------------------------------------------------------------------------
def _held(contact: Contact) -> Contact:
    """The contact as it is now, held until this is saved: two managers cannot both decide."""
    related = ("site", "team", "young_person")
    return Contact.objects.select_for_update(of=("self",)).select_related(*related).get(pk=contact.pk)


def _undecided(contact: Contact) -> Contact:
    held = _held(contact)
    if held.decided_at is not None:
        raise NotPossible(access.why_closed(held))
    return held


def _accepted(contact: Contact) -> Contact:
    held = _held(contact)
    if held.waits:
        raise NotPossible(NOT_ACCEPTED)
    if not held.to_refer:
        raise NotPossible(access.why_closed(held))
    return held


def _decide(by: User, held: Contact, stage: Stage, **values: Any) -> None:
    told = {"stage": stage.value, "decided_by": by, "decided_at": timezone.now(), "context": held.context}
    held.save_over(None, {**told, **values})


def _name(by: User, held: Contact, young_person: YoungPerson) -> Contact:
    before = held.save_over(None, {"young_person": young_person})
    _audit(Kind.CONTACT_NAMED, by, held, before=before, after={"young_person": young_person})
    return held


def _new_context(by: User, held: Contact, name: str, kind: str) -> Context:
    if not name.strip():
        sentence = "Choose the context that this is about, or say what people call it"
        raise NotPossible(f"{sentence}.", (("context", sentence),))
    try:
        return contexts.add_context(
            by=by, site=held.site, kind=kind, name=name.strip(), on=local_date(held.received_at)
        )
    except NotPossible as refused:
        places = {"name": "context_name", "kind": "context_kind"}
        missing = tuple((places.get(where, where), text) for where, text in refused.missing)
        raise NotPossible(str(refused), missing) from refused


def _decide_by(contact: Contact) -> Any:
    """The last day on which T01 is kept, as the site counts it."""
    return timetable(contact.site_id, fresh=True).deadline("T01", local_date(contact.received_at)).due_on


def _check(by: User, team: Team, fields: Mapping[str, Any], held: Contact | None = None) -> None:
    """Words that a contact must have, a moment that has been, codes that exist, a record that the writer may know."""
    unknown = set(fields) - WRITTEN
    if unknown:
        raise TypeError(f"A contact has no {', '.join(sorted(unknown))}.")
    at = fields.get("received_at", held.received_at if held else None)
    for field, wrong, sentence in (
        ("received_at", at is None, "Enter when the contact was received"),
        ("received_at", bool(at and at > timezone.now()), "A contact is written down once it has been received"),
        ("concern", not fields.get("concern", held.concern if held else "").strip(), "Write what they told us"),
        ("harms", any(each not in codes.HARM_TYPE for each in fields.get("harms", ())), "Choose harms from the list"),
    ):
        if wrong:
            raise NotPossible(f"{sentence}.", ((field, sentence),))
    named = fields.get("young_person")
    if named is not None and not (held and held.young_person_id == named.pk):
        _refuse_unknown(by, team, named)


def _refuse_unknown(by: User, team: Team, young_person: YoungPerson) -> None:
    known = selectors.record_named(by, young_person.ref)
    if known is None or known.site_id != team.site_id:
        raise NotVisible


def _refuse_told_at(held: Contact, told_at: datetime | None) -> None:
    if told_at and not held.received_at <= told_at <= timezone.now():
        sentence = "They were told after the contact was received, and by now. Check the date and time"
        raise NotPossible(f"{sentence}.", (("told_at", sentence),))


def _audit(kind: Kind, by: User, contact: Contact, **values: Any) -> None:
    record(kind, by=by, site=contact.site.code, record=contact.ref, target=f"contact:{contact.pk}", **values)
