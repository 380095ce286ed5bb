"""Writes one invented assessment: sections, findings, weights. Part of a `walk`."""

from typing import Any

from roth.assessments import actions as assessments
from roth.assessments.models import Assessment
from roth.assessments.selectors import current_assessment
from roth.demo import invented
from roth.demo.walk import Walk
from roth.domain.assessment import SECTIONS


def assess(walk: Walk) -> None:
    """The ROTH-aligned assessment, complete."""
    worker = walk.crew.social_worker
    episode = walk.young_person.episodes.get(closed_on=None)
    found: Assessment = walk.do(assessments.start_assessment, by=worker, episode=episode, on=walk.day(3))
    for section in SECTIONS:
        if section.written:
            _write(walk, found, section.key, section.title)
    for number in range(2):
        domain, text = invented.NEEDS[(walk.number * 2 + number) % len(invented.NEEDS)]
        _part(walk, found, "need", text=text, domain=domain, source=walk.given_name, priority=1 + number)
    for whose, text, use in invented.STRENGTHS:
        _part(walk, found, "strength", whose=whose, text=text, use=use, evidence="Seen and said")
    for place, context in walk.places:
        _part(
            walk,
            found,
            "context",
            context=context,
            young_person_does=place.young_people_do,
            guardianship=place.looked_after_by,
            environment=place.can_change,
            young_persons_account=invented.OWN_WORDS[(walk.number + 2) % len(invented.OWN_WORDS)],
        )
        for kind, text in place.dynamics:
            _part(walk, found, "dynamic", context=context, kind=kind, text=text)
    service, text, owner = invented.CHALLENGES[walk.number % len(invented.CHALLENGES)]
    owner = "" if walk.style.code == "X9" else owner
    _part(walk, found, "challenge", service=service, text=text, owner=owner, evidence="Said by three families")
    for view, weights in _weights(walk).items():
        walk.do(assessments.weigh_contexts, by=worker, assessment=found, view=view, weights=weights)


def authorise_assessment(walk: Walk) -> None:
    """Authorised by the manager."""
    walk.do(
        assessments.authorise_assessment,
        by=walk.crew.manager,
        assessment=current_assessment(walk.young_person.episodes.get(closed_on=None)),
        on=walk.day(12),
        factors=("24A",),
        shared_with_young_person_on=walk.day(12),
        shared_with_parents_on=walk.day(12),
    )


def _write(walk: Walk, assessment: Assessment, key: str, title: str) -> None:
    words = invented.OWN_WORDS[(walk.number + len(key)) % len(invented.OWN_WORDS)]
    said = {"said_on": walk.day(4)} if key == "A1" else {}
    text = (
        words if key in ("A1", "A2") else f"{title}: what {walk.given_name}, the family and those around them told us."
    )
    walk.do(assessments.write_section, by=walk.crew.social_worker, assessment=assessment, key=key, text=text, **said)


def _part(walk: Walk, assessment: Assessment, part: str, **values: Any) -> None:
    walk.do(assessments.add_part, by=walk.crew.social_worker, assessment=assessment, part=part, **values)


def _weights(walk: Walk) -> dict[str, dict[int, tuple[int, str]]]:
    """Agreed, and the young person's own, which puts another context first for every third young person."""
    share = {1: (100,), 2: (65, 35), 3: (50, 30, 20)}[len(walk.places)]
    keys = [context.pk for _, context in walk.places]
    why = "It must change first: the rest follows from it."
    agreed = {key: (weight, why) for key, weight in zip(keys, share, strict=True)}
    theirs = keys[::-1] if walk.number % 3 == 0 else keys
    return {"agreed": agreed, "young_person": {key: (w, "") for key, w in zip(theirs, share, strict=True)}}
