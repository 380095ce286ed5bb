"""Addresses of the `work` room. No namespace: `home` is where every sign-in leads."""

from django.urls import path

from roth.work import views

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/<int:number>/read/", views.read_notice, name="read_notice"),
]
