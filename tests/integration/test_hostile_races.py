"""Two people at the same instant, with real commits on a database apart: one wins, the other reads a sentence.

Each race runs in threads of one process, as our server's do, with a connection each. What is written twice, or half,
or a fault that nobody expects, fails.
"""

import json

import pytest

from tests.integration.test_audit import answer, own_database, started

__all__ = ["own_database"]
pytestmark = pytest.mark.django_db

RACES = '''
import json, threading
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
call_command("migrate", verbosity=0)
from roth.audit.actions import System
from roth.audit.models import Event
from roth.audit.selectors import faults
from roth.contexts import actions as contexts
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import make_cast
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import DomainError
from roth.accounts import actions as accounts
from roth.meetings import actions as meetings
from roth.pathway import actions as pathway
from roth.people import actions as people
from roth.people.models import ElevatedAccess, YoungPerson
from roth.plans import actions as plans

cast = make_cast(System("tests"))
crew = crew_of(cast)
start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
walks = {}
for number, step in enumerate(("added", "referred", "triaged", "assessed", "pathway_decided", "answered", "booked")):
    walk = Walk(crew, f"Given{number}", f"Family{number}", places_at(crew, (0, 1, 2)), start, number=number)
    walks[step] = walk_to(walk, step)

def race(*deeds):
    """Run each in a thread at the same instant; how each ended, in order of the alphabet."""
    ready, ends = threading.Barrier(len(deeds)), []
    def run(deed):
        try:
            ready.wait()
            deed()
            ends.append("done")
        except DomainError as refused:
            ends.append(f"refused: {type(refused).__name__}")
        except BaseException as fault:
            ends.append(f"FAULT {type(fault).__name__}: {fault}")
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(ends)

def fresh(step):
    return YoungPerson.objects.select_related("site", "team").get(pk=walks[step].young_person.pk)

def taking(step, name):
    """The step that a walk takes next, as two browsers would send it: each with objects of its own."""
    def deed():
        walk = Walk(crew, f"Given{walks[step].number}", "X", walks[step].places, start, number=walks[step].number)
        walk.young_person = fresh(step)
        if step == "booked":
            walk.meeting = walk.young_person.episodes.get().meetings.get()
        name(walk)
    return deed

found = {}
found["referral"] = race(*[taking("added", Walk.refer)] * 2)
found["episodes"] = fresh("added").episodes.count()
found["triage"] = race(*[taking("referred", Walk.triage)] * 2)
found["stage_changes"] = fresh("referred").episodes.get().stage_changes.count()
found["strategy"] = race(*[taking("triaged", Walk.discuss_strategy)] * 2)
found["enquiries"] = fresh("triaged").episodes.get().enquiries.count()

def allocate(worker):
    on = timezone.localdate() + timedelta(days=1)
    return lambda: people.allocate(by=cast.team_manager, young_person=fresh("added"), worker=worker, on=on)
def colleague(name):
    return accounts.add_colleague(
        by=System("tests"), email=f"{name}@example.org", name=name, job_title="", site=cast.site,
        agency=crew.agencies["social_care"], role="social_worker", team=cast.team, starts_on=start,
    ).user
second, third = colleague("Second"), colleague("Third")
found["same_allocation"] = race(*[allocate(second)] * 2)
found["two_allocations"] = race(allocate(cast.social_worker), allocate(third))
found["open_allocations"] = fresh("added").allocations.filter(ends_on=None).count()

person = fresh("triaged")
def write(text, version):
    def deed():
        mine = fresh("triaged")
        people.write_own_words(
            by=cast.team_manager, young_person=mine, own_words=text, own_words_on=start, version=version
        )
    return deed
found["own_words"] = race(write("one", person.version), write("two", person.version))

def invite(name):
    meeting = fresh("booked").episodes.get().meetings.get()
    return lambda: meetings.invite(by=cast.coordinator, meeting=meeting, role="other", name=name)
found["invitation"] = race(invite("Same Person"), invite("Same Person"))
found["invited"] = fresh("booked").episodes.get().meetings.get().invitations.filter(name="Same Person").count()

from roth.demo import planning
def in_force():
    plans.put_plan_in_force(by=cast.chair, plan=planning.plan_of(walks["answered"]))
found["in_force"] = race(in_force, in_force)

def elevate(step):
    return lambda: accounts.take_elevated_access(
        by=cast.other_team_worker, young_person=fresh(step), reason="Somebody rang about them tonight", minutes=5
    )
found["elevation"] = race(elevate("added"), elevate("referred"))
found["elevations"] = ElevatedAccess.objects.count()

def conflict():
    people.declare_conflict(by=cast.quality_lead, young_person=fresh("referred"))
found["conflict"] = race(conflict, conflict)

def adding(name):
    return lambda: contexts.add_context(by=cast.social_worker, site=cast.site, kind="neighbourhood_place", name=name)
found["context"] = race(adding("One place"), adding("One place"))
found["many"] = race(*[adding(f"Place {number}") for number in range(6)])
found["faults"] = [str(fault) for fault in faults()]
found["events"] = Event.objects.count() == Event.objects.latest("number").number
print(json.dumps(found))
'''

WON = (["done", "refused: NotPossible"], ["done", "refused: Conflict"])


@pytest.fixture
def found(own_database: str) -> dict[str, object]:
    """How every race ended."""
    return json.loads(answer(started(RACES, url=own_database)).splitlines()[-1])


def test_of_two_at_once_one_wins_and_the_other_reads_why(found: dict[str, object]) -> None:
    races = ("referral", "triage", "strategy", "same_allocation", "invitation", "in_force", "context", "elevation")
    assert {race: found[race] for race in races if found[race] not in WON} == {}
    assert found["own_words"] == ["done", "refused: Conflict"]
    assert found["conflict"] == ["done", "refused: NotVisible"]
    assert found["two_allocations"] == ["done", "done"]  # the later one holds
    once = {name: found[name] for name in ("episodes", "enquiries", "open_allocations", "invited", "elevations")}
    assert once == dict.fromkeys(once, 1)
    assert found["stage_changes"] == 2
    assert found["many"] == ["done"] * 6
    assert found["faults"] == []
    assert found["events"]
