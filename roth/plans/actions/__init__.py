"""Every write to a plan: started, paused over, filled with goals, actions and measures, put in force, carried.

Parts are dropped with a reason and never deleted. After each write, answers to questions that the plan no longer
raises end (`quality.actions.lapse_answers`).
"""

from roth.plans.actions.acting import (
    ACTION_FIELDS,
    LINKS,
    add_action,
    change_action,
    decide_not_to_act,
    remove_action,
)
from roth.plans.actions.carrying import CONTINGENCY, name_core_group, write_contingency
from roth.plans.actions.from_meeting import take_over_from_meeting
from roth.plans.actions.goals import (
    GOAL_FIELDS,
    MEASURE_FIELDS,
    add_goal,
    add_measure,
    change_goal,
    change_measure,
    remove_goal,
    remove_measure,
)
from roth.plans.actions.guarding import MOVE_FIELDS, change_move, extend_restriction, weigh_move
from roth.plans.actions.meeting import CORE_GROUP_FIELDS, make_plan_detailed, record_core_group
from roth.plans.actions.progressing import read_measure, record_progress
from roth.plans.actions.whole import complete_pause, put_plan_in_force, start_plan

__all__ = (
    "ACTION_FIELDS",
    "CONTINGENCY",
    "CORE_GROUP_FIELDS",
    "GOAL_FIELDS",
    "LINKS",
    "MEASURE_FIELDS",
    "MOVE_FIELDS",
    "add_action",
    "add_goal",
    "add_measure",
    "change_action",
    "change_goal",
    "change_measure",
    "change_move",
    "complete_pause",
    "decide_not_to_act",
    "extend_restriction",
    "make_plan_detailed",
    "name_core_group",
    "put_plan_in_force",
    "read_measure",
    "record_core_group",
    "record_progress",
    "remove_action",
    "remove_goal",
    "remove_measure",
    "start_plan",
    "take_over_from_meeting",
    "weigh_move",
    "write_contingency",
)
