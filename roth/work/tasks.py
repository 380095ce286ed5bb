"""Asks somebody to do something about a record, once, however often it is asked for. Called by other rooms' actions.

Not audited itself: the action that asks is. Doing a task or handing it over is a deed of its own, in `actions`.
"""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import Site, User
from roth.domain.calendar import local_date
from roth.domain.notifications import To
from roth.people.models import YoungPerson
from roth.work.models import Task


def add(
    *,
    key: str,
    what: str,
    whose: To | User,
    young_person: YoungPerson | None = None,
    site: Site | None = None,
    due_on: date | None = None,
    due_at: datetime | None = None,
    because: str = "",
    rule: str = "",
    link: str = "",
) -> Task:
    """Ask for something to be done. It stands in My work of whoever it is for until it is done or not needed.

    `key` names what asks for it: "overlay:12:return_interview". The same key again changes nothing but what is asked
    and by when, and only while it is to be done: a task that was done stays done. `whose` is a person, or a part in
    the record (`To.WORKER`), and then it moves to the next worker with the record. `due_at` is for limits in hours
    and gives `due_on`. `because` says why in plain words ("Rowan came back on Tuesday"), `rule` is a clock's code,
    whose wording and source the page then shows, `link` the page where it is done. `what` is seen only by those who
    may open the record. `site` is needed only where there is no young person.
    """
    said = {"what": what, "because": because, "rule": rule, "link": link, "due_on": due_on, "due_at": due_at}
    if due_at is not None and due_on is None:
        said["due_on"] = local_date(due_at)
    found = Task.keyed(key)
    if found is not None:
        return _said_again(found, said)
    place = site or (young_person.site if young_person else None)
    if place is None:
        raise TypeError("A task is about a young person or belongs to a site.")
    return _added(Task(key=key, site=place, young_person=young_person, **_for(whose)), said)


def not_needed(key: str, *, because: str) -> int:
    """What asked for this is over: the task, and every task whose key begins with this one and a colon. How many."""
    return Task.open_under(key).update(not_needed_because=because)


def settled(key: str, *, by: User, words: str = "") -> int:
    """Another action has just done what these tasks asked for (the interview was recorded). How many there were."""
    return Task.open_under(key).update(done_at=timezone.now(), done_by=by, done_words=words)


def _for(whose: To | User) -> dict[str, Any]:
    return {"part": whose.value} if isinstance(whose, To) else {"user": whose}


def _added(task: Task, said: dict[str, Any]) -> Task:
    for name, value in said.items():
        setattr(task, name, value)
    task.added_at = timezone.now()
    try:
        with transaction.atomic():
            task.save(force_insert=True)
    except IntegrityError:  # somebody asked at the same instant
        found = Task.keyed(task.key)
        if found is None:
            raise
        return _said_again(found, said)
    return task


def _said_again(task: Task, said: dict[str, Any]) -> Task:
    changed = [name for name, value in said.items() if getattr(task, name) != value]
    if task.is_open and changed:
        for name in changed:
            setattr(task, name, said[name])
        task.save(update_fields=changed)
    return task
