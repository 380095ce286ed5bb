"""The door to a context. A context is its site's: what somebody may do there comes from their role at that site.

A context page names nobody, so opening it is no read of a personal record; the view that lists linked young people
records that.
"""

from roth.accounts.models import User
from roth.contexts.models import Context, Reach
from roth.contexts.selectors import counted, visible_to
from roth.domain.errors import NotAllowed, NotVisible

_MAY = {"context.view": "see contexts", "context.edit": "write about contexts"}


def context_for(user: User, ref: str, what: str = "context.view") -> Context:
    """The context behind a reference, with `young_people` counted, if this user may do this.

    Raises NotVisible when it is absent or another site's, NotAllowed when the user may look and no more.
    """
    found = counted(visible_to(user)).select_related("site").filter(pk=Context.key_of(ref)).first()
    if found is None:
        raise NotVisible
    require_at_site(user, found.site_id, what)
    return found


def reach_for(context: Context, number: int) -> Reach:
    """One agency's reach into a context that came through the door."""
    found = context.reach.select_related("agency").filter(pk=number).first()
    if found is None:
        raise NotVisible
    return found


def may(user: User, context: Context, what: str) -> bool:
    """For pages: may this user do this here?"""
    return context.site_id in user.standing.sites_where(what)


def require_at_site(user: User, site_id: int, what: str) -> None:
    """Raises NotVisible at a site whose contexts the user may not see, NotAllowed with the reason otherwise."""
    if site_id not in user.standing.sites_where("context.view"):
        raise NotVisible
    if site_id not in user.standing.sites_where(what):
        raise NotAllowed(f"Only social workers and team managers may {_MAY[what]}.")
