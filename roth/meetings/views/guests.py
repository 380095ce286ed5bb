"""Pages of a guest: somebody without an account who is asked to one meeting, and sees that meeting's arrangements, what
they are asked to bring, and what is theirs. Nothing else of the record."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from roth.domain import guests as rules
from roth.domain.errors import NotPossible
from roth.meetings import actions, forms, present, selectors
from roth.meetings import guest as door
from roth.meetings.guest import Guest
from roth.meetings.models import GuestLink
from roth.meetings.views.answering import ANSWERS, file_of
from roth.ui.pages import SeeOther, form_page, page


@login_not_required
def guest_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link from an email. Looking at it changes nothing, because mail programs look too; each button is a post."""
    link = door.link_for(token)
    wanted = request.POST.get("what", "")
    if request.method == "POST" and wanted == "code":
        return _send_code(request, link)
    if request.method == "POST" and wanted == "link":
        return _send_link(request, link)
    if request.method == "POST":
        return _try(request, link)
    return _ask(request, link)


def _ask(request: HttpRequest, link: GuestLink, said: str = "", wrong: str = "", status: int = 200) -> HttpResponse:
    good = link.used_at is None and link.ended_at is None
    return page(
        request,
        "meetings/guest_link.jinja",
        status=status,
        title="Your meeting",
        good=good,
        said=said,
        wrong=wrong or ("" if good else rules.USED),
        sent=good and selectors.has_code(link),
    )


def _send_code(request: HttpRequest, link: GuestLink) -> HttpResponse:
    try:
        actions.send_guest_code(by=Guest(link.invitation), link=link)
    except NotPossible as refused:
        return _ask(request, link, wrong=str(refused), status=409)
    return _ask(request, link, said="A code is on its way to your email. It works for ten minutes.")


def _send_link(request: HttpRequest, link: GuestLink) -> HttpResponse:
    actions.send_guest_link(by=Guest(link.invitation), invitation=link.invitation)
    return page(request, "meetings/guest_sent.jinja", title="A new link is on its way")


def _try(request: HttpRequest, link: GuestLink) -> HttpResponse:
    secret = actions.begin_guest_visit(by=Guest(link.invitation), link=link, digits=request.POST.get("code", "")[:20])
    if not secret:
        return _ask(request, link, wrong=rules.WRONG, status=422)
    request.session.flush()  # whoever used this browser before is not here any more
    request.session[door.SESSION_KEY] = secret
    request.session.set_expiry(int(rules.VISIT_LASTS.total_seconds()))
    return SeeOther(reverse("meetings:guest"))


@login_not_required
def guest(request: HttpRequest) -> HttpResponse:
    """The meeting: when and where, what to bring, what is theirs."""
    invitation = door.invitation_for(request)
    meeting = invitation.meeting
    return page(
        request,
        "meetings/guest.jinja",
        title="Your meeting",
        invitation=invitation,
        meeting=meeting,
        arrangements=present.arrangements(meeting)[1:4],
        person=present.person(invitation),
        report=selectors.report_of(invitation),
        own_actions=selectors.actions_of_guest(invitation),
    )


@login_not_required
def guest_answer(request: HttpRequest) -> HttpResponse:
    """Say whether one comes."""
    invitation = door.invitation_for(request)
    return form_page(
        request,
        form_class=forms.ComingForm,
        initial={name: getattr(invitation, name) for name in ANSWERS},
        save=lambda data: actions.answer_as_guest(by=Guest(invitation), **data),
        version=invitation.version,
        title="Can you come?",
        said="Thank you. The conference service knows.",
        button="Send my answer",
        key=f"guest:{invitation.pk}:answer",
        draft=False,
        success=reverse("meetings:guest"),
        back=reverse("meetings:guest"),
    )


@login_not_required
def guest_calendar(request: HttpRequest) -> HttpResponse:
    """The invitation as a calendar file."""
    return file_of(door.invitation_for(request))


@login_not_required
@require_POST
def guest_leave(request: HttpRequest) -> HttpResponse:
    """The guest leaves: the visit ends here and in the browser."""
    actions.end_guest_visit(by=Guest(door.invitation_for(request)))
    request.session.flush()
    return page(request, "meetings/guest_sent.jinja", title="You have left the meeting’s page")
