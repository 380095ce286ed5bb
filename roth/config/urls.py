"""Which room answers which address. Addresses inside a room belong in the room's `urls.py`."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

ROOMS = [
    "work",
    "people",
    "finding",
    "chronology",
    "accounts",
    "pathway",
    "contacts",
    "contexts",
    "timetable",
    "assessments",
    "meetings",
    "disagreements",
    "plans",
    "voice",
    "reviews",
    "drafts",
    "ui",
]
if settings.DEMO:
    ROOMS.append("demo")

urlpatterns = [
    *(path("", include(f"roth.{room}.urls")) for room in ROOMS if find_spec(f"roth.{room}.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = "roth.ui.errors.bad_request"
handler403 = "roth.ui.errors.forbidden"
handler404 = "roth.ui.errors.not_found"
handler500 = "roth.ui.errors.failed"
