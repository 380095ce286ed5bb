"""My work: what needs the reader now, in words."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from roth.accounts.models import User
from roth.domain.access import Role
from roth.drafts.selectors import drafts_of
from roth.people.reads import log_list
from roth.ui.pages import SeeOther, page
from roth.work import actions, present, selectors

LISTED = selectors.LISTED


def home(request: HttpRequest) -> HttpResponse:
    """What is late or due first, then decisions that wait, meetings, actions, unsaved words and notices."""
    user: User = request.user  # type: ignore[assignment]
    standing, today = user.standing, timezone.localdate()
    works = present.works_with_records(standing.roles)
    only_partner = standing.roles <= {Role.PARTNER}
    clocks = selectors.clocks_for(user, today) if works and not only_partner else []
    waiting = selectors.waiting_for(user)
    meetings = selectors.meetings_for(user) if works else []
    owned = selectors.actions_for(user, today) if works else []
    drafts = list(drafts_of(user.pk)[:LISTED])
    if clocks or waiting or meetings or owned:
        log_list(user, "my_work")
    return page(
        request,
        "work/home.jinja",
        title="My work",
        clocks=[present.clock_item(clock, today) for clock in clocks],
        waiting=[present.waiting_item(each) for each in waiting],
        meetings=[present.meeting_item(meeting, standing) for meeting in meetings],
        owned=[present.action_item(action, today) for action in owned],
        drafts=[(present.draft_item(draft, standing), draft.saved_at) for draft in drafts],
        notices=selectors.notices_of(user),
        welcome=present.welcome(standing),
        works=works,
        lists=standing.may("young_person.list"),
        adds=standing.may("young_person.add"),
        listed=LISTED,
    )


@require_POST
def read_notice(request: HttpRequest, number: int) -> HttpResponse:
    """A notice was read."""
    actions.read_notice(by=request.user, number=number)  # type: ignore[arg-type]
    return SeeOther(reverse("home"))
