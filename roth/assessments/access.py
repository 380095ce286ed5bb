"""The door to one assessment and to one finding in it, both through a young person whose record is open already."""

from typing import Any

from roth.assessments.kinds import PartKind
from roth.assessments.models import Assessment
from roth.assessments.selectors import assessments_of
from roth.domain.errors import NotVisible
from roth.pathway.models import Episode
from roth.pathway.selectors import current_episode
from roth.people.models import YoungPerson


class Found:
    """What a page of the assessment stands on: the episode, its assessment, and the one before it in any episode."""

    def __init__(self, episode: Episode | None, current: Assessment | None, others: list[Assessment]) -> None:
        self.episode, self.current, self.others = episode, current, others

    @property
    def ours(self) -> Assessment | None:
        """The assessment that is written here; None while there is only what a census brought, or nothing."""
        return None if self.current is None or self.current.from_census else self.current

    @property
    def previous(self) -> Assessment | None:
        """The last assessment before this one that has words in it."""
        return next((each for each in self.others if not each.from_census), None)

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


def ours_for(young_person: YoungPerson) -> Found:
    """The same where a page needs an assessment of ours. Raises NotVisible where none was started."""
    found = assessment_of(young_person)
    if found.ours is None:
        raise NotVisible
    return found


def part_of(assessment: Assessment, kind: PartKind, number: int) -> Any:
    """One finding of this assessment. Raises NotVisible for another's."""
    rows = kind.model._default_manager.filter(assessment=assessment, pk=number)
    found = rows.select_related("context").first() if "context" in kind.fields else rows.first()
    if found is None:
        raise NotVisible
    return found
