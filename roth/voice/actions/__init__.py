"""Every write of this room. Words that were said are kept as they are; nothing here edits them."""

from roth.voice.actions.pages import (
    DEVICE_MINUTES,
    end_tie,
    hand_back,
    hand_over,
    make_tie,
    pause_tie,
    reopen_tie,
    show,
)
from roth.voice.actions.saying import choose_readers, reply, say, say_of_plan, write_beside
from roth.voice.actions.taking_part import (
    answer_offer,
    give_feedback,
    make_safety_map,
    offer_advocate,
    record_talk,
    wish_to_take_part,
)

__all__ = (
    "DEVICE_MINUTES",
    "answer_offer",
    "choose_readers",
    "end_tie",
    "give_feedback",
    "hand_back",
    "hand_over",
    "make_safety_map",
    "make_tie",
    "offer_advocate",
    "pause_tie",
    "record_talk",
    "reopen_tie",
    "reply",
    "say",
    "say_of_plan",
    "show",
    "wish_to_take_part",
    "write_beside",
)
