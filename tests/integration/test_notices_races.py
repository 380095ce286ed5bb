"""Sweeps at the same instant in separate processes, with real commits: everybody is told once and written to once."""

import json
from pathlib import Path

import pytest

from tests.integration.test_audit import answer, own_database, started

__all__ = ["own_database"]
pytestmark = pytest.mark.django_db

MAKE = """
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from roth.audit.actions import System
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import make_cast
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.work.models import Notice
cast = make_cast(System("tests"))
crew = crew_of(cast)
start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
for number, step in enumerate(("referred", "pathway_decided", "booked", "in_force", "in_force")):
    walk_to(Walk(crew, f"Given{number}", "Ellery", places_at(crew, (0, 1, 2)), start, number=number), step)
Notice.objects.all().delete()
"""
SWEEP = """
import json, sys, time
import django
django.setup()
from datetime import datetime
from django.conf import settings
from roth.domain.notifications.due import LONDON
from roth.work.sweep import sweep
settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", sys.argv[2]
now = datetime(2027, 6, 2, 10, tzinfo=LONDON)
time.sleep(max(0, float(sys.argv[1]) - time.time()))
swept = [sweep(now) for _ in range(3)]
sent, left = sum(each.posted.sent for each in swept), sum(each.left.notices for each in swept)
print(json.dumps({"sent": sent, "left": left, "refused": sum(each.posted.refused for each in swept)}))
"""
LOOK = """
import json
import django
django.setup()
from roth.audit.selectors import faults
from roth.work.models import Mail, Notice
states = list(Mail.objects.values_list("state", flat=True))
print(json.dumps({
    "notices": Notice.objects.count(), "people": Notice.objects.values("user").distinct().count(),
    "sent": states.count("sent"), "other": len(states) - states.count("sent"),
    "untold": Notice.objects.filter(mail=None).count(), "faults": len(list(faults())),
}))
"""


def test_three_sweeps_at_once_tell_everybody_once_and_write_to_each_once(own_database: str, tmp_path: Path) -> None:
    import time

    answer(started(MAKE, url=own_database))
    at_once = str(time.time() + 12)  # when all have started, however slow the machine
    sweeps = [started(SWEEP, at_once, str(tmp_path / "mail"), url=own_database) for _ in range(3)]
    ends = [json.loads(answer(each)) for each in sweeps]
    found = json.loads(answer(started(LOOK, url=own_database)))
    assert found["notices"] == sum(end["left"] for end in ends) > 10
    assert found["sent"] == sum(end["sent"] for end in ends) == found["people"] >= 4
    written = [line for file in (tmp_path / "mail").iterdir() for line in file.read_text().splitlines()]
    senders = [line for line in written if line.startswith("To: ")]
    assert len(senders) == len(set(senders)) == found["people"], "nobody has two emails"
    assert (found["other"], found["untold"], found["faults"]) == (0, 0, 0)
    assert not any(end["refused"] for end in ends)
