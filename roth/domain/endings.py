"""Code tables of ways out: legal gateway, ending without a conference, what follows. What must hold is in `guards`.

Inferred from the field's own procedures (`pathway.md` 5.2 and 7.11); ours, and a later version makes them editable.
"""

from typing import Final

from roth.domain.stages import Stage

GATEWAY_OUTCOME: Final = {
    "stay": "The plan goes on, with legal advice",
    "pre_proceedings": "Pre-proceedings begin",
    "proceedings": "The authority goes to court",
    "voluntary_care": "The young person becomes looked after with the parents' agreement",
}
# Why a plan may end without a review conference, which a child protection manager decides (C31).
ENDS_WITHOUT_CONFERENCE: Final = {
    "turned_18": "Turned 18",
    "died": "Died",
    "left_uk": "Left the United Kingdom for good",
    "looked_after": "Looked after, and the care plan leads",
}
AFTERWARDS: Final = {
    "cin_plan": "A child in need plan",
    "family_help": "Family help, with the family's agreement",
    "closed": "Close: no service of ours goes on",
}
# Which arrow a decision on what follows takes, from where the episode is.
FOLLOWS: Final = {
    (Stage.PLAN_ENDED, "cin_plan"): "C32",
    (Stage.PLAN_ENDED, "family_help"): "C32F",
    (Stage.PLAN_ENDED, "closed"): "C32X",
    (Stage.ASSESSMENT, "cin_plan"): "C33P",
    (Stage.ASSESSMENT, "family_help"): "C33F",
    (Stage.CIN_PLAN, "family_help"): "C33F",
    (Stage.ASSESSMENT, "closed"): "C33",
    (Stage.CIN_PLAN, "closed"): "C33",
    (Stage.FAMILY_HELP, "closed"): "C33",
}
# What an episode is in law at the stages that decide it; elsewhere the pathway decision does.
STATUS_AT: Final = {
    Stage.CIN_PLAN: "cin_plan",
    Stage.FAMILY_HELP: "non_statutory",
    Stage.PLAN_ENDED: "",
    Stage.CLOSED: "",
}


def after(stage: Stage) -> dict[str, str]:
    """What may be decided to follow from a stage."""
    return {key: text for key, text in AFTERWARDS.items() if (stage, key) in FOLLOWS}
