"""The door to one entry of a curated chronology: the young person's own."""

from roth.accounts.models import User
from roth.chronology.models import Entry
from roth.chronology.selectors import entry_of
from roth.domain.access import Permission
from roth.domain.errors import NotVisible
from roth.people.access import young_person_for
from roth.people.models import YoungPerson


def entry_for(user: User, ref: str, number: int, permission: Permission) -> tuple[YoungPerson, Entry]:
    """The young person and the entry. Raises as the record's door does, NotVisible where there is no such entry."""
    young_person = young_person_for(user, ref, permission)
    entry = entry_of(young_person, number)
    if entry is None:
        raise NotVisible
    entry.young_person = young_person
    return young_person, entry
