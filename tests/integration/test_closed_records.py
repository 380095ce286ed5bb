"""A closed record takes no more writes: every action of a whole way, sent again once the episode is closed, is refused.

What may go on: who the young person is and who is around them, contexts of their own, reading one's notices, what a
young person and the parents say; what is going on beside the pathway; a new worry, which opens another episode; and
papers of a conference that was decided, which still go to whoever is to have them.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roth.demo import turning
from roth.demo.borough import crew_of, places_at
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.closed import INSTEAD, MAY_CORRECT, Kept
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.pathway import actions, corrections

pytestmark = pytest.mark.django_db
GOES_ON = {"people", "contexts", "accounts", "work", "voice"}
GIVES_OUT = {"share_paper"}
OPENS_ANOTHER = {"record_referral", "begin_overlay", "end_overlay", "record_return_interview"}


def start():
    return ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))


def again(value: Any) -> Any:
    model = type(value)
    if hasattr(value, "pk") and model.__module__.startswith("roth.") and model.__name__ != "User":
        return model._default_manager.get(pk=value.pk)
    return value


def test_every_action_of_a_whole_way_is_refused_once_the_episode_is_closed(cast):
    taken: list[tuple[Any, dict[str, Any]]] = []

    def do(action, /, **values):
        taken.append((action, values))
        return action(**values)

    crew = crew_of(cast)
    walk = Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start(), do=do)
    walk_to(walk, "core_group_held")
    turning.be_interviewed(walk)
    turning.visit(walk)
    turning.close(walk)
    assert len({action.__name__ for action, _ in taken}) > 25
    wrong = []
    for action, values in taken:
        room = action.__module__.split(".")[1]
        if room in GOES_ON or action.__name__ in OPENS_ANOTHER | GIVES_OUT:
            continue
        try:
            with transaction.atomic():
                action(**{name: again(value) for name, value in values.items()})
                transaction.set_rollback(True)
        except (NotPossible, NotAllowed, NotVisible, Conflict):
            continue
        wrong.append(f"{room}.{action.__name__}")
    assert not wrong, f"a closed record took another write: {sorted(set(wrong))}"


@pytest.fixture
def walk(cast):
    crew = crew_of(cast)
    found = Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start())
    walk_to(found, "core_group_held")
    turning.close(found)
    return found


def test_every_kind_of_finished_record_takes_a_correction_and_stays_as_it_was(walk):
    found = [each for _, each in corrections.finished(walk.young_person) if each.finished]
    assert {each.kind for each in found} == set(Kept) == set(MAY_CORRECT)
    before = walk.young_person.episodes.get().enquiries.get().analysis
    for each in found:
        by = walk.crew.chair if each.kind in (Kept.MEETING, Kept.PLAN) else walk.crew.manager
        said = {"about": each.kind.value, "key": each.key, "what": "The day", "words": "It was the day after."}
        actions.add_correction(by=by, young_person=walk.young_person, **said)
    assert len(corrections.corrections_of(walk.young_person)) == len(found)
    assert walk.young_person.episodes.get().enquiries.get().analysis == before


def test_a_refusal_says_that_a_correction_can_be_added(walk):
    plan = walk.young_person.episodes.get().plans.get()
    from roth.plans import actions as plans

    with pytest.raises(NotPossible) as refused:
        plans.add_goal(by=walk.crew.chair, plan=plan, statement="More", level="family", whose="parent")
    assert INSTEAD in str(refused.value)


def test_what_is_not_finished_is_changed_and_not_corrected(cast):
    crew = crew_of(cast)
    walk = walk_to(Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start()), "enquired")
    key = walk.young_person.episodes.get().enquiries.get().pk
    said = {"about": "enquiry", "key": key, "what": "x", "words": "y"}
    with pytest.raises(NotPossible, match="not finished"):
        actions.add_correction(by=crew.manager, young_person=walk.young_person, **said)


def test_nobody_corrects_another_young_persons_record_through_their_own(walk, cast):
    crew = crew_of(cast)
    other = walk_to(Walk(crew, "Ash", "Field", places_at(crew, (0, 1)), start(), number=5), "enquiry_authorised")
    key = walk.young_person.episodes.get().enquiries.get().pk
    with pytest.raises(NotVisible):
        actions.add_correction(
            by=crew.manager, young_person=other.young_person, about="enquiry", key=key, what="x", words="y"
        )


def test_the_correction_stands_on_the_page_of_what_it_corrects(walk, cast, client_for):
    ref, key = walk.young_person.ref, walk.young_person.episodes.get().enquiries.get().pk
    client = client_for(cast.team_manager)
    address = reverse("pathway:correct", args=(ref, "enquiry", key))
    assert client.get(address).status_code == 200
    sent = client.post(address, {"what": "The day of the visit", "words": "It was Friday."})
    assert sent.status_code == 303
    for name in ("pathway:enquiry", "pathway:corrections"):
        shown = client.get(reverse(name, args=(ref,))).content.decode()
        assert "It was Friday." in shown
        assert "Add a correction" in shown
