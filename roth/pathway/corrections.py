"""Which finished records of a young person there are, and their corrections. Reads only; no writing."""

from collections.abc import Iterator
from typing import Any

from roth.domain.closed import Finished, Kept
from roth.pathway.models import Correction, Episode
from roth.people.models import YoungPerson


def finished(young_person: YoungPerson) -> Iterator[tuple[Episode, Finished]]:
    """Everything of this young person that is kept, each with its episode, whether it is finished or not yet."""
    for episode in young_person.episodes.all():
        closed = episode.closed_on is not None
        yield episode, Finished(Kept.EPISODE, episode.pk, "The episode as a whole", closed)
        for kind, path, rule in _PARTS:
            for row in _rows(episode, path):
                yield episode, Finished(kind, row.pk, kind.label, rule(row) or closed)


def find(young_person: YoungPerson, kind: str, key: int) -> tuple[Episode, Finished] | None:
    """One of them by its kind and key; None for what is not this young person's."""
    return next((both for both in finished(young_person) if (both[1].kind, both[1].key) == (kind, key)), None)


def _rows(episode: Episode, path: str) -> list[Any]:
    found: Any = episode
    for name in path.split("."):
        found = getattr(found, name, None)
        if found is None:
            return []
    return list(found.all()) if hasattr(found, "all") else [found]


# kind -> where its rows hang on the episode, and when one is finished.
_PARTS = (
    (Kept.REFERRAL, "referral", lambda row: False),
    (Kept.TRIAGE, "referral.triage", lambda row: True),
    (Kept.STRATEGY, "strategy_discussions", lambda row: True),
    (Kept.ENQUIRY, "enquiries", lambda row: row.authorised_on is not None),
    (Kept.DECISION, "pathway_decisions", lambda row: True),
    (Kept.ASSESSMENT, "assessments", lambda row: row.authorised_on is not None),
    (Kept.MEETING, "meetings", lambda row: row.held),
    (Kept.PLAN, "plans", lambda row: row.status == "ended"),
)


def corrections_of(young_person: YoungPerson) -> list[Correction]:
    """Every correction, the oldest first, with who wrote it: two queries."""
    episodes = young_person.episodes.prefetch_related("corrections__by")
    return [correction for episode in episodes for correction in episode.corrections.all()]


def corrections_to(episode: Episode, kind: Kept, key: int) -> list[Correction]:
    """Corrections of one record, the oldest first."""
    return list(episode.corrections.filter(about=kind.value, about_key=key).select_related("by"))
