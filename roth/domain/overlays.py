"""What can be going on beside the pathway, at any stage: what it means, what it asks of people, and by when.

The list is `pathway.md` 5.1's; what each asks is inferred there or here, and ours to improve. Who may record one is
`access`; keeping one with its days is the `pathway` room's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.calendar import add_months
from roth.domain.labelled import Labelled
from roth.domain.notifications import To

STARTS_TURNING_18: Final = 17 * 12 + 6  # months of age (T37)
EIGHTEEN: Final = 18 * 12


class Kind(Labelled):
    """What is going on. The label stands on the identity bar, so it says no more than who opens the record may see."""

    MISSING = "missing", "Missing"
    IN_CUSTODY = "in_custody", "In custody"
    LOOKED_AFTER = "looked_after", "Looked after"
    PROTECTION_ORDER = "protection_order", "Emergency order or police protection"
    OUT_OF_AREA = "out_of_area", "Out of the area"
    HOSPITALISED = "hospitalised", "In hospital"
    NRM_OPEN = "nrm_open", "Referred to the National Referral Mechanism"
    THREAT_TO_LIFE = "threat_to_life", "Threat to life"
    PREGNANT = "pregnant", "Pregnant"
    LIVE_INVESTIGATION = "live_investigation", "Live police investigation"
    CONFLICT = "conflict", "Kept apart from another young person"
    TURNING_18 = "turning_18", "Turning 18"
    RESTRICTED = "restricted", "Restricted record"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to do while it goes on, or once it ends. `rule` is the clock that says by when, if one does."""

    key: str
    what: str
    whose: To
    at_end: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One thing that can go on. `known_from` says where it comes from when nobody records it."""

    kind: Kind
    means: str
    asked: tuple[Asked, ...] = ()
    known_from: str = ""
    ends_plan: bool = False  # whether a plan could be thought to have worked, only because of this


W, M, C = To.WORKER, To.MANAGER, To.CHAIR
_REVIEW: Final = "Decide with the chair whether the review comes forward, and write why"

OVERLAYS: Final = {
    overlay.kind: overlay
    for overlay in (
        Overlay(
            Kind.MISSING,
            "Nobody who should know where they are does. No clock pauses. Who is looking, where, and who is told?",
            (
                Asked(
                    "police", "Tell police and the person with parental responsibility, and agree who looks where", W
                ),
                Asked("places", "Ask the adults who look after their places to keep an eye out", W),
                Asked(
                    "return_interview",
                    "Offer a return interview with somebody independent, and record it",
                    W,
                    at_end=True,
                    rule="T28",
                ),
            ),
        ),
        Overlay(
            Kind.IN_CUSTODY,
            "Risk may look lower only because they are locked up. The places have not changed.",
            (
                Asked("review", _REVIEW, C),
                Asked("custody_plan", "Share what keeps them safe with custody staff and youth justice", W),
                Asked("release", "Plan where they go and who meets them before they are released", W),
            ),
            ends_plan=True,
        ),
        Overlay(
            Kind.LOOKED_AFTER,
            "A care plan and this plan may both stand. Somebody decides which leads.",
            (Asked("which_leads", "Decide with the reviewing officer which plan leads, and write why", M),),
        ),
        Overlay(
            Kind.PROTECTION_ORDER,
            "The conference is held before the order ends where that is possible.",
            (Asked("conference", "Hold the conference before the order ends, or write why not", M, rule="T12"),),
        ),
        Overlay(
            Kind.OUT_OF_AREA,
            "Who sees them there, and who there knows? A move on its own is not safety.",
            (
                Asked("told_there", "Tell the authority where they are, and agree who visits", W),
                Asked("review", _REVIEW, C),
            ),
            ends_plan=True,
        ),
        Overlay(
            Kind.HOSPITALISED,
            "They are safe on the ward, and go home to the same places.",
            (Asked("discharge", "Agree with the ward who is there when they leave, and where they go", W),),
            ends_plan=True,
        ),
        Overlay(
            Kind.NRM_OPEN,
            "The decision on trafficking is another body's. A young person need not consent to be referred.",
            (Asked("guardian", "Ask for an independent guardian, and write what the decision is when it comes", W),),
        ),
        Overlay(
            Kind.THREAT_TO_LIFE,
            "Police have said that there is a threat to life. Everybody who meets them knows what to do.",
            (
                Asked("police_plan", "Agree the safety plan with police today, and who is told what", M),
                Asked("strategy", "Decide whether a strategy discussion is needed today", M),
            ),
        ),
        Overlay(
            Kind.PREGNANT,
            "There are two young people to plan for, and one of them decides about her own body.",
            (Asked("midwife", "Ask what help she wants, and who tells the midwife", W),),
        ),
        Overlay(
            Kind.LIVE_INVESTIGATION,
            "What is asked and written may become evidence. Support does not wait for it.",
            (Asked("agree_with_police", "Agree with police what can be asked and shared, and write it down", W),),
        ),
        Overlay(
            Kind.CONFLICT,
            "Another young person and this one are never in the same place at the same hour. Do not name them here.",
            (Asked("apart", "Check places and times of meetings and of school with whoever plans them", W),),
        ),
        Overlay(
            Kind.TURNING_18,
            "Child protection ends at 18; harm in places does not. What comes after is planned from 17 and a half.",
            (Asked("after", "Plan with them what comes after 18, and who leads it", W, rule="T37"),),
            known_from="the date of birth",
            ends_plan=True,
        ),
        Overlay(
            Kind.RESTRICTED,
            "Only named people may open the record.",
            known_from="the restriction on the record",
        ),
    )
}
# What somebody may record; the others follow from the record itself.
RECORDED: Final = {kind.value: kind.label for kind, overlay in OVERLAYS.items() if not overlay.known_from}


def turning_18(born_on: date | None, today: date) -> bool:
    """Whether somebody is between 17 and a half and 18."""
    if born_on is None:
        return False
    return add_months(born_on, STARTS_TURNING_18) <= today < add_months(born_on, EIGHTEEN)


def known(born_on: date | None, restricted: bool, today: date) -> tuple[Kind, ...]:
    """What follows from the record itself, without anybody recording it."""
    found = ((Kind.TURNING_18, turning_18(born_on, today)), (Kind.RESTRICTED, restricted))
    return tuple(kind for kind, holds in found if holds)
