"""Kinds that follow from something that has happened, or that is so today: a step, a message, a clash, a save.

When, to whom and to whom next follow `pathway.md` 14, which is inferred and ours to improve.
"""

from typing import Final

from roth.domain.notifications.parts import Anchor, Kind, Moment, To, Unit

_HAPPENED: Final = Anchor.HAPPENED


def _at_once(*to: To, says: str = "") -> Moment:
    return Moment(to, says, anchor=_HAPPENED)


def _raised(*to: To, after: int = 1, unit: Unit = Unit.WORKING_DAYS, says: str = "") -> Moment:
    """Those next in line, where nobody who was told has looked."""
    return Moment(to, says or "Nobody has looked yet. You are asked to.", after, unit, _HAPPENED, raised=True)


def _each_day(*to: To, says: str = "") -> Moment:
    return Moment(to, says, anchor=Anchor.EACH_DAY)


EVENT_KINDS: Final = (
    Kind(
        "N02",
        "Danger now",
        "A record says that a young person may be in danger now.",
        ("safety.immediate",),
        (_at_once(To.DUTY, To.MANAGER, says="Look at it now."), _raised(To.HEAD_OF_SERVICE, unit=Unit.HOURS)),
        leads="pathway:alongside",
        safety=True,
    ),
    Kind(
        "N04",
        "Section 47 enquiry started",
        "A section 47 enquiry has started.",
        ("step.C07",),
        (_at_once(To.COORDINATOR, says="If it leads to a conference, that is to be held within 15 working days."),),
        leads="meetings:list",  # no conference is asked for yet, so the record itself is not theirs to open
    ),
    Kind(
        "N07",
        "Invitation declined and no deputy",
        "Somebody cannot come to a conference and sends nobody.",
        ("meeting.ahead",),
        (
            _each_day(To.COORDINATOR, says="Ask for a deputy."),
            Moment((To.AGENCY_LEAD,), "It is in three working days. Ask their agency.", -3, raised=True),
        ),
        leads="meetings:conference",
        needs=frozenset({"declined"}),
    ),
    Kind(
        "N12",
        "Late request to exclude somebody",
        "Somebody asks, less than three working days before a conference, that a person be kept out.",
        ("exclusion.late",),
        (_at_once(To.CHAIR, says="It waits for your decision."),),
        leads="meetings:conference",
    ),
    Kind(
        "N20",
        "Plan mostly about the young person or parents",
        "A plan asks most of the young person or the parents, and least of the places where harm happens.",
        ("plan.individual_load",),
        (_at_once(To.WORKER, To.CHAIR, says="What could change there?"),),
        leads="plans:unanswered",
    ),
    Kind(
        "N22",
        "CP-IS access notice",
        "A health service has looked up a plan in the national system.",
        ("cpis.accessed",),
        (_at_once(To.WORKER, says="The notice says which."), _raised(To.DUTY)),
        leads="cpis_notices",
        safety=True,
    ),
    Kind(
        "N23",
        "New incident in a context with a plan",
        "Something has happened in a context that has a plan.",
        ("context.incident",),
        (_at_once(To.CONTEXT_LEAD, says="Its page says what, and names nobody."),),
        leads="contexts:list",
        waits="incidents and plans of a context",
    ),
    Kind(
        "N24",
        "Several referrals from one place",
        "Three or more referrals in 90 days speak of the same place.",
        ("context.cluster",),
        (
            _at_once(To.CONTEXT_LEAD, says="Is the place itself to be worked with?"),
            _raised(To.EXPLOITATION_CHAIR, after=5),
        ),
        leads="contexts:list",
    ),
    Kind(
        "N25",
        "Two who must not meet",
        "A conference is booked at an hour or in a place that is not free.",
        ("meeting.clash",),
        (_at_once(To.COORDINATOR, says="Choose another time or place."), _raised(To.CHAIR)),
        leads="meetings:conference",
        safety=True,
    ),
    Kind(
        "N29",
        "Elevated access, many records opened, or an export",
        "Records were opened or taken out in a way that is looked at afterwards.",
        ("access.elevated", "access.many", "access.export"),
        (_at_once(To.INFORMATION_LEAD, says="See who, and why."),),
        leads="accounts:elevations",
        safety=True,
    ),
    Kind(
        "N31",
        "A name in a context’s paper",
        "A paper about a context names somebody, and was not saved.",
        ("paper.names",),
        (_at_once(To.AUTHOR, says="Take the name out."), _raised(To.INFORMATION_LEAD)),
        leads="contexts:list",
        waits="papers of a context",
    ),
    Kind(
        "N32",
        "Words that blame",
        "Words were saved that a young person may read as blame.",
        ("language.flagged",),
        (_at_once(To.AUTHOR, says="Read them once more."),),
        waits="the language check",
    ),
    Kind(
        "N33",
        "Worker changed, or nobody allocated",
        "The allocated social worker of a young person has changed, or there is none.",
        ("allocation.changed", "allocation.none"),
        (
            _at_once(To.MANAGER, says="Does the family know, in plain words?"),
            _raised(To.HEAD_OF_SERVICE, after=5, says="Nobody is allocated yet. You are asked to help it along."),
        ),
    ),
    Kind(
        "N34",
        "Rules or bank holidays changed",
        "Limits or bank holidays have changed, and days were counted again.",
        ("rules.changed",),
        (_at_once(To.COORDINATOR, To.MANAGER, says="The old day stands beside the new one, with the reason."),),
        leads="home",
    ),
    Kind(
        "N36",
        "Custody, hospital or another area: begun or ended",
        "Where a young person is has changed: custody, hospital, or another area.",
        ("overlay.place.started", "overlay.place.ended"),
        (
            _at_once(To.CORE_GROUP, says="Look at what that changes in the plan."),
            _at_once(To.CHAIR, says="Should the review come sooner?"),
        ),
        leads="plans:plan",  # partners of the core group open the plan, and not the record
    ),
)
