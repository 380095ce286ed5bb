"""Addresses of the `people` room."""

from django.urls import path

from roth.people import editing, views
from roth.people.merging import views as merging

app_name = "people"
urlpatterns = [
    path("young-people/", views.young_people, name="list"),
    path("young-people/add/", editing.add, name="add"),
    path("young-people/add/alike/", editing.alike, name="alike"),
    path("young-people/<str:ref>/", views.young_person, name="young_person"),
    path("young-people/<str:ref>/edit/", editing.edit, name="edit"),
    path("young-people/<str:ref>/own-words/", editing.own_words, name="own_words"),
    path("young-people/<str:ref>/family/", editing.family, name="family"),
    path("young-people/<str:ref>/trusted-adults/", editing.trusted_adults, name="trusted_adults"),
    path("young-people/<str:ref>/allocate/", editing.allocate, name="allocate"),
    path("young-people/<str:ref>/restrict/", editing.restrict, name="restrict"),
    path("young-people/<str:ref>/lift-restriction/", editing.lift_restriction, name="lift_restriction"),
    path("young-people/<str:ref>/declare-conflict/", editing.declare_conflict, name="declare_conflict"),
    path("young-people/<str:ref>/history/", views.history, name="history"),
    path("young-people/<str:ref>/merge/", merging.choose, name="merge"),
    path("young-people/<str:ref>/merge/<str:other>/", merging.propose, name="merge_with"),
    path("merges/<int:number>/", merging.decide, name="merge_decide"),
    path("merges/<int:number>/undo/", merging.undo, name="merge_undo"),
]
