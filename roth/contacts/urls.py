"""Addresses of the front door."""

from django.urls import path

from roth.contacts import becoming, views

app_name = "contacts"
urlpatterns = [
    path("contacts/", views.contacts, name="list"),
    path("contacts/new/", views.add, name="add"),
    path("contacts/<str:ref>/", views.contact, name="contact"),
    path("contacts/<str:ref>/edit/", views.edit, name="edit"),
    path("contacts/<str:ref>/accept/", views.accept, name="accept"),
    path("contacts/<str:ref>/advice/", views.advise, name="advise"),
    path("contacts/<str:ref>/young-person/", becoming.name_record, name="name_record"),
    path("contacts/<str:ref>/young-person/new/", becoming.add_person, name="add_person"),
    path("contacts/<str:ref>/referral/", becoming.refer, name="refer"),
    path("contacts/<str:ref>/join/", becoming.join, name="join"),
]
