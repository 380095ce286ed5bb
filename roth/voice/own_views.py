"""A page of one's own: what people will do, what I said and what happened, and a way to say something.

Read on a phone, perhaps over somebody's shoulder: no address, title or heading of the browser names anybody, and there
is a way to leave fast. Whose page it is comes from `access.own_page_of`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from roth.accounts.models import User
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.voice import OfferState
from roth.ui.pages import SeeOther, form_page, page
from roth.voice import access, actions, own_forms, own_present, present, selectors
from roth.voice.access import CHOSEN, HANDED, Own
from roth.voice.models import Said

LAYOUT: Final = "voice/own.jinja"
ELSEWHERE: Final = "https://www.bbc.co.uk/weather"  # where "Exit this page" leads, as the GOV.UK component does
View = Callable[..., HttpResponse]


def _own(view: Callable[..., HttpResponse]) -> View:
    """A view of somebody's own page: it receives whose. Django asks no sign-in here; `wall` does."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
        try:
            own = access.own_page_of(request)
        except access.SeveralPages:
            return SeeOther(reverse("voice:choose"))
        except NotVisible:
            if HANDED not in request.session:
                return _no_page_yet(request)
            request.session.flush()  # the device's time is over: nothing of the young person's stays on it
            return SeeOther(reverse("account_login"))
        return view(request, own, **parts)

    return answer


def _no_page_yet(request: HttpRequest) -> HttpResponse:
    """What somebody reads who has no page, or whose page has closed. Anybody else learns nothing of such a page."""
    if not isinstance(request.user, User) or not access.has_only_own_pages(request.user):
        raise NotVisible
    title, leave = "There is no page for you here yet", reverse("voice:leave")
    return page(request, "voice/no_page.jinja", status=404, title=title, own=None, exit_url=leave)


