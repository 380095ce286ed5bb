"""Indexing many new young people at once, for data that does not come through the actions one by one."""

from collections.abc import Iterable

from roth.people.models import SearchWord, YoungPerson


def index(young_people: Iterable[YoungPerson]) -> None:
    """Write down the words that find each of these, who are new and have no aliases. One by one, use `index_names`."""
    SearchWord.write_for(young_people)
