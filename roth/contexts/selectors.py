"""Named reads about contexts, who they are linked to and who has reach. Every list starts from `visible_to`.

A link joins a context to a young person and is read from one end or the other, never in bulk: `links_of` for the
record that somebody has opened, `links_shown` for the context, which leaves out the records they may not open.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from roth.accounts.models import Agency, User
from roth.contexts.models import Context, ContextLink, Reach
from roth.people import access as people_access
from roth.people.models import YoungPerson


def visible_to(user: User | people_access.Reader) -> QuerySet[Context]:
    """Every context of the sites where this user may see contexts."""
    return Context.objects.filter(site__in=user.standing.sites_where("context.view"))


def counted(contexts: QuerySet[Context]) -> QuerySet[Context]:
    """The same contexts, each with `young_people`: how many are linked today. Pages say it in words only."""
    linked = _current(ContextLink.objects.filter(context=OuterRef("pk"))).order_by().values("context")
    number = linked.annotate(number=Count("pk")).values("number")
    return contexts.annotate(young_people=Coalesce(Subquery(number), 0))


def filtered(user: User, kind: str = "", words: str = "") -> QuerySet[Context]:
    """The contexts a user may see, by kind and by words of the name or the area, counted."""
    found = visible_to(user)
    if kind:
        found = found.filter(kind=kind)
    for word in words.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(area__icontains=word))
    return counted(found)


def links_of(young_person: YoungPerson) -> QuerySet[ContextLink]:
    """What each context is to a young person, today's links first come first."""
    return _current(ContextLink.objects.filter(young_person=young_person)).select_related("context")


def links_on(person: Any, day: Any) -> QuerySet[ContextLink]:
    """The links of one young person that hold on a day, for a prepared read: both may be slots."""
    return _current(ContextLink.objects.filter(young_person=person), day)


def link_of(young_person: YoungPerson, number: int) -> ContextLink | None:
    """One link of this young person, ended or not."""
    return ContextLink.objects.filter(young_person=young_person, pk=number).select_related("context").first()


def links_shown(context: Context, user: User) -> QuerySet[ContextLink]:
    """The links of a context whose young person this user may know of as well: both ends, or nothing."""
    theirs = people_access.visible_to(user)
    return _current(context.links.filter(young_person__in=theirs)).select_related("young_person")


def to_link(young_person: YoungPerson) -> QuerySet[Context]:
    """Contexts of the young person's site that were never linked to them."""
    linked = ContextLink.objects.filter(young_person=young_person).values("context")
    return Context.objects.filter(site=young_person.site_id).exclude(pk__in=linked)


def reach_of(context: Context) -> QuerySet[Reach]:
    """Who can change a context, through whom and what."""
    return context.reach.select_related("agency")


def agencies_without_reach(context: Context) -> QuerySet[Agency]:
    """Agencies of the site whose reach into this context nobody has written down."""
    return Agency.objects.filter(site=context.site_id).exclude(pk__in=context.reach.values("agency"))


def reach_by_agency(context_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """For each agency with reach, the contexts among these that it can change."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs = Reach.objects.filter(context__in=list(context_ids)).values_list("agency_id", "context_id")
    for agency_id, context_id in pairs:
        found[agency_id].add(context_id)
    return {agency_id: frozenset(contexts) for agency_id, contexts in found.items()}


def full_names(young_people: QuerySet[YoungPerson]) -> frozenset[str]:
    """Every whole name by which these young people are known: to keep them out of a context's words."""
    rows = young_people.values_list("given_name", "family_name", "chosen_name", "aliases__name")
    names = set()
    for given, family, chosen, alias in rows:
        names |= {f"{given} {family}", f"{chosen} {family}", chosen, alias or ""}
    return frozenset(name for name in names if len(name.split()) > 1)


def linked_people(context: Context) -> QuerySet[YoungPerson]:
    """Everyone ever linked to a context, whoever asks: for checks that show nobody."""
    return YoungPerson.objects.filter(pk__in=context.links.values("young_person"))


def _current(links: QuerySet[ContextLink], today: Any = None) -> QuerySet[ContextLink]:
    today = today or timezone.localdate()
    return links.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
