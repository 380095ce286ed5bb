"""Limits from the referral to the pathway decision: T01 to T09."""

from typing import Final

from roth.domain.stages import Stage
from roth.domain.timescales.kinds import Anchor, Basis, Timescale
from roth.domain.timescales.table.sources import (
    EDITION_OF_2013,
    GUIDANCE,
    SAME_DAY,
    hours,
    inferred,
    local,
    working,
)

_RECEIPT: Final = "the receipt of the referral"


def _checkpoint(code: str, number: int, which: str) -> Timescale:
    return Timescale(
        code=code,
        title=f"{which} look at the assessment",
        done="held",
        wording=f"A manager looks at the assessment with the social worker by {number} working days after the receipt "
        "of the referral.",
        limit=working(number),
        trigger=_RECEIPT,
        basis=Basis.DESIGN,
        source=inferred("so that 45 working days come as no surprise; local protocols set review points"),
        anchor=Anchor.REFERRAL,
        stage=Stage.ASSESSMENT,
    )


FRONT: Final = (
    Timescale(
        code="T01",
        title="Decision on the referral",
        done="made",
        wording="The referral is acknowledged and the next step decided within 1 working day of its receipt.",
        limit=working(1),
        trigger=_RECEIPT,
        basis=Basis.STATUTE,
        source=f"{GUIDANCE}; Children in Need census rule 8569Q",
        anchor=Anchor.REFERRAL,
        in_force_from=EDITION_OF_2013,
        stage=Stage.REFERRAL,
    ),
    Timescale(
        code="T02",
        title="Young person seen",
        done="seen",
        wording="Where the referral says that a young person may be at risk of significant harm, they are seen within "
        "24 hours of the decision.",
        limit=hours(24),
        trigger="the decision on the referral",
        basis=Basis.LOCAL,
        source=local(),
        anchor=Anchor.TRIAGE,
        only_if="the referral says that there may be significant harm",
        stage=Stage.REFERRAL,
    ),
    Timescale(
        code="T03",
        title="Assessment",
        done="authorised",
        wording="The assessment is finished and authorised within 45 working days of the receipt of the referral. "
        "It is a limit, not a target.",
        limit=working(45),
        trigger=_RECEIPT,
        basis=Basis.STATUTE,
        source=f"{GUIDANCE}; Children in Need census rule 8670Q",
        anchor=Anchor.REFERRAL,
        in_force_from=EDITION_OF_2013,
        stage=Stage.ASSESSMENT,
    ),
    _checkpoint("T04A", 10, "First"),
    _checkpoint("T04B", 25, "Second"),
    _checkpoint("T04C", 35, "Third"),
    Timescale(
        code="T05",
        title="Assessment of exploitation",
        done="recorded",
        wording="Where exploitation is a concern, it is assessed within 10 working days of a worker being allocated.",
        limit=working(10),
        trigger="the allocation of a worker",
        basis=Basis.LOCAL,
        source=local("as North Yorkshire published it"),
        anchor=Anchor.ALLOCATION,
        only_if="exploitation is a concern",
        stage=Stage.ASSESSMENT,
    ),
    Timescale(
        code="T06",
        title="Strategy discussion",
        done="held",
        wording="The strategy discussion is held on the day a manager decides on it, and at most 1 working day later.",
        limit=working(1),
        aim=SAME_DAY,
        trigger="the manager’s decision to hold it",
        basis=Basis.DESIGN,
        source=inferred("reasonable cause to suspect significant harm does not wait"),
        anchor=Anchor.STRATEGY_CALLED,
        stage=Stage.STRATEGY,
    ),
    Timescale(
        code="T07",
        title="Record of the strategy discussion",
        done="sent out",
        wording="The record of a strategy discussion reaches those who took part within 1 working day.",
        limit=working(1),
        trigger="the strategy discussion",
        basis=Basis.DESIGN,
        source=inferred("everybody acts on what was agreed, so everybody has it the next day"),
        anchor=Anchor.STRATEGY,
        stage=Stage.STRATEGY,
    ),
    Timescale(
        code="T08",
        title="Start of the section 47 enquiry",
        done="started",
        wording="A section 47 enquiry starts on the same day as the strategy discussion that began it.",
        limit=SAME_DAY,
        trigger="the strategy discussion that began the section 47 enquiry",
        basis=Basis.STATUTE,
        source="Children in Need census, section 47 enquiry actual start date",
        anchor=Anchor.STRATEGY,
        in_force_from=EDITION_OF_2013,
        only_if="the discussion starts a section 47 enquiry",
        stage=Stage.ENQUIRY,
    ),
    Timescale(
        code="T09",
        title="Request for a conference",
        done="sent",
        wording="The conference unit is asked for a conference within 1 working day of the decision to hold one.",
        limit=working(1),
        trigger="the decision to hold a conference",
        basis=Basis.LOCAL,
        source=local("as Bolton published it"),
        anchor=Anchor.CONFERENCE_DECIDED,
        stage=Stage.PATHWAY_DECISION,
    ),
)
