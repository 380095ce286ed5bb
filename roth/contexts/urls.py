"""Addresses of contexts, and of what a context is to one young person."""

from django.urls import path

from roth.contexts import views

app_name = "contexts"
urlpatterns = [
    path("contexts/", views.contexts, name="list"),
    path("contexts/add/", views.add, name="add"),
    path("contexts/<slug:ref>/", views.context, name="context"),
    path("contexts/<slug:ref>/edit/", views.edit, name="edit"),
    path("contexts/<slug:ref>/reach/add/", views.reach, name="reach"),
    path("contexts/<slug:ref>/reach/<int:number>/", views.reach_change, name="reach_change"),
    path("young-people/<slug:ref>/contexts/", views.links, name="links"),
    path("young-people/<slug:ref>/contexts/link/", views.link, name="link"),
    path("young-people/<slug:ref>/contexts/<int:number>/", views.link_change, name="link_change"),
]