@require_GET
@_own
def mine(request: HttpRequest, own: Own) -> HttpResponse:
    """The page itself."""
    today, person = timezone.localdate(), own.young_person
    shown = selectors.shown_to(person, selectors.audience_of(own))
    meeting = selectors.meeting_of(person)
    said = own_present.heard(selectors.own_words(own), today)
    released = next((each.words for each in shown if meeting and each.meeting_id == meeting.pk), "")
    invited = selectors.invited_to(meeting) if meeting else []
    return _page(
        request,
        own,
        "voice/mine.jinja",
        "My page",
        words=own_present.words_for(own),
        promises=own_present.promises(shown, today),
        heard=said,
        meet=own_present.meet(meeting, invited, released, own=own),
        worker=selectors.worker_of(person),
        offer=selectors.advocate_offer(person) if own.is_self else None,
        from_child=selectors.released_to_parents(person) if own.is_parent else [],
    )


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Somebody with several pages says which: a parent of two, an advocate."""
    if not isinstance(request.user, User):
        raise NotVisible
    ties = selectors.open_ties_of(request.user)
    if not ties:
        raise NotVisible
    if request.method == "POST":
        chosen = next((tie for tie in ties if str(tie.pk) == request.POST.get("page")), None)
        if chosen is None:
            raise NotVisible
        request.session[CHOSEN] = chosen.pk
        return SeeOther(reverse("voice:mine"))
    names = [(tie.pk, present.name_of(tie.young_person)) for tie in ties]
    return page(
        request, "voice/choose.jinja", title="Whose page", names=names, own=None, exit_url=reverse("voice:leave")
    )


@_own
def say(request: HttpRequest, own: Own) -> HttpResponse:
    """Say something."""
    form = own_forms.SayForm if own.is_self or own.is_parent else own_forms.AdvocateSaysForm
    initial = [] if own.is_parent else ["advocate"]

    def save(data: dict[str, Any]) -> Said:
        readers = data.pop("shown_to")
        if not (own.is_self or own.is_parent):
            readers = [*readers, "advocate"]
        return actions.say(
            by=own.by, young_person=own.young_person, speaker=own.speaker.value, shown_to=readers, **data
        )

    return _form(
        request,
        own,
        "say",
        form_class=form,
        form_kwargs={"parent": own.is_parent},
        initial={"shown_to": initial, "about": request.GET.get("about", "")},
        save=save,
        title=own_present.words_for(own).say,
        button="Send",
        said="Sent. It is kept as you wrote it, and somebody has to answer it.",
    )


@_own
def who_reads(request: HttpRequest, own: Own, number: int) -> HttpResponse:
    """Who else may read something I said."""
    if not (own.is_self or own.is_parent):
        raise NotVisible  # an advocate does not choose for them
    said = access.own_said(own, number)
    return _form(
        request,
        own,
        f"who:{said.pk}",
        form_class=own_forms.WhoReadsForm,
        form_kwargs={"parent": own.is_parent},
        initial={"shown_to": [audience.value for audience in selectors.sees(said)]},
        save=lambda data: actions.choose_readers(by=own.by, said=said, **data),
        title="Who can read this",
        template="voice/who_reads.jinja",
        said_words=said.words,
        said="That is changed.",
    )


@_own
def my_part(request: HttpRequest, own: Own) -> HttpResponse:
    """How I want to take part in my meeting."""
    if not (own.is_self or own.is_parent):
        raise NotVisible
    wish = selectors.own_wish(own)
    form = own_forms.ParentPartForm if own.is_parent else own_forms.PartForm
    return _form(
        request,
        own,
        "my-part",
        form_class=form,
        initial={name: getattr(wish, name) for name in form.base_fields} if wish else None,
        save=lambda data: actions.wish_to_take_part(
            by=own.by, young_person=own.young_person, speaker=own.speaker.value, wish=data
        ),
        title=own_present.words_for(own).meeting,
        said="Thank you. Your worker and the person who runs the meeting can see this.",
    )


@_own
def my_item(request: HttpRequest, own: Own, number: int) -> HttpResponse:
    """Agree, or not, with one thing that somebody will do."""
    shown = next(
        (each for each in selectors.shown_to(own.young_person, selectors.audience_of(own)) if each.pk == number), None
    )
    if shown is None or shown.action is None or not (own.is_self or own.is_parent):
        raise NotVisible
    return _form(
        request,
        own,
        f"item:{number}",
        form_class=own_forms.ItemForm,
        save=lambda data: actions.say_of_plan(
            by=own.by, young_person=own.young_person, speaker=own.speaker.value, shown_key=number, **data
        ),
        title="What I think of this",
        template="voice/item.jinja",
        item_words=shown.words,
        button="Send",
        said="Sent. It is kept as you wrote it, and somebody has to answer it.",
    )


@_own
def my_map(request: HttpRequest, own: Own) -> HttpResponse:
    """My safety map: the one I made, and a new one."""
    if not own.is_self:
        raise NotVisible
    found = present.maps(selectors.maps_of(own.young_person))
    return _form(
        request,
        own,
        "my-map",
        form_class=own_forms.MapForm,
        save=lambda data: actions.make_safety_map(by=own.by, young_person=own.young_person, **data),
        title="Places where I feel safe",
        template="voice/my_map.jinja",
        maps=found[:1],
        button="Keep this map",
        said="Your map is kept.",
    )


@_own
def my_feedback(request: HttpRequest, own: Own) -> HttpResponse:
    """How it is going."""
    if not (own.is_self or own.is_parent):
        raise NotVisible
    return _form(
        request,
        own,
        "my-feedback",
        form_class=own_forms.FeedbackForm,
        form_kwargs={"speaker": own.speaker.value},
        save=lambda data: actions.give_feedback(
            by=own.by,
            young_person=own.young_person,
            speaker=own.speaker.value,
            words=data.pop("words"),
            answers={code: answer for code, answer in data.items() if answer},
        ),
        title="How is it going?",
        button="Send",
        said="Thank you. It is kept as you answered it.",
    )


@_own
def my_advocate(request: HttpRequest, own: Own) -> HttpResponse:
    """Do I want an advocate?"""
    if not own.is_self:
        raise NotVisible
    offer = selectors.advocate_offer(own.young_person)
    if offer is None or offer.state == OfferState.MET:
        raise NotPossible("There is nothing to answer here now. Ask your worker for an advocate at any time.")
    return _form(
        request,
        own,
        "my-advocate",
        form_class=own_forms.AdvocateForm,
        save=lambda data: actions.answer_offer(
            by=own.by, young_person=own.young_person, on=timezone.localdate(), **data
        ),
        title="An advocate for you",
        template="voice/my_advocate.jinja",
        button="Send",
        said="Sent. Your worker will see your answer.",
    )


@require_GET
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Exit this page: the session ends, a handed-over device too, and the browser is somewhere harmless.

    A link, so that it works without a script; and by GET, because leaving fast must not fail. It changes nothing else.
    """
    _end_here(request)
    return HttpResponseRedirect(ELSEWHERE)


@require_POST
@login_not_required
def hand_back(request: HttpRequest) -> HttpResponse:
    """Give the device back. The worker signs in to go on; nothing of the young person's stays in the session."""
    if HANDED not in request.session:
        raise NotVisible
    _end_here(request)
    return SeeOther(reverse("account_login"))


# --- Parts ------------------------------------------------------------------------------------------------------------
def _end_here(request: HttpRequest) -> None:
    handover = selectors.live_handover(request.session.get(HANDED, 0))
    if handover is not None:
        actions.hand_back(by=handover)
    logout(request)


def _around(own: Own) -> dict[str, Any]:
    return {"own": own, "base_layout": LAYOUT, "exit_url": reverse("voice:leave")}


def _page(request: HttpRequest, own: Own, template: str, title: str, **context: Any) -> HttpResponse:
    return page(request, template, title=title, **_around(own), **context)


def _form(
    request: HttpRequest, own: Own, key: str, *, template: str = "layouts/form.jinja", **kwargs: Any
) -> HttpResponse:
    """A form on somebody's own page. On a worker's device no draft is kept: it would be nobody's."""
    home = reverse("voice:mine")
    key = f"own:{own.tie.pk if own.tie else 0}:{key}"
    draft = not own.shared_device
    return form_page(
        request, key=key, template=template, success=home, back=home, draft=draft, **_around(own), **kwargs
    )
