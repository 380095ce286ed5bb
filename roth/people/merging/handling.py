"""What joining two records does with each table that points at a young person. A new one must be named here.

A test of the model graph names every foreign key that is missing. For most tables the answer is MOVE.
"""

from enum import StrEnum
from typing import Final

from django.apps import apps
from django.db import models

from roth.people.models import YoungPerson


class Handling(StrEnum):
    """What happens to the rows of the record that is joined to another."""

    MOVE = "move"  # they hang on the record that is kept, unless it has the very same already, or may have only one
    STAY = "stay"  # they are of that record alone, and come back with it
    DERIVED = "derived"  # written anew from the rest
    GUARDED = "guarded"  # who may open a restricted record: `actions` takes the stricter


HANDLING: Final[dict[str, Handling]] = {
    "people.Alias.young_person": Handling.MOVE,
    "people.FamilyMember.young_person": Handling.MOVE,
    "people.TrustedAdult.young_person": Handling.MOVE,
    "people.Allocation.young_person": Handling.MOVE,
    "people.ConflictOfInterest.young_person": Handling.MOVE,  # whoever knows one of them knows this young person
    "people.AllowedPerson.young_person": Handling.GUARDED,
    "people.ElevatedAccess.young_person": Handling.STAY,  # it was given for that record, and opens no more
    "people.SearchWord.young_person": Handling.DERIVED,
    "people.Merge.kept": Handling.STAY,
    "people.Merge.joined": Handling.STAY,
    "people.YoungPerson.merged_into": Handling.STAY,
    "pathway.Episode.young_person": Handling.MOVE,
    "pathway.Overlay.young_person": Handling.MOVE,
    "contacts.Contact.young_person": Handling.MOVE,
    "contexts.ContextLink.young_person": Handling.MOVE,
    "chronology.Entry.young_person": Handling.MOVE,
    "work.Task.young_person": Handling.MOVE,
    "work.CpisNotice.young_person": Handling.MOVE,
    # Joining is refused while it would lose one (`domain.merging`): these two columns are in an order of their own.
    "meetings.KeptApart.first": Handling.STAY,
    "meetings.KeptApart.second": Handling.STAY,
    "voice.AdvocateOffer.young_person": Handling.MOVE,
    "voice.Feedback.young_person": Handling.MOVE,
    "voice.Handover.young_person": Handling.STAY,
    "voice.SafetyMap.young_person": Handling.MOVE,
    "voice.Said.young_person": Handling.MOVE,
    "voice.Shown.young_person": Handling.MOVE,
    "voice.TakingPart.young_person": Handling.MOVE,
    "voice.Talk.young_person": Handling.MOVE,
    "voice.Tie.young_person": Handling.STAY,  # given for that record: who should read the kept one is given a page anew
    "exchange.CensusChildTaken.young_person": Handling.STAY,  # what a file said of that identifier
}
# Lists without a rule of their own that the same words stand only once: the same relative is not moved twice.
SAID_ONCE: Final = frozenset({"people.Alias", "people.FamilyMember", "people.TrustedAdult"})


def pointing_at_young_people() -> dict[str, models.Field]:
    """Every field of ours that points at a young person, by its label."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("roth.")
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.related_model is YoungPerson
    }


def moved() -> dict[str, models.Field]:
    """The fields whose rows may move, the guarded among them."""
    may = (Handling.MOVE, Handling.GUARDED)
    return {label: field for label, field in pointing_at_young_people().items() if HANDLING.get(label) in may}
