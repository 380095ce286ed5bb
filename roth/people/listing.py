"""Young people as rows of a list, for every page that lists them."""

from collections.abc import Iterable

from django.utils import timezone

from roth.accounts.models import User
from roth.domain.access import may_at_site
from roth.people import present, selectors
from roth.people.frame import address
from roth.people.models import YoungPerson
from roth.people.present import Row

_ANY = "YP-ANY"  # stands for a reference in an address that is worked out once for a whole list


def rows_for(user: User, people: Iterable[YoungPerson]) -> list[Row]:
    """Each of these as a list says it, with the page of theirs that this reader may open. Three queries."""
    people, today = list(people), timezone.localdate()
    heads, hrefs = selectors.heads_of(people), _hrefs(user, {person.site_id for person in people})
    return [
        present.row(person, heads[person.pk], today, hrefs[person.site_id].replace(_ANY, person.ref))
        for person in people
    ]


def _hrefs(user: User, sites: Iterable[int]) -> dict[int, str]:
    """The page that this reader may open at each site: a partner has the conference, everybody else the record."""
    listed, standing = "young_person.list", user.standing
    return {
        site: address(
            "people:young_person" if may_at_site(standing.roles_at(site), listed) else "meetings:conference", _ANY
        )
        for site in sites
    }
