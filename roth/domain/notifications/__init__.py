"""Who is told what, when, and who hears of it when nothing happens: N01-N36 as one table and one function.

`table` holds the kinds, `due` says which of them a record's facts call for now.
Finding the facts, resolving who a recipient is today and sending belong in the `work` room. A notification carries no
personal data, ever: a sentence that is the same for everybody, and a link that leads through the record's own door.
"""

from roth.domain.notifications.due import Fact, Notification, due, moment_at
from roth.domain.notifications.limits import WHOSE_LIMIT, limits_of
from roth.domain.notifications.parts import Anchor, Kind, Moment, To, Unit
from roth.domain.notifications.table import KINDS

__all__ = [
    "KINDS",
    "WHOSE_LIMIT",
    "Anchor",
    "Fact",
    "Kind",
    "Moment",
    "Notification",
    "To",
    "Unit",
    "due",
    "limits_of",
    "moment_at",
]
