"""What the tests of the front door's pages share."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roth.contacts.models import Contact
from roth.demo.borough import places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.walk import Crew, Walk
from roth.domain.calendar import ENGLAND_AND_WALES, in_london
from roth.people import actions as people
from roth.people.models import YoungPerson
from tests.integration.hostile import form_on


def of(name: str, contact: Contact) -> str:
    return reverse(f"contacts:{name}", args=(contact.ref,))


def boxes(name: str, at: datetime) -> dict[str, str]:
    """A moment as a form of ours carries it."""
    here = in_london(at)
    parts = {"day": here.day, "month": here.month, "year": here.year, "time": f"{here:%H:%M}"}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def known_to(crew: Crew, name: str = "Teo") -> YoungPerson:
    """A record of the team without a referral."""
    values = {"given_name": name, "family_name": "Vance", "born_on": timezone.localdate() - timedelta(days=15 * 366)}
    return people.add_young_person(by=crew.social_worker, site=crew.site, team=crew.team, **values)


def with_an_episode(crew: Crew) -> Walk:
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=20))
    return walk_to(Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1)), start), "triaged")


REST = {
    "where_found": "At school.",
    "childs_words": "It is nobody's business.",
    "parents_views": "Worried.",
    "strengths": "An aunt who comes.",
    "primary_need": "N1",
    "harms-0-role": "harmed",
    "linked-0-name": "The school gate",
    "linked-0-kind": "school_education",
    "linked-0-meaning": "harm",
    "linked-0-reason": "A car waits there.",
}


def carried(client: Client, address: str) -> dict[str, Any]:
    """What the page's form brought along, as a browser would send it back."""
    form = form_on(client, address)
    assert form is not None
    return dict(form.values) | {"harms-count": "1", "linked-count": "1"}


def team(crew: Crew) -> dict[str, Any]:
    return {"team": crew.team.pk, "ethnicity": "NOBT"}


def replace_crew(crew: Crew, cast: Cast) -> Crew:
    """The same story at the other site."""
    worker = cast.other_site_worker
    place = worker.standing.places[0]
    site = cast.other_site
    return replace(crew, site=site, team=site.teams.get(pk=place.team_id), social_worker=worker)
