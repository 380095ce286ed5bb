"""Where a page sends what is being typed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from roth.drafts import actions, tokens
from roth.ui.formats import clock_time


# Neither a session nor a CSRF token is asked for, because both may be gone: the signed slip is the proof, and a
# stranger cannot make one. The answer says when the words were kept and no more.
@csrf_exempt
@login_not_required
@require_POST
def save(request: HttpRequest) -> JsonResponse:
    """Keep what was typed, for the person the page was made for."""
    slip = tokens.read(request.POST.get("draft_token", ""))
    if slip is None:
        return JsonResponse(
            {"why": "This page is too old to keep your words. Copy them, then open it again."}, status=403
        )
    kept = actions.save_draft(user_id=slip.user_id, key=slip.key, data=request.POST)
    if kept is None:
        return JsonResponse({"why": "This is too long to keep by itself. Save it now."}, status=413)
    return JsonResponse({"kept": clock_time(kept.saved_at), "signed_in": request.user.pk == slip.user_id})
