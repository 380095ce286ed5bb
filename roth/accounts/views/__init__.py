"""Pages for administrators, and each user's own page. They show no young person; elevated access is in `elevation`."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roth.accounts import access, actions, forms, present, selectors
from roth.accounts.requests import SignedIn
from roth.domain.errors import NotVisible
from roth.ui.fields import without_controls
from roth.ui.pages import form_page, page

PAGE_SIZE = 50


def users(request: SignedIn) -> HttpResponse:
    """Everyone who has a place at the administrator's sites."""
    sites = access.administered_by(request.user)
    words, today = without_controls(request.GET.get("name", ""))[:200], timezone.localdate()
    found = Paginator(selectors.managed_by(request.user, words), PAGE_SIZE).get_page(request.GET.get("page"))
    return page(
        request,
        "accounts/users.jinja",
        title="People and roles",
        people=[present.person(user, list(user.memberships.all()), today) for user in found],
        pagination=found,
        words=words,
        teams=selectors.teams_at(sites),
        agencies=selectors.agencies_at(sites),
    )


def user(request: SignedIn, key: int) -> HttpResponse:
    """One user: how they are reached, and what they are and were. An administrator changes the first here."""
    found = access.managed_user(request.user, key)
    shown = present.person(found, list(found.memberships.all()), timezone.localdate())
    return form_page(
        request,
        form_class=forms.UserForm,
        save=lambda data: actions.change_user(by=request.user, user=found, **data),
        title=found.name,
        key=f"user:{key}",
        initial={name: getattr(found, name) for name in ("name", "email", "job_title", "is_active")},
        success=reverse("accounts:user", args=(key,)),
        said="Saved",
        template="accounts/user.jinja",
        back=reverse("accounts:users"),
        person=shown,
        themselves=found.pk == request.user.pk,
    )


def user_add(request: SignedIn) -> HttpResponse:
    """Somebody new with their first role."""
    return form_page(
        request,
        form_class=forms.ColleagueForm,
        save=lambda data: actions.add_colleague(by=request.user, **data),
        title="Add somebody",
        key="user:new",
        form_kwargs=_parts(request),
        success=lambda made: reverse("accounts:user", args=(made.user_id,)),
        said=lambda made: f"{made.user.name} can sign in from {made.starts_on:%-d %B}",
        back=reverse("accounts:users"),
        button="Add them",
    )


def membership_add(request: SignedIn, key: int) -> HttpResponse:
    """Another role for somebody."""
    found = access.managed_user(request.user, key)
    return form_page(
        request,
        form_class=forms.MembershipForm,
        save=lambda data: actions.start_membership(by=request.user, user=found, **data),
        title=f"Add a role for {found.name}",
        key=f"membership:{key}:new",
        form_kwargs=_parts(request),
        success=reverse("accounts:user", args=(key,)),
        said="Role added",
        back=reverse("accounts:user", args=(key,)),
        button="Add the role",
    )


def membership_end(request: SignedIn, key: int, membership: int) -> HttpResponse:
    """The last day of one role."""
    found = access.managed_user(request.user, key)
    ending = next((each for each in found.memberships.all() if each.pk == membership), None)
    if ending is None:
        raise NotVisible
    return form_page(
        request,
        form_class=forms.EndMembershipForm,
        save=lambda data: actions.end_membership(by=request.user, membership=ending, **data),
        title=f"End {found.name}’s role",
        key=f"membership:{membership}:end",
        success=reverse("accounts:user", args=(key,)),
        said="The role has a last day",
        template="accounts/end_role.jinja",
        back=reverse("accounts:user", args=(key,)),
        button="End the role",
        place=present.place(ending, timezone.localdate()),
    )


def team_add(request: SignedIn) -> HttpResponse:
    """A new team."""
    return _site_form(request, forms.TeamForm, actions.add_team, "Add a team")


def agency_add(request: SignedIn) -> HttpResponse:
    """A new agency."""
    return _site_form(request, forms.AgencyForm, actions.add_agency, "Add an agency")


def profile(request: SignedIn) -> HttpResponse:
    """What a user is here and how they sign in. Nobody changes the first for themselves."""
    places = [present.place(each, timezone.localdate()) for each in selectors.memberships_of(request.user)]
    return page(
        request,
        "accounts/profile.jinja",
        title=request.user.name,
        places=places,
        may_elevate=request.user.standing.may("access.elevate"),
        may_review=request.user.standing.may("access.review"),
    )


def closed(request: SignedIn) -> HttpResponse:
    """A page of the sign-in package that this service does not have."""
    raise NotVisible


def _site_form(request: SignedIn, form_class: Any, action: Any, title: str) -> HttpResponse:
    sites = list(selectors.sites(access.administered_by(request.user)))
    return form_page(
        request,
        form_class=form_class,
        save=lambda data: action(by=request.user, **data),
        title=title,
        key=title,
        form_kwargs={"sites": sites},
        success=reverse("accounts:users"),
        said=lambda made: f"{made.name} added",
        back=reverse("accounts:users"),
        button=title,
    )


def _parts(request: SignedIn) -> dict[str, Any]:
    sites = access.administered_by(request.user)
    return {"agencies": list(selectors.agencies_at(sites)), "teams": list(selectors.teams_at(sites))}
