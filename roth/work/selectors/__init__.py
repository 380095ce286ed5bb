"""What needs one user now, read in one statement whatever there is of it, and the notices they were given.

Every branch starts from `people.access.visible_to`. How the rows are filtered and counted is `work.tray`; words belong
in `present`.
"""

from roth.work.selectors.due import due_notices
from roth.work.selectors.notices import (
    NOTICES,
    all_notices,
    cpis_notices_of,
    notice_of,
    notices_of,
    unread_of,
    wishes_of,
)
from roth.work.selectors.tasks import people_to_take, task_of
from roth.work.selectors.tray import MOST, rows_for, workers_of

__all__ = (
    "MOST",
    "NOTICES",
    "all_notices",
    "cpis_notices_of",
    "due_notices",
    "notice_of",
    "notices_of",
    "people_to_take",
    "rows_for",
    "task_of",
    "unread_of",
    "wishes_of",
    "workers_of",
)
