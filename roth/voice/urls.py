"""Addresses of what was said: in a record for those who work with it, and pages of their own that name nobody."""

from django.urls import path

from roth.voice import own_views, pages_views, views

app_name = "voice"

_ONE = "young-people/<str:ref>/voice/"
urlpatterns = [
    # For whoever works with the record
    path("voice/", views.waiting, name="waiting"),
    path(_ONE, views.said, name="said"),
    path(f"{_ONE}write/", views.write, name="write"),
    path(f"{_ONE}said/<int:number>/reply/", views.reply, name="reply"),
    path(f"{_ONE}said/<int:number>/beside/", views.beside, name="beside"),
    path(f"{_ONE}said/<int:number>/readers/", views.readers, name="readers"),
    path(f"{_ONE}taking-part/", views.taking_part, name="taking_part"),
    path(f"{_ONE}taking-part/write/", views.wish, name="wish"),
    path(f"{_ONE}advocate/", views.advocate, name="advocate"),
    path(f"{_ONE}talk/", views.talk, name="talk"),
    path(f"{_ONE}feedback/", views.feedback, name="feedback"),
    path(f"{_ONE}maps/", views.maps, name="maps"),
    path(f"{_ONE}maps/make/", views.make_map, name="make_map"),
    path(f"{_ONE}pages/", pages_views.pages, name="pages"),
    path(f"{_ONE}pages/add/", pages_views.add, name="tie_add"),
    path(f"{_ONE}pages/<int:number>/end/", pages_views.end, name="tie_end"),
    path(f"{_ONE}pages/<int:number>/shut/", pages_views.shut, name="tie_shut"),
    path(f"{_ONE}pages/<int:number>/open/", pages_views.reopen, name="tie_open"),
    path(f"{_ONE}pages/shows/<str:audience>/", pages_views.shows, name="shows"),
    path(f"{_ONE}device/", pages_views.device, name="device"),
    # Pages of one's own: no address says whose
    path("mine/", own_views.mine, name="mine"),
    path("mine/choose/", own_views.choose, name="choose"),
    path("mine/say/", own_views.say, name="say"),
    path("mine/said/<int:number>/", own_views.who_reads, name="who_reads"),
    path("mine/meeting/", own_views.my_part, name="my_part"),
    path("mine/plan/<int:number>/", own_views.my_item, name="my_item"),
    path("mine/map/", own_views.my_map, name="my_map"),
    path("mine/feedback/", own_views.my_feedback, name="my_feedback"),
    path("mine/advocate/", own_views.my_advocate, name="my_advocate"),
    path("mine/leave/", own_views.leave, name="leave"),
    path("mine/back/", own_views.hand_back, name="hand_back"),
]
