"""What a pathway means in law: whose clocks, which census record, whether CP-IS is told, how it ends.

One table that pages, clocks, the census and the guards read (`pathway.md` 5.2 variants, inferred there). How an
episode moves from one stage to the next belongs in `pathway`.
"""

from dataclasses import dataclass
from typing import Final

from roth.domain.codes import STATUS_OF_PATHWAY

LOCAL_RULES: Final = frozenset({"T11", "T19", "T23", "T24"})  # the clocks that the status makes statutory or local


@dataclass(frozen=True, slots=True)
class Standing:
    """What one status in law means. `census` is the plan record that is returned: "cp_plan", "cin_plan" or none."""

    status: str
    clocks_are_statutory: bool
    census: str
    told_to_cp_is: bool
    clocks_words: str
    census_words: str
    cp_is_words: str
    ends_by: str


STANDINGS: Final = {
    standing.status: standing
    for standing in (
        Standing(
            "cp_plan",
            True,
            "cp_plan",
            True,
            "Limits of statute",
            "A plan is returned",
            "Uploaded",
            "A review conference",
        ),
        Standing(
            "cin_plan",
            False,
            "cin_plan",
            False,
            "Reviewed as a child in need plan is here",
            "As a child in need plan",
            "Not uploaded",
            "A review of the child in need plan",
        ),
        Standing(
            "non_statutory",
            False,
            "",
            False,
            "The same numbers, as local standards",
            "No plan is returned",
            "Not uploaded",
            "A local review",
        ),
        Standing(
            "care_plan",
            True,
            "",
            False,
            "Those of the care plan and its reviews",
            "Returned with looked-after children",
            "As the care plan has it",
            "The care plan's own review",
        ),
    )
}


def standing_of(status: str) -> Standing | None:
    """What a status means; None where none is chosen yet."""
    return STANDINGS.get(status)


def is_local(rule: str, status: str) -> bool:
    """Whether this clock is a local standard under this status, though it has the number of a statutory limit."""
    standing = STANDINGS.get(status)
    return rule in LOCAL_RULES and standing is not None and not standing.clocks_are_statutory


def against_switch(now: str, to: str) -> str:
    """Why a review may not move a plan from one pathway to another, or an empty string. Pathways, not statuses.

    ROTH, traditional and blended are one child protection plan under three names: its identity and its start stay. Up
    goes through a strategy discussion and a section 47 enquiry; down ends the plan at the review.
    """
    before, after = STATUS_OF_PATHWAY.get(now, ""), STATUS_OF_PATHWAY.get(to, "")
    if not after or now == to:
        return "Choose the pathway that the plan moves to."
    if after == "cp_plan" and before != "cp_plan":
        return (
            "A plan becomes a child protection plan only through a strategy discussion and a section 47 enquiry. Call a"
            " strategy discussion."
        )
    if before != after:
        return "This pathway has another status in law, so the plan ends at the review. Choose to end it, and say why."
    return ""
