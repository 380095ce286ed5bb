"""What a person does with their own work: a notice read, wishes saved, a task done or handed over."""

from datetime import time

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.notifications.delivery import How
from roth.work.models import Notice, NoticeSettings, Task
from roth.work.notices import tell
from roth.work.selectors import notice_of, people_to_take, task_of, unread_of


@transaction.atomic
def read_notice(*, by: User, number: int) -> Notice:
    """Say that a notice of one's own was read. Somebody else's is not there."""
    notice = notice_of(by, number)
    if notice is None:
        raise NotVisible
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    record(Kind.NOTICE_READ, by=by, site=_site(by), target=f"notice:{notice.pk}")
    return notice


@transaction.atomic
def read_all_notices(*, by: User) -> int:
    """Say that every notice of one's own was read. How many there were."""
    number = unread_of(by).update(read_at=timezone.now())
    record(Kind.NOTICE_READ, by=by, site=_site(by), target="notices", after={"notices": number})
    return number


@transaction.atomic
def save_wishes(*, by: User, how: str, quiet_from: time, quiet_until: time, quiet_weekends: bool) -> NoticeSettings:
    """Keep how somebody wishes to be written to. What is about safety is written at once whatever they choose."""
    after = {
        "how": How(how).value,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "quiet_weekends": quiet_weekends,
    }
    kept, _ = NoticeSettings.objects.update_or_create(user=by, defaults=after)
    record(Kind.WISHES_SAVED, by=by, site=_site(by), target="notice_settings", after=after)
    return kept


@transaction.atomic
def finish_task(*, by: User, task: Task, words: str = "") -> Task:
    """Say that a task is done, with what was done where that is worth keeping. Done twice is done once."""
    held = _held(by, task)
    held.done_at, held.done_by, held.done_words = timezone.now(), by, words.strip()
    held.save(update_fields=["done_at", "done_by", "done_words"])
    _audit(Kind.TASK_DONE, by, held, after={"what": held.what, "words": held.done_words})
    return held


@transaction.atomic
def hand_over_task(*, by: User, task: Task, to: int, reason: str) -> Task:
    """Give a task to somebody else who may do it, and tell them."""
    held = _held(by, task)
    person = next((each for each in people_to_take(by, held) if each.pk == to), None)
    if person is None:
        raise NotPossible("Choose somebody who works with this record.", (("to", "Choose one of the people shown"),))
    if not reason.strip():
        raise NotPossible("Say why.", (("reason", "Say why, in a few words"),))
    before = {"user": held.user_id, "part": held.part}
    held.user, held.part = person, ""
    held.save(update_fields=["user", "part"])
    tell(person, "A task was handed over to you.", link=f"/tasks/{held.pk}/")
    _audit(Kind.TASK_HANDED_OVER, by, held, before=before, after={"user": person.pk}, reason=reason.strip())
    return held


def _held(by: User, task: Task) -> Task:
    """The task as it stands now, held until it is saved: somebody else may have done it in between."""
    Task.objects.select_for_update().filter(pk=task.pk).first()
    held = task_of(by, task.pk)
    if held is None:
        raise NotVisible
    if not held.is_open:
        raise NotPossible("Somebody has done this already, or it is not needed any more.")
    return held


def _audit(kind: Kind, by: User, task: Task, **values: object) -> None:
    about = task.young_person.ref if task.young_person else ""
    record(kind, by=by, site=task.site.code, record=about, target=f"task:{task.pk}", **values)  # type: ignore[arg-type]


def _site(by: User) -> str:
    home = by.standing.home
    return home.site_code if home else ""
