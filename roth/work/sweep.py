"""One sweep: what is due is found, told and sent. Any scheduler may run it, as often as it likes, and two at once.

Nothing is held in between: a sweep that was stopped half-way is finished by the next one.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from roth.audit.actions import System
from roth.domain.notifications import KINDS
from roth.ui.formats import plural, sentence
from roth.work.actions import leave_notices
from roth.work.actions.leaving import Left
from roth.work.actions.mailing import Posted, ready_count, send_waiting
from roth.work.selectors import due_notices

BY = System("roth notify")


@dataclass(frozen=True)
class Swept:
    """What a sweep did, or would do."""

    left: Left
    posted: Posted
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {"dry_run": self.dry_run, "notices": asdict(self.left), "emails": asdict(self.posted)}

    def in_words(self) -> list[str]:
        """A few sentences for whoever ran it."""
        verb = "would be told" if self.dry_run else "told"
        people = plural(self.left.people, "person", "people")
        lines = [f"{sentence(people)} {verb} of {plural(self.left.notices, 'thing')}."]
        lines += [f"  {code} {KINDS[code].title}: {number}" for code, number in self.left.by_kind.items()]
        if self.dry_run:
            return [*lines, f"{sentence(plural(self.posted.sent, 'email'))} would be sent now."]
        lines.append(f"{sentence(plural(self.posted.sent, 'email'))} sent, {self.posted.waiting} waiting.")
        if self.posted.refused:
            refused = plural(self.posted.refused, "email")
            lines.append(f"{sentence(refused)} could not be sent, and will be tried again: {self.posted.error}")
        if self.posted.unsure:
            lines.append(f"Of {plural(self.posted.unsure, 'email')} nobody knows whether it left; it is told anew.")
        return lines


def sweep(
    now: datetime,
    *,
    dry_run: bool = False,
    many: Callable[[int], None] = lambda number: None,
    each: Callable[[], None] = lambda: None,
) -> Swept:
    """Leave what is due and send what waits. A dry run says what it would do, and changes nothing.

    `many` is told how many emails there are to send, `each` is called after each.
    """
    found = due_notices(now)
    if dry_run:
        by_kind: dict[str, int] = {}
        for notice in found:
            by_kind[notice.kind] = by_kind.get(notice.kind, 0) + 1
        left = Left(len(found), len({notice.user_id for notice in found}), dict(sorted(by_kind.items())))
        return Swept(left, Posted(sent=ready_count(now)), dry_run=True)
    left = leave_notices(by=BY, notices=found, now=now)
    return Swept(left, send_waiting(now, many=many, each=each))
