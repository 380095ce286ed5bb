"""What contacts at the front door say that may call for a notification: no decision yet (N01), danger now (N02).

A contact has no record whose people could be told, so its owners are named: the managers of the team that holds it, and
whoever wrote it down. Those next in line may not open it: the same people hear once more.
"""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from roth.contacts.models import Contact
from roth.contacts.selectors import unfinished
from roth.domain.access import Role
from roth.domain.notifications import Fact
from roth.work.selectors.found import Found, Reading

CONTACT_TRIGGERS: Final = frozenset({"clock.T01", "safety.immediate"})


def contacts(read: Reading) -> Iterator[Found]:
    """Contacts that nobody has decided on, or whose referral is not written, and those where somebody is in danger."""
    page = reverse("contacts:contact", args=("CT-ANY",))
    rows = Contact.objects.filter(unfinished()).values_list(
        *("pk", "site", "team", "recorded_by", "decide_by", "danger_now", "recorded_at"),
        *("young_person", "young_person__restricted"),
    )
    for key, site, team, wrote, due, danger, at, person, restricted in rows:
        people = read.people
        told = people.in_team[team, Role.TEAM_MANAGER] | ({wrote} & people.by_role[site, Role.SOCIAL_WORKER])
        owners = frozenset(
            user
            for user in told
            if (user, person) not in people.conflicts and (not restricted or (user, person) in people.allowed)
        )
        if not owners:
            continue
        link = page.replace("CT-ANY", f"{Contact.PREFIX}-{key:04d}")
        yield Found(Fact("clock.T01", f"contact:{key}", due_on=due, limit_on=due), site, None, owners, link)
        if danger:
            yield Found(Fact("safety.immediate", f"contact:{key}", happened_at=at), site, None, owners, link)
