"""Addresses of the `work` room. No namespace: `home` is where every sign-in leads."""

from django.urls import path

from roth.work import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tasks/<int:number>/", views.task, name="task"),
    path("tasks/<int:number>/hand-over/", views.hand_over, name="task_hand_over"),
    path("young-people/<str:ref>/cp-is/", views.cpis_notices, name="cpis_notices"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read_all_notices"),
    path("notices/settings/", views.notice_settings, name="notice_settings"),
    path("notices/<int:number>/read/", views.read_notice, name="read_notice"),
]
