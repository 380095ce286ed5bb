"""Pages for what went wrong with a request. None says whether a record exists; the last reads no data at all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import loader

from roth.domain.errors import Moved
from roth.drafts import actions, tokens
from roth.ui.pages import SeeOther, page


def _refusal(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return page(request, "layouts/refusal.jinja", status=status, title=title, sentence=sentence, missing=(), back="")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: an address that is not there and a record that is not yours are the same page, to the letter."""
    return _refusal(
        request,
        404,
        "Page not found",
        "There is no such page, or it is not yours to see. Check the address if you typed it.",
    )


def moved(request: HttpRequest, error: Moved) -> HttpResponse:
    """The same page of the record that this one was joined to. What was typed is kept and offered there."""
    path = "/".join(error.new if part.upper() == error.old else part for part in request.get_full_path().split("/"))
    slip = tokens.read(request.POST.get("draft_token", ""))
    if slip and slip.user_id == request.user.pk:
        key = ":".join(error.new if part == error.old else part for part in slip.key.split(":"))
        actions.save_draft(user_id=slip.user_id, key=key, data=request.POST)
    kept = " Nothing was saved; your words are kept below." if slip else ""
    messages.info(request, f"{error.old} was found to be about the same young person as {error.new}.{kept}")
    return SeeOther(path)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from Django itself; a refusal of ours says its own reason."""
    return _refusal(
        request, 403, "You cannot do this", "Your account does not allow it. Your team manager can say why."
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _refusal(
        request, 400, "That did not make sense", "What the browser sent could not be read. Go back and try again."
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form belongs to an earlier session. Its words are kept for their writer, who is shown them again."""
    slip = tokens.read(request.POST.get("draft_token", ""))
    if slip and request.user.is_authenticated and slip.user_id == request.user.pk:
        actions.save_draft(user_id=slip.user_id, key=slip.key, data=request.POST)
        messages.info(request, "You signed in again after opening this page. Your words are kept below: save them now.")
        return SeeOther(slip.path)
    return _refusal(
        request,
        403,
        "Open the page again",
        "You signed in again after opening that page. Open it again, then send the form.",
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500: fixed text, no session, no database, because any of these may be what failed."""
    return HttpResponse(loader.render_to_string("errors/500.html"), status=500)
