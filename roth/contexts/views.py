"""Pages of contexts, and of one young person's contexts. Who is linked is shown only where both ends may be opened."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts.requests import SignedIn
from roth.accounts.selectors import sites as sites_with_keys
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contexts import access, actions, forms, present, selectors
from roth.contexts.models import Context
from roth.domain.access import Permission
from roth.domain.calendar import add_months
from roth.domain.errors import NotAllowed, NotVisible
from roth.people.access import may, young_person_for
from roth.people.frame import address as page_of
from roth.people.frame import frame
from roth.ui.pages import form_page, page

FIELDS = ("kind", "name", "area", "description", "times", "looked_after_by", "strengths")
PER_PAGE = 50


def contexts(request: SignedIn) -> HttpResponse:
    """Every context of the reader's sites."""
    if not request.user.standing.may("context.view"):
        raise NotAllowed("Contexts are for social care staff of a site. Your own pages are under My work.")
    form = forms.FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"kind": "", "words": ""}
    found = selectors.filtered(request.user, asked["kind"] or "", asked["words"])
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    return page(
        request,
        "contexts/list.jinja",
        title="Contexts",
        form=form,
        rows=present.rows(shown),
        pagination=shown,
        address=f"?{address.urlencode()}&" if address else "?",
        add=reverse("contexts:add") if request.user.standing.may("context.edit") else "",
        filtered=bool(asked["kind"] or asked["words"]),
        fragment="contexts/_rows.jinja",
    )


def add(request: SignedIn) -> HttpResponse:
    """A new context. `then` is the young person whose link is being written, to go back to."""
    sites = sites_with_keys(request.user.standing.sites_where("context.edit"))
    if not sites:
        raise NotAllowed("Only social workers and team managers may write about contexts.")
    then = request.GET.get("then", "")

    def save(data: dict[str, Any]) -> Context:
        site = next(each for each in sites if each.pk == data.get("site", sites[0].pk))
        data.pop("site", None)
        return actions.add_context(by=request.user, site=site, **data)

    def where(saved: Context) -> str:
        linking = page_of("contexts:link", then) if then else ""  # none for what cannot be a reference
        return f"{linking}?context={saved.pk}" if linking else reverse("contexts:context", args=(saved.ref,))

    return form_page(
        request,
        form_class=forms.ContextForm,
        form_kwargs={"sites": sites if len(sites) > 1 else ()},
        save=save,
        title="Add a context",
        key="context:new",
        success=where,
        said=lambda saved: f"{saved.name} added",
        back=reverse("contexts:list"),
    )


def context(request: SignedIn, ref: str) -> HttpResponse:
    """One context: what kind of place, who can change it. It names only those whom the reader may open."""
    found = access.context_for(request.user, ref)
    changeable = access.may(request.user, found, "context.edit")
    links = list(selectors.links_shown(found, request.user))
    if links:
        people = [each.young_person.ref for each in links]
        record(Kind.LIST_READ, by=request.user, site=found.site.code, target=found.ref, after={"young_people": people})
    return page(
        request,
        "contexts/context.jinja",
        title="What we know about this context",
        identity=present.identity(found),
        context=found,
        about=present.about(found),
        reach=present.reach(found, selectors.reach_of(found), changeable),
        how_many=present.how_many(found),
        links=links,
        changeable=changeable,
    )


def edit(request: SignedIn, ref: str) -> HttpResponse:
    """Change what is written about a context."""
    found = access.context_for(request.user, ref, "context.edit")
    return form_page(
        request,
        form_class=forms.ContextForm,
        save=lambda data: actions.change_context(by=request.user, context=found, **data),
        title="Change this context",
        key=f"context:{found.pk}",
        version=found.version,
        initial={field: getattr(found, field) for field in FIELDS},
        success=reverse("contexts:context", args=(found.ref,)),
        said="Context saved",
        back=reverse("contexts:context", args=(found.ref,)),
        identity=present.identity(found),
    )


