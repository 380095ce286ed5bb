"""Addresses of the `work` room. No namespace: `home` is where every sign-in leads."""

from django.urls import path

from roth.work import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tasks/<int:number>/", views.task, name="task"),
    path("tasks/<int:number>/hand-over/", views.hand_over, name="task_hand_over"),
    path("notices/<int:number>/read/", views.read_notice, name="read_notice"),
]
