"""The door to a task: whoever it is for may open it, where they may know of the young person it is about."""

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.domain.errors import NotVisible
from roth.people.access import young_person_for
from roth.work.models import Task
from roth.work.selectors import task_of


def task_for(user: User, number: int) -> Task:
    """The task, if it is this user's or their team's. The read of the record it is about is logged by that door.

    Raises NotVisible for a task that is absent, somebody else's, or about a record that is not theirs to know of.
    """
    task = task_of(user, number)
    if task is None:
        raise NotVisible
    if task.young_person is not None:
        young_person_for(user, task.young_person.ref, Permission.TASK_DO)
    return task
