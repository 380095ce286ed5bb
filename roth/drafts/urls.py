"""Addresses of the `drafts` room."""

from django.urls import path

from roth.drafts import views

app_name = "drafts"
urlpatterns = [path("drafts/", views.save, name="save")]
