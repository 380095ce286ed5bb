"""The invented borough: sites with their people and places, and young people at every stage, made by actions alone.

The same seed on the same day makes the same borough. Words are in `invented`, plans in `stories`, the way in `walk`.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from roth.accounts import actions as accounts
from roth.accounts.models import Agency, Site, Team, User
from roth.audit.actions import System
from roth.contexts import actions as contexts
from roth.contexts.models import Context
from roth.contexts.selectors import visible_to as contexts_visible_to
from roth.demo import conferring, contacting, invented, reviewing, telling, turning, voicing
from roth.demo.cast import AGENCIES, SINCE, Cast, make_cast
from roth.demo.invented import PLACES, Place
from roth.demo.steps import STEPS, walk_to
from roth.demo.stories import FAILURES, ORDINARY, STRONG, Style
from roth.demo.walk import Crew, Walk
from roth.domain.access import Role
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.meetings.mailing import held_back
from roth.work.actions import leave_notices
from roth.work.selectors import due_notices

BY: Final = System("roth demo")
MORE_SITES: Final = (
    "Calder Reach",
    "Osmere",
    "Tavenham",
    "Brackenmoor",
    "Ludwick",
    "Stennall",
    "Penharrow",
    "Aldwater",
)
# What the places of each further site are called instead, so that no two sites share a name.
RENAMED: Final = {
    "Quayside": ("Station Road", "Castlegate", "Northway"),
    "Larkfield": ("Highfold", "Ashgrove", "Kingsmead"),
    "Canal Street": ("Tannery Lane", "Foundry Row", "Chapel Street"),
    "Millside": ("Lower Gate", "Eastfield", "Waterend"),
    "Mill Lane": ("Cross Street", "Market Row", "Bridge Street"),
    "Boathouse": ("Signal Box", "Old Library", "Glasshouse"),
    "Orchard": ("Meadow", "Hillside", "Beacon"),
}
# Where young people who are not in a plan yet have come to, and how many of each in a hundred.
STAGES: Final = (
    ("referred", 10),
    ("triaged", 6),
    ("strategy_held", 8),
    ("enquired", 6),
    ("enquiry_authorised", 6),
    ("pathway_decided", 8),
    ("assessed", 8),
    ("booked", 10),
    ("opened", 4),
    ("held", 6),
    ("planned", 8),
    ("in_force", 24),
    ("nfa", 4),
    ("assessment", 4),
    ("family_help", 3),
)
# Not every referral goes on to a strategy discussion, and not every conference is a ROTH conference.
TRIAGED_ELSEWHERE: Final = frozenset({"nfa", "assessment", "family_help"})
WAYS: Final = (("roth_cp", 78), ("blended_cp", 12), ("traditional_cp", 10))


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, for whoever waited."""

    sites: int
    young_people: int

    @property
    def in_words(self) -> str:
        """A sentence for the command."""
        return (
            f"The invented borough is there: {self.sites} sites, {self.young_people} young people and their families."
        )


def make_borough(*, young_people: int, sites: int, seed: int, each: Callable[[], None] = lambda: None) -> Made:
    """Fill an empty database. `each` is called after each young person."""
    with held_back():
        return _made(young_people, sites, seed, each)


def _made(young_people: int, sites: int, seed: int, each: Callable[[], None]) -> Made:
    dice = random.Random(seed)  # noqa: S311  # invention, not secrecy
    players = make_cast(BY)
    crews = _crews(players, sites)
    styles = iter((STRONG, *FAILURES))
    for number in range(young_people):
        crew = crews[number % len(crews)] if number >= 1 + len(FAILURES) else crews[0]
        style = next(styles, None)
        with transaction.atomic():
            made = _make_young_person(crew, crews.index(crew), number, style, dice)
            if number == 0:  # the one of the cast
                voicing.give_pages(made, players)
                voicing.map_again(made, players)
                contacting.front_door(crew, made)
        each()
    now = timezone.now()
    leave_notices(by=BY, notices=due_notices(now), now=now)  # as the scheduler does, so that nobody's page is empty
    return Made(len(crews), young_people)


