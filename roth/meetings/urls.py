"""Addresses of conferences: the user's list, and the conference of one young person."""

from django.urls import path

from roth.meetings import views

app_name = "meetings"

_ONE = "young-people/<str:ref>/conference/"
urlpatterns = [
    path("meetings/", views.meetings, name="list"),
    path(_ONE, views.conference, name="conference"),
    path(f"{_ONE}book/", views.book, name="book"),
    path(f"{_ONE}move/", views.move, name="move"),
    path(f"{_ONE}cancel/", views.cancel, name="cancel"),
    path(f"{_ONE}ask-for-a-review/", views.ask_review, name="ask_review"),
    path(f"{_ONE}agree/", views.agree_review, name="agree_review"),
    path(f"{_ONE}earlier/<int:number>/", views.earlier, name="earlier"),
    path("young-people/<str:ref>/apart/", views.apart, name="apart"),
    path("young-people/<str:ref>/apart/add/", views.apart_add, name="apart_add"),
    path("young-people/<str:ref>/apart/<int:number>/end/", views.apart_end, name="apart_end"),
    path(f"{_ONE}invite/", views.invite, name="invite"),
    path(f"{_ONE}invitations/<int:number>/link/", views.send_link, name="send_link"),
    path(f"{_ONE}answer/", views.answer, name="answer"),
    path(f"{_ONE}calendar/", views.calendar, name="calendar"),
    path(f"{_ONE}replies/", views.calendar_reply, name="calendar_reply"),
    path("guests/<str:token>/", views.guest_link, name="guest_link"),
    path("guest/", views.guest, name="guest"),
    path("guest/answer/", views.guest_answer, name="guest_answer"),
    path("guest/calendar/", views.guest_calendar, name="guest_calendar"),
    path("guest/leave/", views.guest_leave, name="guest_leave"),
    path(f"{_ONE}invitations/<int:number>/", views.invitation, name="invitation"),
    path(f"{_ONE}invitations/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{_ONE}attendance/", views.attendance, name="attendance"),
    path(f"{_ONE}record/", views.record, name="record"),
    path(f"{_ONE}room/", views.room, name="room"),
    path(f"{_ONE}room/live/", views.live, name="live"),
    path(f"{_ONE}room/start/", views.start, name="start"),
    path(f"{_ONE}room/<int:item>/", views.item, name="item"),
    path(f"{_ONE}room/<int:item>/show/", views.show, name="show"),
    path(f"{_ONE}room/options/add/", views.option_add, name="option_add"),
    path(f"{_ONE}room/options/<int:number>/", views.option, name="option"),
    path(f"{_ONE}room/actions/add/", views.action_add, name="action_add"),
    path(f"{_ONE}room/actions/<int:number>/", views.action, name="action"),
    path(f"{_ONE}room/dissent/add/", views.dissent_add, name="dissent_add"),
    path(f"{_ONE}room/dissent/<int:number>/", views.dissent, name="dissent"),
    path(f"{_ONE}letter/send/", views.send_letter, name="send_letter"),
    path(f"{_ONE}letter/<str:audience>/", views.letter, name="letter"),
    path(f"{_ONE}minutes/", views.minutes, name="minutes"),
    path(f"{_ONE}minutes/edit/", views.edit_minutes, name="edit_minutes"),
    path(f"{_ONE}minutes/correct/", views.correct, name="correct"),
    path(f"{_ONE}minutes/corrections/<int:number>/", views.answer_correction, name="answer_correction"),
    path(f"{_ONE}minutes/approve/", views.approve_minutes, name="approve_minutes"),
    path(f"{_ONE}minutes/send/", views.send_minutes, name="send_minutes"),
    path(f"{_ONE}minutes/close/", views.close_record, name="close_record"),
    path(f"{_ONE}minutes/add/", views.add_to_record, name="add_to_record"),
    path(f"{_ONE}decide/", views.decide, name="decide"),
]
