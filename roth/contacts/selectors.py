"""Named reads of contacts. Every list starts from `visible_to`."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from roth.accounts.models import Team, User
from roth.accounts.selectors import teams_at
from roth.contacts.models import Contact
from roth.contexts.models import Context
from roth.domain.access import SITE_GRANTS
from roth.domain.contacts import ContactFacts
from roth.domain.duplicates import names_are_close
from roth.domain.pathway import Stage
from roth.pathway.models import Episode
from roth.people.access import Reader, not_hidden_from
from roth.people.access import visible_to as people_visible_to
from roth.people.models import YoungPerson
from roth.people.names import folded

LOOKS_BACK: Final = timedelta(days=2 * 366)
MOST_EARLIER: Final = 10
_TOLD_APART: Final = 2  # one letter of a name finds too many


def visible_to(user: "User | Reader") -> QuerySet[Contact]:
    """Every contact of the sites at whose front door this user works.

    One about a restricted record is for the people of that record; one about somebody whom the user knows is hidden.
    """
    reader = Reader.of(user)
    found = Contact.objects.filter(site__in=reader.standing.sites_where("contact.record"))
    shown = Exists(not_hidden_from(reader).filter(pk=OuterRef("young_person")))
    return found.filter(Q(young_person__isnull=True) | shown)


def unfinished() -> Q:
    """Contacts that still need somebody: nobody has decided, or what was accepted is not written as a referral yet."""
    accepted = Q(stage=Stage.REFERRAL.value, episode__isnull=True, context__isnull=True)
    return Q(stage=Stage.CONTACT.value) | accepted


def waiting(user: User) -> QuerySet[Contact]:
    """Contacts on which nobody has decided, the oldest first."""
    return visible_to(user).filter(stage=Stage.CONTACT.value).select_related("team").order_by("received_at", "pk")


def to_refer(user: User) -> QuerySet[Contact]:
    """Contacts that were accepted and whose referral is still to be written, the oldest first."""
    found = visible_to(user).filter(unfinished()).exclude(stage=Stage.CONTACT.value)
    return found.select_related("team").order_by("received_at", "pk")


def finished(user: User) -> QuerySet[Contact]:
    """Contacts that are closed, the newest decision first."""
    found = visible_to(user).exclude(unfinished())
    return found.select_related("team", "context").order_by("-decided_at", "-pk")


def earlier(user: User, contact: Contact) -> list[Contact]:
    """Other contacts of the site that may be about the same young person or the same place, the newest first.

    The same record; else a name that is close. A reason for a person to look, no more (`domain.duplicates`).
    """
    since = timezone.now() - LOOKS_BACK
    others = visible_to(user).filter(site=contact.site_id, received_at__gte=since).exclude(pk=contact.pk)
    words = [word for word in contact.name_key.split() if len(word) >= _TOLD_APART]
    asked = Q(pk__in=[])
    for word in words:
        asked |= Q(name_key__contains=word)
    if contact.young_person_id:
        asked |= Q(young_person=contact.young_person_id)
    if contact.about_a_place:
        asked |= Q(place__iexact=contact.place)
    found = others.filter(asked).select_related("team", "context").order_by("-received_at", "-pk")
    return [each for each in found[: 10 * MOST_EARLIER] if _alike(contact, each)][:MOST_EARLIER]


def _alike(one: Contact, other: Contact) -> bool:
    if one.young_person_id and one.young_person_id == other.young_person_id:
        return True
    if one.about_a_place and folded(one.place) == folded(other.place):
        return True
    ours, theirs = one.name_key.split(), other.name_key.split()
    part = bool(ours and theirs) and (set(ours) <= set(theirs) or set(theirs) <= set(ours))
    return part or names_are_close([one.name_key], [other.name_key])


def record_named(user: User, ref: str) -> YoungPerson | None:
    """The record with this reference, if the user may know of it."""
    prefix, _, digits = ref.strip().upper().partition("-")
    if prefix != YoungPerson.PREFIX or not digits.isascii() or not digits.isdigit() or len(digits) > 12:
        return None
    return people_visible_to(user).filter(pk=int(digits)).select_related("site").first()


def open_episode_of(person: Any) -> Episode | None:
    """The open episode of the young person whom a contact is about."""
    return Episode.objects.filter(young_person=person, closed_on__isnull=True).first() if person else None


def teams_to_hold(user: User) -> list[Team]:
    """Teams at whose front door the user works: a contact may be passed to another team of the site."""
    return list(teams_at(user.standing.sites_where("contact.record")))


def own_team(user: User) -> int | None:
    """The team in which the user writes contacts, to begin a form with."""
    roles = SITE_GRANTS["contact.record"]
    return next((place.team_id for place in user.standing.places if place.role in roles and place.team_id), None)


def contexts_here(contact: Contact) -> dict[int, Context]:
    """Contexts of the contact's site, to say which one it is about."""
    return {each.pk: each for each in Context.objects.filter(site=contact.site_id)}


def references(contacts: Iterable[Contact]) -> list[str]:
    """What the trail keeps of a list: which contacts stood on it."""
    return [each.ref for each in contacts]


def facts_of(contact: Contact, **said: Any) -> ContactFacts:
    """A contact as the guards ask for it. `said` is what the decision's own form says."""
    return ContactFacts(
        received_at=contact.received_at,
        source_code=contact.source_code,
        concern=contact.concern,
        names_somebody=bool(contact.person_name or contact.young_person_id),
        names_a_place=bool(contact.place),
        parents_told=contact.parents_told,
        parents_told_reason=contact.parents_told_reason,
        **said,
    )
