"""Guards on the decision which pathway fits the harm."""

from typing import Final

from roth.domain.guards.base import Guard

GATE: Final = (
    Guard(
        "ten_questions",
        "Answer all ten questions of the pathway decision, each with its evidence.",
        "form",
        lambda f: f.questions_answered >= 10,
    ),
    Guard(
        "harm_outside",
        "A ROTH conference is for harm outside the home. Say where the harm comes from, or choose another pathway.",
        "form",
        lambda f: f.harm_outside_home is True,
    ),
    Guard(
        "harm_at_home",
        "A traditional conference is for harm that comes from care at home. Say where the harm comes from, or choose"
        " another pathway.",
        "form",
        lambda f: f.harm_at_home is True,
    ),
    Guard(
        "both_harms",
        "A blended conference is for harm at home and outside it. Say so for both, or choose another pathway.",
        "form",
        lambda f: f.harm_at_home is True and f.harm_outside_home is True,
    ),
    Guard(
        "chair_consulted",
        "A ROTH chair is asked before this pathway is chosen. Say who was asked and what they think.",
        "form",
        lambda f: f.chair_consulted,
    ),
    Guard(
        "senior_sign_off",
        "A senior manager agrees that no conference is held. Say who agreed, and why.",
        "form",
        lambda f: f.senior_sign_off,
    ),
)
