"""Addresses of people and their roles, of elevated access, and of what a user sees about themselves."""

from django.urls import path

from roth.accounts import views
from roth.accounts.views import elevation

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
    # allauth would let people change the address they sign in with, or tie another account to it. Administrators do
    # that here, so its pages are shut; these stand before allauth's own in `config.urls`.
    path("accounts/email/", views.closed, name="closed_email"),
    path("accounts/3rdparty/", views.closed, name="closed_connections"),
]
