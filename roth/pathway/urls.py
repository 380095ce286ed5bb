"""Addresses of the steps, all below a young person's record."""

from django.urls import include, path

from roth.pathway import alongside, correction_views, decisions, limits, turns, views

app_name = "pathway"

_BELOW = [
    path("steps/", views.steps, name="steps"),
    path("clock/<int:number>/", limits.explain_clock, name="explain_clock"),
    path("clock/<int:number>/done/", limits.finish_clock, name="finish_clock"),
    path("referral/new/", views.refer, name="refer"),
    path("referral/", views.referral, name="referral"),
    path("referral/edit/", views.referral_edit, name="referral_edit"),
    path("triage/", views.triage, name="triage"),
    path("strategy-discussion/", decisions.strategy, name="strategy"),
    path("strategy-discussion/call/", decisions.call_strategy, name="call_strategy"),
    path("strategy-discussion/<int:number>/", decisions.strategy_record, name="strategy_record"),
    path("enquiry/", decisions.enquiry, name="enquiry"),
    path("enquiry/authorise/", decisions.authorise_enquiry, name="authorise_enquiry"),
    path("pathway-decision/", decisions.decide, name="decide"),
    path("beside/", alongside.alongside, name="alongside"),
    path("beside/new/", alongside.begin, name="overlay_begin"),
    path("beside/<int:number>/end/", alongside.end, name="overlay_end"),
    path("beside/<int:number>/return-interview/", alongside.return_interview, name="return_interview"),
    path("visit/", alongside.visit, name="visit"),
    path("corrections/", correction_views.list_corrections, name="corrections"),
    path("corrections/<str:about>/<int:key>/", correction_views.correct, name="correct"),
    path("take-over/", turns.take_over, name="take_over"),
    *(path(f"next/{name.replace('_', '-')}/", turns.turn_page(name), name=name) for name in turns.TURNS),
]

urlpatterns = [path("young-people/<str:ref>/", include(_BELOW))]
