"""Addresses of the `ui` room: the gallery alone."""

from django.urls import path

from roth.ui import gallery

app_name = "ui"
urlpatterns = [path("gallery/", gallery.gallery, name="gallery")]
