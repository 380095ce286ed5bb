"""Addresses of an assessment, all below its young person."""

from django.urls import path

from roth.assessments import views

app_name = "assessments"
BELOW = "young-people/<slug:ref>/assessment/"
urlpatterns = [
    path(BELOW, views.assessment, name="assessment"),
    path(f"{BELOW}start/", views.start, name="start"),
    path(f"{BELOW}section/<slug:key>/", views.section, name="section"),
    path(f"{BELOW}weights/<slug:view>/", views.weights, name="weights"),
    path(f"{BELOW}authorise/", views.authorise, name="authorise"),
    path(f"{BELOW}<slug:kind>/add/", views.part_add, name="part_add"),
    path(f"{BELOW}<slug:kind>/<int:number>/", views.part, name="part"),
    path(f"{BELOW}<slug:kind>/<int:number>/remove/", views.part_remove, name="part_remove"),
]