# Plans that have been reviewed, by the number of the young person: the strong one, the one where moving stood in for
# changing the place, and two ordinary ones of the same site.
_REVIEWED: Final = {
    0: reviewing.goes_on,
    11: reviewing.ends_by_moving,
    12: reviewing.ends_well,
    16: reviewing.becomes_blended,
}


# Plans that began longer ago, so that there is something to see quarter by quarter; no review of theirs is due yet.
_OLDER: Final = frozenset({3, 6, 9, 20, 29, 66})
_LONGER_AGO: Final = timedelta(days=45)
# How agencies took part in the conferences of ordinary plans where they did not all come, one after another.
_AWAY: Final[tuple[dict[str, str], ...]] = (
    {"transport": "report_only", "business": "declined"},
    {"school": "attended_remote", "parks": "apology_no_input"},
    {"school": "report_only", "housing": "attended_remote", "transport": "absent"},
    {"business": "attended_remote"},
    {"police": "attended_remote", "housing": "declined", "parks": "absent"},
    {"youth_service": "report_only", "transport": "absent"},
)


def _make_young_person(crew: Crew, site: int, number: int, style: Style | None, dice: random.Random) -> Walk:
    until = "in_force" if style else _one_of(STAGES, dice)
    until = "in_force" if number in _REVIEWED else until
    chosen = (0, 1, 2) if style is STRONG else tuple(dice.sample(range(len(PLACES)), dice.choice((2, 3, 3))))
    walk = Walk(
        crew=crew,
        given_name=invented.GIVEN[number % len(invented.GIVEN)],
        family_name=invented.FAMILY[(number * 7) % len(invented.FAMILY)],
        places=places_at(crew, chosen, site),
        start=_start(until, dice, _LONGER_AGO if number in _OLDER else timedelta(0)),
        style=style or ORDINARY,
        number=number,
        pronouns=invented.PRONOUNS[number % len(invented.PRONOUNS)],
        ethnicity=dice.choice(invented.ETHNICITIES),
        way="roth_cp" if style else _one_of(WAYS, dice),
        away={} if style else _AWAY[number // 4 % len(_AWAY)],
    )
    if until in TRIAGED_ELSEWHERE:
        walk_to(walk, "referred").triage(until)
        return walk
    met = until == "in_force" and _has_met(walk, dice)
    walk_to(walk, "core_group_held" if met else until)
    if until == "in_force":
        telling.send_minutes(walk)
    if number in _REVIEWED and timezone.localdate().weekday() < 5:  # no review is held at a weekend
        _REVIEWED[number](walk)
    elif met and style is None:
        turning.turn_of(number)(walk)
    if until == "opened":
        conferring.carry_on(walk)
    return walk


def _one_of(shares: tuple[tuple[str, int], ...], dice: random.Random) -> str:
    """One name, as often as its share says."""
    return dice.choices([name for name, _ in shares], [share for _, share in shares])[0]


def _has_met(walk: Walk, dice: random.Random) -> bool:
    """Of plans whose core group should have met by now, about one in five is late for real."""
    since = ENGLAND_AND_WALES.working_days_between(walk.day(STEPS["held"][1]), timezone.localdate())
    return since > 11 and dice.random() > 0.2


def _start(until: str, dice: random.Random, earlier: timedelta = timedelta(0)) -> date:
    """A working day so long ago that the last step has just happened, or happened some weeks ago; or `earlier`."""
    needed = STEPS["triaged" if until in TRIAGED_ELSEWHERE else until][1] + dice.choice((0, 0, 1, 1, 2))
    since = earlier + timedelta(days=dice.randrange(40)) if until == "in_force" else timedelta(0)
    last = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - since)
    return ENGLAND_AND_WALES.subtract_working_days(last, needed) if needed else last


# --- Places ---
def places_at(crew: Crew, chosen: tuple[int, ...], site: int = 0) -> tuple[tuple[Place, Context], ...]:
    """The chosen places as this site's contexts, made once with whoever has reach into them."""
    known = {context.name: context for context in contexts_visible_to(crew.social_worker)}
    found = []
    for index in chosen:
        place = _renamed(PLACES[index], site)
        found.append((place, known.get(place.name) or _add_place(crew, place)))
    return tuple(found)


