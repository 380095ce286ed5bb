"""Addresses of people and their roles, elevated access, looking as an agency, and what users see about themselves."""

from django.urls import path

from roth.accounts import views
from roth.accounts.views import elevation, view_as

app_name = "accounts"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("people-and-roles/", views.users, name="users"),
    path("people-and-roles/add/", views.user_add, name="user_add"),
    path("people-and-roles/teams/add/", views.team_add, name="team_add"),
    path("people-and-roles/agencies/add/", views.agency_add, name="agency_add"),
    path("people-and-roles/<int:key>/", views.user, name="user"),
    path("people-and-roles/<int:key>/roles/add/", views.membership_add, name="membership_add"),
    path("people-and-roles/<int:key>/roles/<int:membership>/end/", views.membership_end, name="membership_end"),
    path("elevated-access/", elevation.elevate, name="elevate"),
    path("elevated-access/review/", elevation.elevations, name="elevations"),
    path("elevated-access/<int:key>/end/", elevation.end_elevation, name="end_elevation"),
    path("view-as/", view_as.agencies, name="view_as"),
    path("view-as/<int:key>/start/", view_as.start, name="view_as_start"),
    path("view-as/end/", view_as.end, name="view_as_end"),
    # allauth would let people change the address they sign in with, or tie another account to it. Administrators do
    # that here, so its pages are shut; these stand before allauth's own in `config.urls`.
    path("accounts/email/", views.closed, name="closed_email"),
    path("accounts/3rdparty/", views.closed, name="closed_connections"),
]
