"""Kinds that follow from a date: a clock of the pathway, a birthday, the age of a plan, an action's day.

When, to whom and to whom next follow `pathway.md` 14, which is inferred and ours to improve. Where it names nobody's
delay, those next in line hear one working day after the limit. A sentence stays true until the next one is due, since a
sweep may come late: "today" is said only where the next morning says something else.
"""

from typing import Final

from roth.domain.notifications.parts import Anchor, Kind, Moment, To, Unit

_LATE: Final = "It is late."
_RAISED: Final = "It is late, and you are asked to help it along."


def _late(*to: To, says: str = _LATE) -> Moment:
    """The morning after the last day that keeps the limit."""
    return Moment(to, says, 1, Unit.DAYS, Anchor.LIMIT)


def _raised(*to: To, after: int = 1, anchor: Anchor = Anchor.LIMIT, says: str = _RAISED) -> Moment:
    """Those next in line, where nothing has happened."""
    return Moment(to, says, after, anchor=anchor, raised=True)


def _before(number: int, *to: To, says: str = "") -> Moment:
    return Moment(to, says or f"It is due within {number} working days.", -number)


def _working_day(number: int, *to: To, says: str) -> Moment:
    return Moment(to, says, number, anchor=Anchor.START)


CLOCK_KINDS: Final = (
    Kind(
        "N01",
        "Referral undecided",
        "A referral waits for a decision.",
        ("clock.T01",),
        (
            Moment((To.DUTY, To.MANAGER), "It is due by the end of today.", -4, Unit.HOURS),
            _late(To.DUTY, To.MANAGER),
            _raised(To.HEAD_OF_SERVICE),
        ),
        leads="pathway:steps",
    ),
    Kind(
        "N03",
        "Assessment due",
        "An assessment is not authorised yet.",
        ("clock.T03",),
        (
            _working_day(30, To.WORKER, To.MANAGER, says="Working day 30 of 45 has come."),
            _working_day(40, To.WORKER, To.MANAGER, says="Working day 40 of 45 has come."),
            _working_day(45, To.WORKER, To.MANAGER, says="Today is its last day."),
            _late(To.WORKER, To.MANAGER),
            _raised(To.HEAD_OF_SERVICE),
        ),
        leads="assessments:assessment",
    ),
    Kind(
        "N05",
        "Conference not booked",
        "A conference that was decided on has no day yet.",
        ("clock.T11",),
        (
            _working_day(3, To.MANAGER, To.COORDINATOR, says="Three working days of fifteen have gone."),
            _raised(
                To.HEAD_OF_SERVICE,
                after=5,
                anchor=Anchor.START,
                says="Five working days of fifteen have gone, and you are asked to help it along.",
            ),
        ),
        leads="meetings:conference",
        needs=frozenset({"not_booked"}),
    ),
    Kind(
        "N06",
        "Conference at risk of being late",
        "A conference has no day within its limit.",
        ("clock.T11",),
        (
            _working_day(12, To.MANAGER, To.CHAIR, says="Twelve working days of fifteen have gone."),
            _late(To.MANAGER, To.CHAIR, says="The limit has passed."),
            _raised(To.HEAD_OF_SERVICE, after=13, anchor=Anchor.START),
        ),
        leads="meetings:conference",
        needs=frozenset({"no_day_in_time"}),
    ),
    Kind(
        "N08",
        "Quorum forecast failing",
        "Too few agencies have said that they come to a conference.",
        ("meeting.ahead",),
        (
            _before(3, To.COORDINATOR, To.CHAIR, says="It is within three working days."),
            _raised(
                To.AGENCY_LEAD,
                after=-1,
                anchor=Anchor.DUE,
                says="It is by the next working day. Ask the agencies again.",
            ),
        ),
        leads="meetings:conference",
        needs=frozenset({"quorum_failing"}),
    ),
    Kind(
        "N09",
        "Report overdue",
        "A report for a conference is not there yet.",
        ("report.asked_for",),
        (
            _before(1, To.AUTHOR, says="It is due by the next working day."),
            Moment((To.AUTHOR, To.MANAGER), _LATE, 1, Unit.DAYS),
            _raised(To.CHAIR, anchor=Anchor.DUE),
        ),
        leads="meetings:conference",
        needs=frozenset({"not_lodged"}),
    ),
    Kind(
        "N10",
        "Report not shared with the family",
        "A report is written, and the family has not had it.",
        ("report.asked_for",),
        (
            Moment((To.AUTHOR,), "They should have it by now."),
            _raised(
                To.CHAIR, anchor=Anchor.DUE, says="They should have had it a day ago. You are asked to help it along."
            ),
        ),
        leads="meetings:conference",
        needs=frozenset({"not_shared"}),
    ),
    Kind(
        "N11",
        "Advocate not offered",
        "Nobody has written down yet that an advocate was offered.",
        ("clock.T10",),
        (Moment((To.WORKER,), "It is due today."), _late(To.WORKER), _raised(To.MANAGER)),
    ),
    Kind(
        "N13",
        "Decision letter due",
        "A conference’s decision letter has not gone out.",
        ("clock.T17",),
        (
            Moment((To.COORDINATOR, To.CHAIR), "It is due today."),
            _late(To.COORDINATOR, To.CHAIR),
            _raised(To.UNIT_MANAGER),
        ),
        leads="meetings:conference",
    ),
    Kind(
        "N14",
        "Minutes due",
        "A conference’s minutes have not gone out.",
        ("clock.T18",),
        (
            _before(3, To.COORDINATOR, To.CHAIR),
            _late(To.COORDINATOR, To.CHAIR),
            _raised(To.UNIT_MANAGER),
        ),
        leads="meetings:conference",
    ),
    Kind(
        "N15",
        "Core group due or missed",
        "A core group is to meet.",
        ("clock.T19", "clock.T20"),
        (
            _before(3, To.WORKER),
            _late(To.WORKER, says="Its day has passed."),
            _raised(To.MANAGER, says="Its day has passed. You are asked to help it along."),
        ),
        leads="plans:plan",
    ),
    Kind(
        "N16",
        "Visit due, missed, or not alone twice running",
        "A visit to a young person is due.",
        ("clock.T22", "visits.not_alone_twice"),
        (
            Moment((To.WORKER,), "Today is its last day."),
            _late(To.WORKER),
            _raised(To.MANAGER, To.CHAIR),
            Moment((To.WORKER,), "They were not seen alone the last two times.", anchor=Anchor.HAPPENED),
            Moment(
                (To.MANAGER, To.CHAIR),
                "They were not seen alone the last two times.",
                1,
                anchor=Anchor.HAPPENED,
                raised=True,
            ),
        ),
    ),
    Kind(
        "N17",
        "Review due",
        "A review conference is to be held.",
        ("clock.T23", "clock.T24"),
        (
            _before(30, To.WORKER, To.COORDINATOR),
            _before(20, To.WORKER, To.COORDINATOR),
            _before(10, To.WORKER, To.COORDINATOR),
            _late(To.WORKER, To.COORDINATOR),
            _raised(To.CHAIR),
        ),
        leads="meetings:conference",
    ),
    Kind(
        "N18",
        "Action overdue",
        "An action of a plan is not done yet.",
        ("action.open",),
        (
            Moment((To.OWNER,), "Its day has come."),
            Moment((To.OWNER, To.MANAGER), "It was due five working days ago, or more.", 5),
            _raised(
                To.CHAIR,
                after=10,
                anchor=Anchor.DUE,
                says="It was due ten working days ago, or more. You are asked to help it along.",
            ),
        ),
        leads="plans:plan",
    ),
    Kind(
        "N19",
        "Age of a plan",
        "A plan has lasted long.",
        ("plan.in_force",),
        (
            *(
                Moment(
                    (To.MANAGER, To.CHAIR), f"{months} months or more have passed.", months, Unit.MONTHS, Anchor.START
                )
                for months in (9, 15, 18, 24)
            ),
            Moment(
                (To.HEAD_OF_SERVICE,),
                "18 months or more have passed. You are asked what would help.",
                18,
                Unit.MONTHS,
                Anchor.START,
                raised=True,
            ),
        ),
        leads="plans:plan",
    ),
    Kind(
        "N21",
        "Missing: begun, ended, and the return home interview",
        "A young person is missing, or has come back.",
        ("overlay.missing.started", "overlay.missing.ended", "clock.T28"),
        (
            Moment((To.WORKER, To.MANAGER), "Look at the record now.", anchor=Anchor.HAPPENED),
            Moment(
                (To.WORKER,),
                "48 of the 72 hours for the return home interview have gone.",
                -24,
                Unit.HOURS,
            ),
            Moment((To.WORKER,), "The 72 hours for the return home interview are over.", 0, Unit.HOURS),
            Moment(
                (To.MANAGER,),
                "The 72 hours for the return home interview are over. You are asked to help it along.",
                0,
                Unit.HOURS,
                raised=True,
            ),
        ),
        safety=True,
    ),
    Kind(
        "N26",
        "Turning 17 and a half, 17 and three quarters, 18",
        "A young person comes of age.",
        ("born",),
        (
            Moment((To.WORKER, To.MANAGER), "They have turned 17 and a half.", -6, Unit.MONTHS),
            Moment((To.WORKER, To.MANAGER), "They have turned 17 and three quarters.", -3, Unit.MONTHS),
            Moment((To.WORKER, To.MANAGER), "They have turned 18.", 0, Unit.DAYS),
            Moment(
                (To.TRANSITION_LEAD,),
                "They have turned 17 and three quarters. You are asked to help with the move to adult services.",
                -3,
                Unit.MONTHS,
                raised=True,
            ),
        ),
    ),
    Kind(
        "N27",
        "Dissent opened, or a stage timed out",
        "Somebody disagrees with a conference’s decision.",
        ("dissent.stage",),
        (
            Moment((To.PARTIES,), "It is written down and waits for an answer.", anchor=Anchor.HAPPENED),
            Moment((To.PARTIES,), "The day for an answer has come."),
            _raised(To.PARTNERSHIP, anchor=Anchor.DUE),
        ),
        leads="meetings:conference",
    ),
    Kind(
        "N28",
        "Complaint about a conference",
        "A complaint about a conference waits for an answer.",
        ("complaint.stage",),
        (
            Moment((To.UNIT_MANAGER,), "It has come in, or gone on to its next stage.", anchor=Anchor.HAPPENED),
            Moment((To.UNIT_MANAGER,), "The day for an answer has come."),
            _raised(To.HEAD_OF_SERVICE, anchor=Anchor.DUE),
        ),
        leads="meetings:conference",
    ),
    Kind(
        "N30",
        "Link to a context to be looked at again",
        "A young person’s link to a context is to be looked at again.",
        ("link.review",),
        (
            Moment((To.WORKER,), "Is it still so? It is due within 30 days.", -30, Unit.DAYS),
            Moment((To.WORKER,), "Is it still so? Its day has passed.", 1, Unit.DAYS),
            _raised(To.MANAGER, anchor=Anchor.DUE),
        ),
        leads="contexts:links",
    ),
    Kind(
        "N35",
        "Retention review",
        "Records have come to the end of the time they are kept for.",
        ("retention.due",),
        (Moment((To.RECORDS,), "Say which are kept, and why.", 0, Unit.DAYS),),
        waits="the retention schedule of a site",
    ),
)
