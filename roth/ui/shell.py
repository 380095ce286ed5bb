"""What stands around every page: who is signed in, where they can go, a live elevated access, what was just done.

The shell knows no room. A room that has something to say here puts it on the request: `request.signed_in_as` (role and
site in words), `request.elevated_access` (an `ElevatedAccess`) and `request.viewed_as` (a `ViewedAs`).
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

# In the order of a working day, each with what a role must allow (`domain.access.SITE_GRANTS`): nobody is offered a
# page that would refuse them. A room that is not there is left out.
NAVIGATION = (
    ("My work", "home", ""),
    ("Front door", "contacts:list", "contact.record"),
    ("Young people", "people:list", "young_person.list"),
    ("Contexts", "contexts:list", "context.view"),
    ("Meetings", "meetings:list", "meeting.list"),
    ("People and roles", "accounts:users", "accounts.manage"),
    ("Elevated access", "accounts:elevations", "access.review"),
    ("View as", "accounts:view_as", "agency.view_as"),
    ("Clocks", "timetable:clocks", "timetable.manage"),
)


@dataclass(frozen=True)
class ElevatedAccess:
    """A person is reading more than their role gives, for a stated reason, until a stated time."""

    reason: str
    until: dt.datetime
    end_url: str = ""

    @property
    def minutes_left(self) -> int:
        """Whole minutes until it ends by itself; the last one counts as one."""
        return max(1, int((self.until - timezone.now()).total_seconds() // 60))


@dataclass(frozen=True)
class ViewedAs:
    """Somebody looks as somebody else, to read and not to change, until a stated time."""

    name: str
    agency: str
    by: str
    until: dt.datetime
    end_url: str


@dataclass(frozen=True)
class Link:
    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Shell:
    name: str
    role: str
    navigation: tuple[Link, ...]
    elevated: ElevatedAccess | None
    flash: tuple[tuple[str, str], ...]
    search_url: str
    query: str
    viewed_as: ViewedAs | None = None
    profile_url: str = ""


@lru_cache(maxsize=32)
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _navigation(path: str, user: Any) -> tuple[Link, ...]:
    """The reader's menu, with the place where they are marked: the longest address that begins this one."""
    standing = getattr(user, "standing", None)
    found = [
        (text, _url(name)) for text, name, what in NAVIGATION if not what or standing is None or standing.may(what)
    ]
    here = max(
        (href for _, href in found if href and (path == href or (href != "/" and path.startswith(href)))), default=""
    )
    return tuple(Link(text, href, href == here) for text, href in found if href)


def _has_an_own_page(user: Any) -> bool:
    """Somebody with a page of their own has nobody to search for."""
    standing = getattr(user, "standing", None)
    return standing is not None and standing.may("own.page")


def shell_for(request: HttpRequest) -> Shell:
    """Everything that the layout shows around a page. No query: rooms have put on the request what costs one."""
    user = getattr(request, "user", None)
    viewed_as = getattr(request, "viewed_as", None)
    signed_in = bool(user and user.is_authenticated)
    return Shell(
        name=str(user) if signed_in else "",
        role=(getattr(request, "signed_in_as", "") or getattr(user, "job_title", "")) if signed_in else "",
        navigation=_navigation(request.path, user) if signed_in else (),
        elevated=getattr(request, "elevated_access", None) if signed_in else None,
        flash=tuple((message.level_tag, str(message)) for message in get_messages(request)),
        search_url=_url("finding:search") if signed_in and not _has_an_own_page(user) else "",
        query=request.GET.get("q", "")[:200],
        viewed_as=viewed_as if signed_in else None,
        profile_url=_url("accounts:profile") if signed_in and viewed_as is None else "",
    )
