"""Episodes and their steps, by subject. What may follow what is a table in `domain.transitions`."""

from roth.pathway.models.alongside import MissingEpisode, Overlay, Visit
from roth.pathway.models.corrections import Correction
from roth.pathway.models.steps import (
    CinPlan,
    Clock,
    ClockRecount,
    Episode,
    PathwayAnswer,
    PathwayDecision,
    Referral,
    ReferralHarm,
    Section47Enquiry,
    StageChange,
    StrategyAction,
    StrategyDiscussion,
    StrategyParticipant,
    TriageDecision,
)
from roth.pathway.models.turns import LegalGateway, Transfer, WayOut

__all__ = (
    "CinPlan",
    "Clock",
    "ClockRecount",
    "Correction",
    "Episode",
    "LegalGateway",
    "MissingEpisode",
    "Overlay",
    "PathwayAnswer",
    "PathwayDecision",
    "Referral",
    "ReferralHarm",
    "Section47Enquiry",
    "StageChange",
    "StrategyAction",
    "StrategyDiscussion",
    "StrategyParticipant",
    "Transfer",
    "TriageDecision",
    "Visit",
    "WayOut",
)
