"""Addresses of a young person's plan."""

from django.urls import include, path

from roth.plans import alive, carried, editing, views

app_name = "plans"

_plan = [
    path("", views.plan, name="plan"),
    path("pause/", editing.pause, name="pause"),
    path("goals/add/", editing.goal_add, name="goal_add"),
    path("goals/<int:key>/", editing.goal, name="goal"),
    path("goals/<int:key>/remove/", editing.goal_remove, name="goal_remove"),
    path("actions/add/", editing.action_add, name="action_add"),
    path("actions/<int:key>/", editing.action, name="action"),
    path("actions/<int:key>/remove/", editing.action_remove, name="action_remove"),
    path("actions/<int:key>/progress/", alive.progress, name="progress"),
    path("measures/add/", editing.measure_add, name="measure_add"),
    path("measures/<int:key>/", editing.measure, name="measure"),
    path("measures/<int:key>/remove/", editing.measure_remove, name="measure_remove"),
    path("measures/<int:key>/reading/", alive.reading, name="reading"),
    path("core-group/", editing.core_group, name="core_group"),
    path("core-group/held/", carried.core_group_held, name="core_group_held"),
    path("detailed/", carried.detailed, name="detailed"),
    path("actions/<int:key>/go-on/", carried.extend, name="extend"),
    path("moves/add/", carried.move_add, name="move_add"),
    path("moves/<int:key>/", carried.move, name="move"),
    path("moves/<int:key>/change/", carried.move_change, name="move_change"),
    path("contingency/", editing.contingency, name="contingency"),
    path("unanswered/", views.unanswered, name="unanswered"),
    path("unanswered/<slug:rule>/<str:subject>/", views.answer, name="answer"),
    path("not-to-act/<str:subject>/", views.not_to_act, name="not_to_act"),
    path("in-force/", views.in_force, name="in_force"),
]
urlpatterns = [
    path("young-people/<str:ref>/plan/", include(_plan)),
    path("my-actions/", alive.mine, name="mine"),
]
