"""Addresses of a review of a young person's plan."""

from django.urls import path

from roth.reviews import views

app_name = "reviews"
urlpatterns = [
    path("young-people/<str:ref>/review/", views.review, name="review"),
    path("young-people/<str:ref>/review/now/", views.rate, name="rate"),
    path("young-people/<str:ref>/review/ending/", views.ending, name="ending"),
    path("young-people/<str:ref>/review/decide/", views.decide, name="decide"),
]
