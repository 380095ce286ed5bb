"""Every write about contexts, their links to young people and who has reach. None lets a young person's name in."""

from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from roth.accounts.models import Agency, Site, User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contexts.access import require_at_site
from roth.contexts.models import Context, ContextLink, Reach
from roth.contexts.names import names_in, refuse_names
from roth.contexts.selectors import full_names, linked_people
from roth.domain import codes
from roth.domain.access import Permission
from roth.domain.calendar import add_months
from roth.domain.errors import NotPossible, NotVisible
from roth.finding.models import Entry
from roth.people import access as people_access
from roth.people.models import YoungPerson

TEXTS: Final = ("name", "description", "area", "looked_after_by", "strengths", "times")
REVIEW_AFTER_MONTHS: Final = 6


@transaction.atomic
def add_context(*, by: User, site: Site, kind: str, name: str, on: date | None = None, **texts: str) -> Context:
    """Add a context to a site: `texts` are any of description, area, looked_after_by, strengths, times."""
    require_at_site(by, site.pk, "context.edit")
    values = _texts({"name": name, **texts})
    _require_code(kind, codes.CONTEXT_KIND, "kind", "Choose what kind of context it is")
    refuse_names(values, full_names(people_access.visible_to(by)))
    context = Context(site=site, kind=kind, opened_on=on or timezone.localdate(), **values)
    _insert(context, _taken(context.name))
    Entry.write(context)
    record(
        Kind.CONTEXT_ADDED,
        by=by,
        site=site.code,
        record=context.ref,
        target=f"context:{context.pk}",
        after={"kind": kind, **values},
    )
    return context


@transaction.atomic
def change_context(*, by: User, context: Context, version: int | None = None, **values: str) -> Context:
    """Change what is written about a context. Raises Conflict when somebody saved in between."""
    require_at_site(by, context.site_id, "context.edit")
    kind = values.pop("kind", context.kind)
    _require_code(kind, codes.CONTEXT_KIND, "kind", "Choose what kind of context it is")
    texts = _texts(values)
    refuse_names(texts, full_names(people_access.visible_to(by)) | full_names(linked_people(context)))
    name = texts.get("name", context.name)
    changed: dict[str, object] = {"kind": kind, **texts}
    try:
        with transaction.atomic():
            before = context.save_over(version, changed)
    except IntegrityError:
        raise _taken(name) from None
    Entry.write(context)
    record(
        Kind.CONTEXT_CHANGED,
        by=by,
        site=context.site.code,
        record=context.ref,
        target=f"context:{context.pk}",
        before=before,
        after=changed,
    )
    return context


@transaction.atomic
def record_reach(
    *, by: User, context: Context, agency: Agency, through: str, can_change: str, on: date | None = None
) -> Reach:
    """Write down that an agency can change something in a context, and through whom (a role, never a name)."""
    require_at_site(by, context.site_id, "context.edit")
    if agency.site_id != context.site_id:
        raise NotVisible
    values = _texts({"through": through, "can_change": can_change})
    refuse_names(values, full_names(people_access.visible_to(by)) | full_names(linked_people(context)))
    reach = Reach(context=context, agency=agency, recorded_by=by, recorded_on=on or timezone.localdate(), **values)
    _insert(reach, NotPossible(f"{agency.name} is here already. Change what it says instead."))
    _audit_reach(by, reach, after={"agency": agency, **values})
    return reach


@transaction.atomic
def change_reach(*, by: User, reach: Reach, through: str, can_change: str, version: int | None = None) -> Reach:
    """Change what an agency can do in a context. Raises Conflict when somebody saved in between."""
    context = reach.context
    require_at_site(by, context.site_id, "context.edit")
    values: dict[str, Any] = _texts({"through": through, "can_change": can_change})
    refuse_names(values, full_names(people_access.visible_to(by)) | full_names(linked_people(context)))
    values |= {"recorded_by": by, "recorded_on": timezone.localdate()}
    before = reach.save_over(version, values)
    _audit_reach(by, reach, before=before, after=values)
    return reach


