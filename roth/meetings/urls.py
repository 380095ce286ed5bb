"""Addresses of conferences: the user's list, and the conference of one young person."""

from django.urls import path

from roth.meetings import views

app_name = "meetings"

_ONE = "young-people/<str:ref>/conference/"
urlpatterns = [
    path("meetings/", views.meetings, name="list"),
    path(_ONE, views.conference, name="conference"),
    path(f"{_ONE}book/", views.book, name="book"),
    path(f"{_ONE}invite/", views.invite, name="invite"),
    path(f"{_ONE}invitations/<int:number>/", views.invitation, name="invitation"),
    path(f"{_ONE}invitations/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{_ONE}attendance/", views.attendance, name="attendance"),
    path(f"{_ONE}record/", views.record, name="record"),
    path(f"{_ONE}decide/", views.decide, name="decide"),
]