def reach(request: SignedIn, ref: str) -> HttpResponse:
    """Write down who can change something here."""
    found = access.context_for(request.user, ref, "context.edit")
    agencies = {each.pk: each for each in selectors.agencies_without_reach(found)}
    return form_page(
        request,
        form_class=forms.ReachForm,
        form_kwargs={"agencies": agencies.values()},
        save=lambda data: actions.record_reach(
            by=request.user, context=found, **{**data, "agency": agencies[data["agency"]]}
        ),
        title="Who can change something here?",
        key=f"reach:{found.pk}",
        success=reverse("contexts:context", args=(found.ref,)),
        said="Saved who can change something here",
        back=reverse("contexts:context", args=(found.ref,)),
        identity=present.identity(found),
    )


def reach_change(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Change what an agency can do here."""
    found = access.context_for(request.user, ref, "context.edit")
    theirs = access.reach_for(found, number)
    return form_page(
        request,
        form_class=forms.ReachForm,
        save=lambda data: actions.change_reach(by=request.user, reach=theirs, **data),
        title=f"What {theirs.agency.name} can change here",
        key=f"reach:{found.pk}:{theirs.pk}",
        version=theirs.version,
        initial={"through": theirs.through, "can_change": theirs.can_change},
        success=reverse("contexts:context", args=(found.ref,)),
        said="Saved who can change something here",
        back=reverse("contexts:context", args=(found.ref,)),
        identity=present.identity(found),
    )


def links(request: SignedIn, ref: str) -> HttpResponse:
    """What each context is to a young person."""
    young_person = young_person_for(request.user, ref, Permission.RECORD_VIEW)
    changeable = may(young_person, Permission.CONTEXT_LINK)
    found = list(selectors.links_of(young_person))
    for each in found:
        each.young_person = young_person
    see = young_person.site_id in request.user.standing.sites_where("context.view")
    return page(
        request,
        "contexts/links.jinja",
        title=f"{young_person.name}’s contexts",
        cards=present.link_cards(found, timezone.localdate(), see_contexts=see, changeable=changeable),
        link=reverse("contexts:link", args=(young_person.ref,)) if changeable else "",
        **frame(request, young_person, "contexts"),
    )


def link(request: SignedIn, ref: str) -> HttpResponse:
    """Link a context to a young person."""
    young_person = young_person_for(request.user, ref, Permission.CONTEXT_LINK)
    contexts = {each.pk: each for each in selectors.to_link(young_person)}
    review_on = add_months(timezone.localdate(), actions.REVIEW_AFTER_MONTHS)
    return form_page(
        request,
        form_class=forms.LinkForm,
        form_kwargs={"contexts": contexts.values(), "latest": review_on},
        save=lambda data: actions.link_context(
            by=request.user, young_person=young_person, **{**data, "context": contexts[data["context"]]}
        ),
        title=f"Link a context to {young_person.name}",
        key=f"link:{young_person.ref}",
        initial={"review_on": review_on, "context": request.GET.get("context", "")},
        success=reverse("contexts:links", args=(young_person.ref,)),
        said=lambda saved: f"{saved.context.name} linked",
        template="contexts/link.jinja",
        new=f"{reverse('contexts:add')}?then={young_person.ref}",
        back=reverse("contexts:links", args=(young_person.ref,)),
        **frame(request, young_person, "contexts"),
    )


def link_change(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Look again at what a context is to a young person, or say that it no longer matters."""
    young_person = young_person_for(request.user, ref, Permission.CONTEXT_LINK)
    found = selectors.link_of(young_person, number)
    if found is None:
        raise NotVisible
    found.young_person = young_person
    fields = ("meaning", "reason", "source", "confidence", "review_on", "ends_on")
    latest = max(add_months(timezone.localdate(), actions.REVIEW_AFTER_MONTHS), found.review_on)
    return form_page(
        request,
        form_class=forms.LinkForm,
        form_kwargs={"latest": latest},
        save=lambda data: actions.change_link(by=request.user, link=found, **data),
        title=f"{found.context.name} and {young_person.name}",
        key=f"link:{young_person.ref}:{found.pk}",
        version=found.version,
        initial={field: getattr(found, field) for field in fields},
        success=reverse("contexts:links", args=(young_person.ref,)),
        said="Link saved",
        back=reverse("contexts:links", args=(young_person.ref,)),
        **frame(request, young_person, "contexts"),
    )
