"""Writes of the `work` room: notices are left and read, wishes saved, tasks done or handed over, CP-IS notices kept.

Asking for a task is in `tasks`. Sending what was left is in `mailing`: no deed on a record, and not in the trail.
"""

from roth.work.actions.cpis import record_cpis_notice
from roth.work.actions.leaving import leave_notices
from roth.work.actions.own import finish_task, hand_over_task, read_all_notices, read_notice, save_wishes

__all__ = (
    "finish_task",
    "hand_over_task",
    "leave_notices",
    "read_all_notices",
    "read_notice",
    "record_cpis_notice",
    "save_wishes",
)
