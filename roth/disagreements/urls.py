"""Addresses of disagreements with a young person's conference."""

from django.urls import path

from roth.disagreements import views

app_name = "disagreements"

_ALL = "young-people/<str:ref>/disagreements/"
urlpatterns = [
    path(_ALL, views.disagreements, name="list"),
    path(f"{_ALL}raise/", views.raise_dissent, name="raise"),
    path(f"{_ALL}raise/<int:number>/", views.take_further, name="take_further"),
    path(f"{_ALL}dissent/<int:number>/", views.dissent, name="dissent"),
    path(f"{_ALL}dissent/<int:number>/<str:code>/", views.move_dissent, name="move_dissent"),
    path(f"{_ALL}complain/", views.complain, name="complain"),
    path(f"{_ALL}complaints/<int:number>/", views.complaint, name="complaint"),
    path(f"{_ALL}complaints/<int:number>/<str:code>/", views.move_complaint, name="move_complaint"),
]
