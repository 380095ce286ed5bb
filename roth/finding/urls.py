"""Addresses of the `finding` room."""

from django.urls import path

from roth.finding import views

app_name = "finding"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/around/", views.around, name="around"),
]
