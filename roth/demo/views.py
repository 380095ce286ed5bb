"""One-click sign-in as one of the cast. It exists in the demo only, and looks twice: the address and here."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from roth.accounts import selectors
from roth.demo.cast import OTHER_SITE, PARTS, SITE
from roth.domain.errors import NotVisible
from roth.ui.pages import page


@login_not_required
@require_http_methods(["GET", "POST"])
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone in the cast with what they do; the chosen one is signed in. Not there at all outside the demo."""
    if not settings.DEMO:
        raise NotVisible
    if request.method == "POST":
        part = PARTS.get(request.POST.get("part", ""))
        user = selectors.user_with_email(part.email) if part else None
        if user is None or not user.is_active:
            raise NotVisible
        login(request, user)
        return redirect("home")
    groups = ((SITE[1], False), (OTHER_SITE[1], True))
    sites = [(name, [(key, p) for key, p in PARTS.items() if p.elsewhere is away]) for name, away in groups]
    return page(request, "demo/cast.jinja", title="Sign in as one of the cast", sites=sites)
