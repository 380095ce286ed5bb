"""Pages of the room: My work, a task, and the notices a person was given."""

from roth.work.views.home import home
from roth.work.views.notices import cpis_notices, notice_settings, notices, read_all, read_notice
from roth.work.views.tasks import hand_over, task

__all__ = ("cpis_notices", "hand_over", "home", "notice_settings", "notices", "read_all", "read_notice", "task")
