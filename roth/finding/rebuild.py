"""Writing the index anew, from the records: for whoever runs the service."""

from django.db import transaction

from roth.domain.words import counted, listed
from roth.finding.models import Entry
from roth.people.models import SearchWord


def rebuild() -> str:
    """Forget every word and write it again, in one transaction: a search meanwhile sees the index as it was."""
    with transaction.atomic():
        people = SearchWord.write_again()
        made = Entry.write_again()
    return f"Written again: {listed([counted(people, 'name'), *(counted(n, kind) for kind, n in made.items())])}."
