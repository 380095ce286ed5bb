"""The plan: pause, then goals, then actions; nothing lost silently; the same questions on the page and in the check."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roth.audit.models import Event
from roth.demo.borough import crew_of, places_at
from roth.demo.steps import walk_to
from roth.demo.stories import FAILURES, STRONG
from roth.demo.walk import Walk
from roth.domain.access import Role
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.domain.findings import State
from roth.plans import access, actions, selectors, trying
from roth.plans.models import Action, Goal, Plan
from roth.quality.selectors import check, plan_check

GOAL = {"statement": "Young people wait for the bus in peace", "level": "place", "whose": "professional"}
DUE = date(2030, 3, 15)


def way(cast, until, **extra) -> Walk:
    crew = crew_of(cast)
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    return walk_to(Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), start, **extra), until)


def plan_of(walk) -> Plan:
    plan = selectors.current_plan(walk.young_person.episodes.get())
    assert plan is not None
    return plan


def url(walk, name, *args) -> str:
    return reverse(f"plans:{name}", args=(walk.young_person.ref, *args))


def action_values(plan, **changes):
    usual = {
        "goal_id": plan.goals.first().pk,
        "text": "keep the waiting room open",
        "target": "system",
        "approach": "change_environment",
        "owner_name": "Marta Quill",
        "owner_type": "business",
        "due_on": DUE,
    }
    return usual | changes


def posted(plan, **changes):
    """What a browser sends for `action_values`."""
    given = action_values(plan, origin="professional", accepted_how="Marta Quill, by phone", **changes)
    day = given.pop("due_on")
    return given | {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}


def open_questions(plan) -> set[tuple[str, str]]:
    return {(each.rule, each.subject_key) for each in check(plan) if each.state is State.OPEN}


@pytest.fixture
def held(cast):
    return way(cast, "held")


@pytest.fixture
def paused(cast):
    return way(cast, "paused")


@pytest.fixture
def planned(cast):
    return way(cast, "planned", style=STRONG)


# --- The order ------------------------------------------------------------------------------------------------------
def test_nothing_is_planned_before_the_pause(cast, held) -> None:
    plan = plan_of(held)
    assert plan.status == "draft"
    assert plan.lead_worker == cast.social_worker
    with pytest.raises(NotPossible, match="Pause first"):
        actions.add_goal(by=cast.social_worker, plan=plan, **GOAL)
    with pytest.raises(NotPossible, match="Some answers are missing") as refused:
        actions.complete_pause(
            by=cast.chair, plan=plan, aim="Home safe", for_whom=" ", how_we_would_know="", avoid_making_worse="Trust"
        )
    assert [name for name, _ in refused.value.missing] == ["for_whom", "how_we_would_know"]
    assert not Goal.objects.exists()


def test_an_action_waits_for_a_goal(cast, paused) -> None:
    plan = plan_of(paused)
    with pytest.raises(NotPossible, match="Write a goal first"):
        actions.add_action(by=cast.social_worker, plan=plan, **{**action_values_without_goal(), "goal_id": None})


def action_values_without_goal():
    return {
        "text": "keep it open",
        "target": "system",
        "approach": "support",
        "owner_name": "Marta",
        "owner_type": "business",
        "due_on": DUE,
    }


def test_pages_lead_there_one_step_at_a_time(cast, held, client_for) -> None:
    client = client_for(cast.social_worker)
    page = client.get(url(held, "plan")).content.decode()
    assert "Pause before planning" in page
    assert url(held, "pause") in page
    assert client.get(url(held, "action_add")).status_code == 409
    said = {
        "aim": "Home safe",
        "for_whom": "Rowan",
        "how_we_would_know": "Rowan says so",
        "avoid_making_worse": "Trust",
    }
    assert client.post(url(held, "pause"), said | {"_version": 1}).status_code == 303
    page = client.get(url(held, "plan")).content.decode()
    assert "Say the first goal" in page
    refused = client.get(url(held, "action_add"))
    assert refused.status_code == 409
    assert url(held, "goal_add") in refused.content.decode()


# --- Actions --------------------------------------------------------------------------------------------------------
def test_an_action_is_added_from_the_question_it_answers(cast, paused, client_for) -> None:
    plan = plan_of(paused)
    actions.add_goal(by=cast.social_worker, plan=plan, **GOAL)
    dynamic = selectors.parts_of(plan).dynamics[0]
    client = client_for(cast.social_worker)
    page = client.get(url(paused, "plan")).content.decode()
    begun = f"{url(paused, 'action_add')}?dynamic={dynamic.id}&amp;context={dynamic.context_id}"
    assert begun in page
    form = client.get(begun.replace("&amp;", "&") + "&target=place").content.decode()
    assert f'name="dynamics" type="checkbox" value="{dynamic.id}" checked' in form
    sent = posted(plan, target="place", context_id=dynamic.context_id, dynamics=[dynamic.id])
    assert client.post(url(paused, "action_add"), sent).status_code == 303
    assert ("V02", f"dynamic:{dynamic.id}") not in open_questions(plan)
    page = client.get(url(paused, "plan")).content.decode()
    assert "will keep the waiting room open, by" in page
    assert f"actions/{Action.objects.get().pk}/" in page


@pytest.mark.parametrize("settled_before", ["by an answer", "by a decision", "not at all"])
def test_removing_the_only_action_brings_the_question_back_open(cast, paused, client_for, settled_before) -> None:
    """Must show 3: on the page and in the check, whatever had settled it before."""
    plan, worker = plan_of(paused), cast.social_worker
    actions.add_goal(by=worker, plan=plan, **GOAL)
    dynamic = selectors.parts_of(plan).dynamics[0]
    subject = f"dynamic:{dynamic.id}"
    if settled_before == "by an answer":
        at = reverse("plans:answer", args=(paused.young_person.ref, "V02", subject))
        assert client_for(cast.chair).post(at, {"answer": "We wait for the landlord"}).status_code == 303
    if settled_before == "by a decision":
        actions.decide_not_to_act(by=worker, plan=plan, subject=subject, reason="The place has closed")
    assert (("V02", subject) in open_questions(plan)) is (settled_before == "not at all")
    action = actions.add_action(by=worker, plan=plan, **action_values(plan, dynamics=[dynamic.id]))
    assert ("V02", subject) not in {(each.rule, each.subject_key) for each in check(plan)}

    client = client_for(worker)
    gone = client.post(url(paused, "action_remove", action.pk), {"reason": "The bus company withdrew"})
    assert gone.status_code == 303
    assert ("V02", subject) in open_questions(plan_of(paused))
    page = client.get(url(paused, "plan")).content.decode()
    assert f'<li class="roth-question roth-question--firm" id="v02-dynamic-{dynamic.id}">' in page
    assert "Taken out of the plan (1)" in page
    assert "The bus company withdrew" in page
    said = plan_check(plan_of(paused))
    assert {"V02"} <= {each["rule"] for each in said["unanswered"] if each["subject_key"] == subject}


def test_an_action_that_watches_needs_an_end_and_help_beside_it(cast, paused) -> None:
    plan, worker = plan_of(paused), cast.social_worker
    actions.add_goal(by=worker, plan=plan, **GOAL)
    watching = action_values(plan, target="parent_behaviour", approach="monitor")
    with pytest.raises(NotPossible, match="V07") as refused:
        actions.add_action(by=worker, plan=plan, **watching)
    asked = {"restriction_ends_on", "restriction_purpose", "restriction_consent", "paired_support_id"}
    assert {name for name, _ in refused.value.missing} == asked
    help_ = actions.add_action(by=worker, plan=plan, **action_values(plan, approach="relationship"))
    beside = {"restriction_ends_on": DUE, "paired_support_id": help_.pk}
    beside |= {"restriction_purpose": "Until the lights are on", "restriction_consent": "accepts"}
    actions.add_action(by=worker, plan=plan, **watching, **beside)
    with pytest.raises(NotPossible, match="help beside"):
        actions.remove_action(by=worker, action=help_, reason="No longer needed")
    with pytest.raises(NotPossible, match="V07"):  # nor does it help itself
        actions.change_action(by=worker, action=help_, approach="restrict", **beside)


def test_an_action_refuses_what_is_not_its_own(cast, paused) -> None:
    plan, worker = plan_of(paused), cast.social_worker
    actions.add_goal(by=worker, plan=plan, **GOAL)
    for wrong in (
        {"dynamics": [987654]},
        {"context_id": 987654},
        {"owner_agency_id": 987654},
        {"goal_id": 987654},
        {"target": "place"},
        {"text": " "},
    ):
        with pytest.raises(NotPossible):
            actions.add_action(by=worker, plan=plan, **action_values(plan, **wrong))
    with pytest.raises(TypeError):
        actions.add_action(by=worker, plan=plan, risk_score=7, **action_values(plan))
    assert not Action.objects.exists()


def test_two_people_change_one_action(cast, planned, client_for) -> None:
    plan = plan_of(planned)
    action = plan.actions.filter(approach="support").first()
    seen = action.version
    actions.change_action(by=cast.chair, action=access.action_of(plan, action.pk), owner_name="Somebody else")
    with pytest.raises(Conflict) as conflict:
        actions.change_action(by=cast.social_worker, action=action, version=seen, owner_name="Me", dynamics=[])
    assert conflict.value.theirs["owner_name"] == "Somebody else"
    assert conflict.value.theirs["needs"] == selectors.links_of(action, ["needs"])["needs"]
    client = client_for(cast.social_worker)
    mine = posted(plan, text="do it my way", status="started", _version=seen)
    page = client.post(url(planned, "action", action.pk), mine)
    assert page.status_code == 409
    assert "Somebody else" in page.content.decode()
    assert Action.objects.get(pk=action.pk).owner_name == "Somebody else"


def test_what_was_typed_comes_back(cast, paused, client_for) -> None:
    plan = plan_of(paused)
    actions.add_goal(by=cast.social_worker, plan=plan, **GOAL)
    sent = posted(plan, target="place", text="keep these words") | {"due_on-day": "31", "due_on-month": "2"}
    page = client_for(cast.social_worker).post(url(paused, "action_add"), sent)
    assert page.status_code == 422
    assert "keep these words" in page.content.decode()
    assert not Action.objects.exists()


def test_the_same_action_sent_twice_from_the_same_form(cast, planned, client_for) -> None:
    """A second save of a form that was open before the first one meets the conflict page, not a silent second write."""
    plan = plan_of(planned)
    action = plan.actions.filter(approach="support").first()
    sent = posted(plan, text="the first words", status="started", _version=action.version)
    client = client_for(cast.social_worker)
    assert client.post(url(planned, "action", action.pk), sent).status_code == 303
    again = client.post(url(planned, "action", action.pk), sent | {"text": "the second words"})
    assert again.status_code == 409
    assert Action.objects.get(pk=action.pk).text == "the first words"


# --- Goals, measures, decisions -------------------------------------------------------------------------------------
def test_a_goal_leaves_after_what_serves_it(cast, planned) -> None:
    plan = plan_of(planned)
    goal = plan.goals.first()
    with pytest.raises(NotPossible, match="still serve this goal"):
        actions.remove_goal(by=cast.chair, goal=goal, reason="Said twice")
    empty = actions.add_goal(by=cast.chair, plan=plan, **GOAL)
    with pytest.raises(NotPossible):
        actions.remove_goal(by=cast.chair, goal=empty, reason=" ")
    actions.remove_goal(by=cast.chair, goal=empty, reason="Said twice")
    found = selectors.parts_of(plan)
    assert empty.pk not in {each.id for each in found.live_goals}
    assert empty.pk in {each.id for each in found.goals}
    with pytest.raises(NotPossible):
        actions.add_action(by=cast.chair, plan=plan, **action_values(plan, goal_id=empty.pk))


def test_dropping_the_measures_asks_again_how_we_would_know(cast, planned) -> None:
    plan = plan_of(planned)
    for measure in plan.measures.all():
        actions.remove_measure(by=cast.social_worker, measure=measure, reason="Nobody can ask this")
    assert any(each.rule == "V11" for each in check(plan))
    with pytest.raises(NotPossible, match="already"):
        actions.remove_measure(by=cast.social_worker, measure=plan.measures.first(), reason="Again")


def test_a_decision_not_to_act_keeps_its_reason_and_ends_when_somebody_acts(cast, paused) -> None:
    plan, worker = plan_of(paused), cast.social_worker
    actions.add_goal(by=worker, plan=plan, **GOAL)
    need = selectors.parts_of(plan).needs[0]
    with pytest.raises(NotPossible):
        actions.decide_not_to_act(by=worker, plan=plan, subject="need:987654", reason="None")
    actions.decide_not_to_act(by=worker, plan=plan, subject=f"need:{need.id}", reason="Met at home")
    actions.decide_not_to_act(by=worker, plan=plan, subject=f"need:{need.id}", reason="Met by the school")
    assert [each.reason for each in selectors.parts_of(plan).decisions] == ["Met by the school"]
    actions.add_action(by=worker, plan=plan, **action_values(plan, target="young_person_need", needs=[need.id]))
    assert not selectors.parts_of(plan).decisions
    assert plan.not_to_act.count() == 2


# --- In force -------------------------------------------------------------------------------------------------------
def test_the_chair_puts_a_plan_in_force(cast, planned, client_for) -> None:
    plan, client = plan_of(planned), client_for(cast.chair)
    assert client.post(url(planned, "in_force"), {}).status_code == 303
    plan = plan_of(planned)
    assert plan.status == "in_force"
    assert plan.starts_on == plan.meeting.held_on
    assert plan.in_force_by == cast.chair
    assert plan.episode.stage == "plan"
    assert client.post(url(planned, "in_force"), {}).status_code == 409
    added = actions.add_action(by=cast.social_worker, plan=plan, **action_values(plan))
    assert added.pk in {each.id for each in selectors.parts_of(plan).actions}


def test_what_is_missing_is_listed_with_where_to_go(cast, paused, client_for) -> None:
    client = client_for(cast.chair)
    page = client.get(url(paused, "in_force")).content.decode()
    for name in ("core_group", "contingency", "unanswered"):
        assert url(paused, name) in page
    refused = client.post(url(paused, "in_force"), {})
    assert refused.status_code == 409
    assert plan_of(paused).status == "draft"


def test_only_the_chair_puts_it_in_force(cast, planned, client_for) -> None:
    assert client_for(cast.social_worker).post(url(planned, "in_force"), {}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.put_plan_in_force(by=cast.team_manager, plan=plan_of(planned))


def test_the_review_is_in_time(cast, planned, client_for) -> None:
    plan = plan_of(planned)
    late = selectors.limit_of(plan, "T23") + timedelta(days=1)
    with pytest.raises(NotPossible) as refused:
        actions.name_core_group(
            by=cast.social_worker, plan=plan, members=[], lead_worker_id=cast.social_worker.pk, review_on=late
        )
    assert "T23" in refused.value.missing[0][1]


def test_an_ended_plan_is_kept_as_it_was(cast, planned) -> None:
    plan = plan_of(planned)
    plan.save_over(None, {"status": "ended"})
    with pytest.raises(NotPossible, match="ended"):
        actions.add_action(by=cast.social_worker, plan=plan, **action_values(plan))


# --- Who ------------------------------------------------------------------------------------------------------------
STRANGERS = ("other_team_worker", "other_site_worker", "other_site_manager", "police_sergeant", "researcher")


def test_nobody_else_gets_a_page(cast, held, client_for, client) -> None:
    held.meeting.invitations.filter(user=cast.police_sergeant).update(withdrawn_on=timezone.localdate())
    for who in STRANGERS:
        other = client_for(getattr(cast, who))
        for name in ("plan", "pause", "goal_add", "action_add", "measure_add", "core_group", "unanswered", "in_force"):
            assert other.get(url(held, name)).status_code == 404, (who, name)
    assert client.get(url(held, "plan")).status_code == 302  # signed out: to sign in


def test_a_partner_who_is_invited_reads_the_plan_and_writes_nothing(cast, planned, client_for) -> None:
    asked = planned.meeting.invitations.filter(user__isnull=False, withdrawn_on=None)
    partner = next(each.user for each in asked if each.user.standing.roles == {Role.PARTNER})
    client = client_for(partner)
    page = client.get(url(planned, "plan"))
    assert page.status_code == 200
    words = page.content.decode()
    assert plan_of(planned).aim in words
    assert "Unanswered" not in words
    assert "/actions/" not in words
    for name in ("pause", "action_add", "unanswered", "in_force"):
        assert client.get(url(planned, name)).status_code == 403, name


def test_a_part_of_another_plan_is_not_found(cast, planned, client_for) -> None:
    crew = crew_of(cast)
    other = walk_to(
        Walk(crew, "Sky", "Bell", places_at(crew, (0, 1, 2)), planned.start, style=STRONG, number=3), "planned"
    )
    theirs = plan_of(other)
    client = client_for(cast.social_worker)
    for name, key in (
        ("goal", theirs.goals.first().pk),
        ("action", theirs.actions.first().pk),
        ("measure", theirs.measures.first().pk),
        ("action_remove", theirs.actions.first().pk),
    ):
        assert client.get(url(planned, name, key)).status_code == 404, name
        assert client.get(url(other, name, key)).status_code == 200, name


def test_a_plan_by_either_reference(cast, planned) -> None:
    plan = plan_of(planned)
    worker = cast.social_worker
    assert access.plan_for_ref(worker, plan.ref) == plan
    assert access.plan_for_ref(worker, planned.young_person.ref) == plan
    for user, ref in ((cast.other_site_worker, plan.ref), (worker, "PL-999999"), (worker, "MT-0001")):
        with pytest.raises(NotVisible):
            access.plan_for_ref(user, ref)


# --- The page -------------------------------------------------------------------------------------------------------
def test_an_imported_plan_says_what_it_knows(cast, held, client_for) -> None:
    plan = plan_of(held)
    plan.save_over(None, {"from_census": True, "status": "in_force", "starts_on": date(2026, 1, 5)})
    plan.reviews.create(on=date(2026, 3, 20))
    page = client_for(cast.social_worker).get(url(held, "plan")).content.decode()
    assert "Dates only, so far" in page
    assert "Since 5 January 2026" in page
    assert "20 March 2026" in page


def test_no_plan_yet(cast, client_for) -> None:
    walk = way(cast, "booked")
    client = client_for(cast.social_worker)
    assert "There is no plan yet" in client.get(url(walk, "plan")).content.decode()
    assert client.get(url(walk, "pause")).status_code == 409


@pytest.mark.parametrize("style", FAILURES[1:8:3], ids=lambda style: style.code)
def test_the_page_and_the_check_say_the_same(cast, client_for, style) -> None:
    walk = way(cast, "planned", style=style)
    page = client_for(cast.chair).get(url(walk, "plan")).content.decode()
    waiting = plan_check(plan_of(walk))["unanswered"]
    assert page.count('<li class="roth-question') - page.count("roth-question--answered") == len(waiting)
    for each in waiting:
        assert f'id="{each["rule"].lower()}-{each["subject_key"].replace(":", "-").lower()}"' in page


def test_few_queries_however_much_there_is(cast, planned, client_for) -> None:
    plan, client = plan_of(planned), client_for(cast.social_worker)
    for _ in range(8):
        goal = actions.add_goal(by=cast.chair, plan=plan, **GOAL)
        for _ in range(4):
            actions.add_action(by=cast.chair, plan=plan, **action_values(plan, goal_id=goal.pk))
    client.get(url(planned, "plan"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url(planned, "plan")).status_code == 200
    statements = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(statements) <= 12, statements
    with CaptureQueriesContext(connection) as asked:
        assert client.post(url(planned, "action_add"), posted(plan)).status_code == 303
    statements = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(statements) <= 24, statements  # two of them for the words that find the action


def test_every_write_is_in_the_record_s_history(cast, paused) -> None:
    plan, worker = plan_of(paused), cast.social_worker
    goal = actions.add_goal(by=worker, plan=plan, **GOAL)
    action = actions.add_action(by=worker, plan=plan, **action_values(plan))
    actions.remove_action(by=worker, action=action, reason="Said twice")
    kinds = list(
        Event.objects.filter(record=paused.young_person.ref).order_by("-number").values_list("kind", "target")[:3]
    )
    assert kinds == [
        ("plan.action_removed", f"action:{action.pk}"),
        ("plan.action_added", f"action:{action.pk}"),
        ("plan.goal_added", f"goal:{goal.pk}"),
    ]


# --- While an action is being written -------------------------------------------------------------------------------
def test_the_panel_beside_a_new_action(cast, paused, client_for) -> None:
    plan = plan_of(paused)
    actions.add_goal(by=cast.social_worker, plan=plan, **GOAL)
    found = selectors.parts_of(plan)
    dynamic = found.dynamics[0]
    chosen = {"target": "place", "context_id": dynamic.context_id, "dynamics": [dynamic.id]}
    seen = trying.tried(plan, found, chosen)
    assert any(dynamic.text[:20] in each for each in seen.settles)
    assert not seen.raises
    stranger = {**chosen, "owner_agency_id": cast.agencies["research"].pk}
    assert any("no recorded reach" in each for each in trying.tried(plan, found, stranger).raises)
    client = client_for(cast.social_worker)
    answer = client.get(url(paused, "unanswered"), {"trying": "0", "target": "place", "dynamics": [dynamic.id]})
    assert "would be answered" in answer.content.decode()
    assert not Action.objects.exists()
