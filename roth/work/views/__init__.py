"""Pages of the room: My work, a task, and the notices a person was given."""

from roth.work.views.home import home
from roth.work.views.notices import read_notice
from roth.work.views.tasks import hand_over, task

__all__ = ("hand_over", "home", "read_notice", "task")
