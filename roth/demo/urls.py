"""Addresses of the demo. `config.urls` includes them only where settings.DEMO is on."""

from django.urls import path

from roth.demo import views

app_name = "demo"
urlpatterns = [path("demo/cast/", views.cast, name="cast")]