@transaction.atomic
def link_context(
    *,
    by: User,
    young_person: YoungPerson,
    context: Context,
    meaning: str,
    reason: str,
    source: str,
    confidence: str = "medium",
    on: date | None = None,
    review_on: date | None = None,
) -> ContextLink:
    """Say what a context is to a young person. The same park may be linked to many; nobody sees one from another."""
    people_access.require(by, young_person, Permission.CONTEXT_LINK)
    if context.site_id != young_person.site_id:
        raise NotVisible
    _require_meaning(meaning, reason, confidence)
    _refuse_named_context(context, young_person)
    starts_on = on or timezone.localdate()
    values: dict[str, Any] = {
        "meaning": meaning,
        "reason": reason.strip(),
        "source": source.strip(),
        "confidence": confidence,
        "review_on": review_on or add_months(starts_on, REVIEW_AFTER_MONTHS),
    }
    _require_review_after(starts_on, values["review_on"])
    link = ContextLink(context=context, young_person=young_person, starts_on=starts_on, **values)
    _insert(link, NotPossible(f"{context.name} is linked already. Change that link instead."))
    _audit_link(by, link, after={"context": context, "starts_on": starts_on, **values})
    return link


@transaction.atomic
def change_link(*, by: User, link: ContextLink, version: int | None = None, **values: Any) -> ContextLink:
    """Change, review or end a link (`ends_on`): any of meaning, reason, source, confidence, review_on, ends_on."""
    people_access.require(by, link.young_person, Permission.CONTEXT_LINK)
    now = {name: values.get(name, getattr(link, name)) for name in ("meaning", "reason", "confidence", "review_on")}
    _require_meaning(now["meaning"], now["reason"], now["confidence"])
    _require_review_after(link.starts_on, now["review_on"])
    ends_on = values.get("ends_on")
    if ends_on and ends_on < link.starts_on:
        raise NotPossible("A link ends after it starts.", (("ends_on", "Enter a day after the link started"),))
    before = link.save_over(version, values)
    _audit_link(by, link, before=before, after=values)
    return link


def _texts(values: dict[str, str]) -> dict[str, str]:
    unknown = set(values) - {*TEXTS, "through", "can_change"}
    if unknown:
        raise TypeError(f"A context has no {', '.join(sorted(unknown))}.")
    texts = {field: text.strip() for field, text in values.items()}
    for field, sentence in (
        ("name", "Enter what people call this place or group"),
        ("through", "Enter through whom, by role"),
        ("can_change", "Enter what they can change"),
    ):
        if field in texts and not texts[field]:
            raise NotPossible(f"{sentence}.", ((field, sentence),))
    return texts


def _require_code(value: str, table: codes.Table, field: str, sentence: str) -> None:
    if value not in table:
        raise NotPossible(f"{sentence}.", ((field, sentence),))


def _require_meaning(meaning: str, reason: str, confidence: str) -> None:
    _require_code(meaning, codes.LINK_MEANING, "meaning", "Say whether it is a place of harm, of safety, or both")
    _require_code(confidence, codes.CONFIDENCE, "confidence", "Say how sure we are")
    if not reason.strip():
        raise NotPossible("Say why the context is linked.", (("reason", "Say why it is linked"),))


def _require_review_after(starts_on: date, review_on: date) -> None:
    if review_on <= starts_on:
        sentence = "Choose a review date after the day the link starts"
        raise NotPossible(f"{sentence}.", (("review_on", sentence),))


def _refuse_named_context(context: Context, young_person: YoungPerson) -> None:
    """A context that already holds this person's whole name would give them away to everyone who opens it."""
    people = YoungPerson.objects.filter(pk=young_person.pk)
    written = " / ".join(str(getattr(context, field)) for field in TEXTS)
    if names_in(written, full_names(people)):
        raise NotPossible(
            f"What is written about {context.name} names this young person. Take the name out there first.",
            (("context", "Choose another context, or take the name out of this one first"),),
        )


def _taken(name: str) -> NotPossible:
    sentence = f"There is a context called {name} already"
    return NotPossible(f"{sentence}. Use that one, or say how this one differs.", (("name", sentence),))


def _insert(made: Model, refusal: NotPossible) -> None:
    """Save a new row; a duplicate that the database refuses becomes a sentence."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise refusal from None


def _audit_reach(by: User, reach: Reach, **values: Any) -> None:
    context = reach.context
    record(Kind.REACH_RECORDED, by=by, site=context.site.code, record=context.ref, target=f"reach:{reach.pk}", **values)


def _audit_link(by: User, link: ContextLink, **values: Any) -> None:
    """In the young person's history alone: the context's own history must not say who is linked."""
    record(
        Kind.CONTEXT_LINKED,
        by=by,
        site=link.young_person.site.code,
        record=link.young_person.ref,
        target=f"link:{link.pk}",
        **values,
    )
