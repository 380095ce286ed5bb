"""Addresses of the limits, why something is due, and what a site has made of them."""

from django.urls import path

from roth.timetable import views

app_name = "timetable"
urlpatterns = [
    path("clocks/", views.clocks, name="clocks"),
    path("clocks/counting/", views.counting, name="counting"),
    path("clocks/bank-holidays/", views.holidays, name="holidays"),
    path("clocks/bank-holidays/change/", views.holiday_change, name="holiday_change"),
    path("clocks/<slug:code>/", views.clock, name="clock"),
    path("clocks/<slug:code>/set/", views.limit, name="limit"),
]
