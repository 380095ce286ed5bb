"""Addresses of both chronologies, below a young person's record."""

from django.urls import path

from roth.chronology import views

app_name = "chronology"
_BELOW = "young-people/<str:ref>/chronology/"
urlpatterns = [
    path(_BELOW, views.curated, name="curated"),
    path(f"{_BELOW}everything/", views.generated, name="generated"),
    path(f"{_BELOW}write/", views.write, name="write"),
    path(f"{_BELOW}share/", views.share, name="share"),
    path(f"{_BELOW}<int:number>/", views.change, name="change"),
    path(f"{_BELOW}<int:number>/add/", views.add, name="add"),
]
