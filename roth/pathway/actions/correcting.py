"""A correction beside a record that is finished. The record itself stays as it was."""

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain.closed import MAY_CORRECT, Kept
from roth.domain.errors import NotPossible, NotVisible
from roth.pathway import corrections, writing
from roth.pathway.models import Correction
from roth.people.access import require
from roth.people.models import YoungPerson


@transaction.atomic
def add_correction(*, by: User, young_person: YoungPerson, about: str, key: int, what: str, words: str) -> Correction:
    """Say what is wrong in a finished record, and what is right. Shown with it from now on."""
    found = corrections.find(young_person, about, key)
    if found is None:
        raise NotVisible
    episode, record = found
    require(by, young_person, MAY_CORRECT[record.kind])
    if not record.finished:
        raise NotPossible("This is not finished. Change it itself.")
    correction = episode.corrections.create(
        about=about, about_key=key, what=what, words=words, by=by, at=timezone.now()
    )
    episode.young_person = young_person
    after = {"about": Kept(about).label, "what": what, "words": words}
    writing.audit(Kind.CORRECTED, by, episode, f"{about}:{key}", after=after)
    return correction
