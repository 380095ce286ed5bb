"""The door to one assessment and to one finding in it, both through a young person whose record is open already."""

from dataclasses import dataclass
from typing import Any

from roth.accounts.models import User
from roth.assessments.kinds import PartKind
from roth.assessments.models import Assessment
from roth.assessments.selectors import assessments_of
from roth.domain import closed
from roth.domain.errors import NotAllowed, NotVisible
from roth.pathway.models import Episode
from roth.pathway.selectors import current_episode
from roth.people.models import YoungPerson


@dataclass(frozen=True)
class Ours:
    """An assessment that is written here, and the last one before it that has words in it."""

    assessment: Assessment
    previous: Assessment | None


@dataclass(frozen=True)
class Found:
    """What a page stands on: the current episode, its assessment, and every other of this young person."""

    episode: Episode | None
    current: Assessment | None
    others: list[Assessment]

    @property
    def ours(self) -> Assessment | None:
        """The assessment that is written here; None while there is only what a census brought, or nothing."""
        return None if self.current is None or self.current.from_census else self.current

    @property
    def from_census(self) -> list[Assessment]:
        """What a census said about this episode: dates and factors."""
        everything = [*([self.current] if self.current else []), *self.others]
        mine = self.episode.pk if self.episode else None
        return [each for each in everything if each.from_census and each.episode_id == mine]


def assessment_of(young_person: YoungPerson) -> Found:
    """The assessment of the current episode. One query where it is the newest, two where the episode has none."""
    found = assessments_of(young_person)
    newest = found[0] if found else None
    if newest is not None and newest.episode.closed_on is None:
        episode: Episode | None = newest.episode
    else:
        episode = current_episode(young_person)
    mine = [each for each in found if episode is not None and each.episode_id == episode.pk]
    for each in found:
        each.episode.young_person = young_person
    current = mine[0] if mine else None
    return Found(episode, current, [each for each in found if each is not current])


def ours_for(young_person: YoungPerson) -> Ours:
    """The same where a page needs an assessment of ours. Raises NotVisible where none was started."""
    found = assessment_of(young_person)
    if found.ours is None:
        raise NotVisible
    return Ours(found.ours, next((each for each in found.others if not each.from_census), None))


def ours_to_write(young_person: YoungPerson) -> Assessment:
    """The assessment, while it may be written: nobody is given a form that saving would refuse."""
    found = ours_for(young_person).assessment
    closed.refuse(closed.Kept.ASSESSMENT, finished=found.authorised_on is not None)
    return found


def require_other_than_author(by: User, assessment: Assessment) -> None:
    """Whoever starts an assessment does not authorise it. Raises NotAllowed with the reason."""
    if assessment.author_id == by.pk:
        raise NotAllowed("You started this assessment. Another manager authorises it.")


def part_of(assessment: Assessment, kind: PartKind, number: int) -> Any:
    """One finding of this assessment. Raises NotVisible for another's."""
    rows = kind.model._default_manager.filter(assessment=assessment, pk=number)
    found = rows.select_related("context").first() if "context" in kind.fields else rows.first()
    if found is None:
        raise NotVisible
    return found