def _renamed(place: Place, site: int) -> Place:
    if site == 0:
        return place
    name, area = place.name, place.area
    for old, new in RENAMED.items():
        name, area = name.replace(old, new[(site - 1) % 3]), area.replace(old, new[(site - 1) % 3])
    return replace(place, name=name, area=area)


def _add_place(crew: Crew, place: Place) -> Context:
    context = contexts.add_context(
        by=crew.social_worker,
        site=crew.site,
        kind=place.kind,
        name=place.name,
        area=place.area,
        looked_after_by=place.looked_after_by,
        strengths=place.strength,
        on=SINCE,
    )
    contexts.record_reach(
        by=crew.social_worker,
        context=context,
        agency=crew.agencies[place.reach],
        through=place.through,
        can_change=place.can_change,
    )
    return context


# --- People ---
def crew_of(cast: Cast) -> Crew:
    """The cast as a crew."""
    partners = {
        "police": cast.police_sergeant,
        "school": cast.school_lead,
        "youth_service": cast.youth_worker,
        "business": cast.shop_manager,
    }
    return Crew(
        cast.site,
        cast.team,
        cast.social_worker,
        cast.team_manager,
        cast.chair,
        cast.coordinator,
        cast.agencies,
        partners,
    )


def _crews(cast: Cast, sites: int) -> list[Crew]:
    """The cast's site first, then as many as were asked for."""
    names = (cast.other_site.name, *MORE_SITES)
    crews = [crew_of(cast)]
    for number in range(sites - 1):
        name = names[number] if number < len(names) else f"Invented Borough {number + 1}"
        site = (
            cast.other_site if number == 0 else accounts.add_site(by=BY, code=name.lower().replace(" ", "-"), name=name)
        )
        crews.append(_staff(site, number))
    return crews


def _staff(site: Site, number: int) -> Crew:
    """Agencies, a team and the four people without whom no pathway runs."""
    known = {agency.kind: agency for agency in site.agencies.all()}
    agencies = dict(_agencies(site, known))
    team = site.teams.first() or accounts.add_team(by=BY, site=site, name="Adolescent team")
    worker, manager, chair, coordinator = (_user(site, agencies, team, role, number) for role in STAFF)
    return Crew(site, team, worker, manager, chair, coordinator, agencies)


def _agencies(site: Site, known: dict[str, Agency]) -> Iterator[tuple[str, Agency]]:
    for kind, name in AGENCIES.items():
        words = name.replace("Wexbourne", site.name).replace("Larkfield", RENAMED["Larkfield"][site.pk % 3])
        yield kind, known.get(kind) or accounts.add_agency(by=BY, site=site, name=words, kind=kind)


STAFF: Final = {
    Role.SOCIAL_WORKER: ("social_care", ("Petra Vale", "Hugo Lark", "Mina Stroud")),
    Role.TEAM_MANAGER: ("social_care", ("Clive Ashe", "Farah Dunn", "Ewan Brook")),
    Role.ROTH_CHAIR: ("conference_service", ("Oona Kerr", "Desmond Pool", "Ivy Marchetti")),
    Role.CONFERENCE_COORDINATOR: ("conference_service", ("Lars Holt", "Bea Quill", "Sunil Rao")),
}


def _user(site: Site, agencies: dict[str, Agency], team: Team, role: Role, number: int) -> User:
    agency, names = STAFF[role]
    name = names[number % 3] if number < 3 else f"{names[number % 3]} {number}"
    email = f"{name.lower().replace(' ', '.')}.{site.code}@example.org"
    user = accounts.add_user(by=BY, email=email, name=name, job_title=role.label)
    holds = team if role in (Role.SOCIAL_WORKER, Role.TEAM_MANAGER) else None
    accounts.start_membership(
        by=BY, user=user, site=site, agency=agencies[agency], role=role, team=holds, starts_on=SINCE
    )
    return user
