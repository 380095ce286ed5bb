"""What a plan is made of: the plan and its parts (`plan`), and what happens to it once it is in force (`alive`)."""

from roth.plans.models.alive import (
    ContextProgress,
    CoreGroupAttendance,
    PlanSnapshot,
    Progress,
    Reading,
    Relocation,
    RestrictionExtension,
)
from roth.plans.models.plan import (
    Action,
    Contingency,
    CoreGroupMeeting,
    CoreGroupMember,
    Droppable,
    Goal,
    Measure,
    NotToAct,
    Plan,
    PlanReview,
)

__all__ = (
    "Action",
    "ContextProgress",
    "Contingency",
    "CoreGroupAttendance",
    "CoreGroupMeeting",
    "CoreGroupMember",
    "Droppable",
    "Goal",
    "Measure",
    "NotToAct",
    "Plan",
    "PlanReview",
    "PlanSnapshot",
    "Progress",
    "Reading",
    "Relocation",
    "RestrictionExtension",
)
