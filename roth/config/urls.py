"""Which room answers which address. Addresses inside a room belong in the room's `urls.py`."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
