"""The door to a proposal that two records are joined: through the doors of both records."""

from roth.accounts.models import User
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotVisible
from roth.people.access import decision_for, young_person_for
from roth.people.merging import selectors
from roth.people.models import Merge


def merge_for(user: User, number: int) -> Merge:
    """The proposal with this number, for whoever may open both records; once joined, they are one. The read is logged.

    Raises NotVisible otherwise: whoever may open one of the two is not told of the other.
    """
    merge = selectors.merge_numbered(number)
    if merge is None:
        raise NotVisible
    if merge.status != "joined":
        young_person_for(user, merge.joined.ref, Permission.RECORD_VIEW)
    merge.kept = young_person_for(user, merge.kept.ref, Permission.RECORD_VIEW)
    return merge


def require_a_manager_of_one(by: User, merge: Merge) -> None:
    """Raises NotAllowed for anybody but the manager of a team that holds one of the two records."""
    if not any(decision_for(by, each, Permission.MERGE_DECIDE).allowed for each in (merge.kept, merge.joined)):
        raise NotAllowed("Only the manager of a team that holds one of the records may decide this.")
