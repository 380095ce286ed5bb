"""The steps from a referral to a pathway decision: what each records, what stops it, who may take it, its clocks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pathway_walk import ANSWERS, HARMS, PEOPLE, REFERRAL, Walk, ago, at_noon, today

from roth.assessments.actions import add_part, start_assessment, weigh_contexts
from roth.assessments.selectors import weights_add_up
from roth.audit.models import Event
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.domain.pathway import G, Stage
from roth.meetings.selectors import current_meeting
from roth.pathway import actions, clocks, selectors, steps
from roth.people.actions import restrict


@pytest.fixture
def walk(cast):
    return Walk(cast)


def sentence(code):
    return G[code].sentence


def refused(call, text, **kwargs):
    with pytest.raises(NotPossible) as raised:
        call(**kwargs)
    said = [str(raised.value), *(each for _, each in raised.value.missing)]
    assert any(text in each for each in said), said


# --- Referral ------------------------------------------------------------------------------------------------------
def test_a_referral_opens_an_episode_and_starts_its_clock(walk):
    episode = walk.refer()
    assert episode.stage == Stage.REFERRAL
    assert episode.opened_on == ago(20)
    assert walk.clock("T01").due_on == ENGLAND_AND_WALES.add_working_days(ago(20), 1)
    assert [harm.role for harm in episode.referral.harms.all()] == ["harmed", "at_risk"]
    event = Event.objects.filter(record=walk.ref).last()
    assert event.kind == "referral.recorded"


def test_a_second_open_episode_is_refused(walk):
    walk.refer()
    refused(walk.refer, "has an open episode already")


def test_a_new_referral_after_closing_opens_a_new_episode(walk):
    first = walk.refer()
    walk.triage("nfa")
    second = walk.refer(received_on=ago(5))
    assert second.pk != first.pk
    assert walk.episode.pk == second.pk


def test_a_new_referral_from_before_the_last_episode_closed_is_refused(walk):
    walk.refer()
    walk.triage("nfa")
    refused(walk.refer, "8820", received_on=ago(20))


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"concern": ""}, "what the worry is"),
        ({"harms": []}, "at least one kind of harm"),
        ({"childs_words": ""}, "what the young person says, or why"),
        ({"parents_views": ""}, "what parents or carers say, or why"),
        ({"parents_told": False}, "why parents or carers were not told"),
        ({"received_on": date(2099, 1, 1)}, "in the future"),
        ({"harms": [{"harm_type": "nothing", "role": "harmed"}]}, "from the lists"),
    ],
)
def test_a_referral_that_lacks_something_is_refused_and_nothing_is_saved(walk, changed, text):
    refused(walk.refer, text, **changed)
    assert walk.episode is None


def test_contexts_at_referral_are_linked_and_new_ones_added(walk):
    row = {"name": "Mill Lane bus station", "kind": "route_transport", "meaning": "harm", "reason": "Adults wait here."}
    walk.refer(linked=[row])
    link = walk.rowan.context_links.get()
    assert (link.context.name, link.meaning, link.starts_on) == ("Mill Lane bus station", "harm", ago(20))
    walk.triage("nfa")
    walk.refer(received_on=ago(3), linked=[{"context": link.context, "meaning": "both", "reason": "The driver helps."}])
    link.refresh_from_db()
    assert link.meaning == "both"
    assert "Adults wait here." in link.reason
    assert "The driver helps." in link.reason


def test_a_referral_is_corrected_with_its_version_and_both_are_kept_in_the_trail(walk):
    walk.refer()
    fields = {"by": walk.cast.social_worker, "young_person": walk.rowan, "harms": HARMS[:1]}
    actions.change_referral(**fields, version=1, concern="Three adults wait at the bus station.")
    event = Event.objects.filter(kind="referral.changed").last()
    assert "Two adults wait" in event.detail
    assert "Three adults wait" in event.detail
    with pytest.raises(Conflict) as conflict:
        actions.change_referral(**fields, version=1, concern="Nobody waits there.")
    assert conflict.value.theirs["harms"] == HARMS[:1]


def test_when_a_referral_was_received_moves_its_clock_before_triage_and_not_after(walk):
    walk.refer()
    first = walk.clock("T01").due_on
    fields = {"by": walk.cast.social_worker, "young_person": walk.rowan, "harms": HARMS, **REFERRAL}
    actions.change_referral(**fields, received_at=at_noon(ago(13)))
    clock = walk.clock("T01")
    assert (clock.started_on, clock.original_due_on) == (ago(13), first)
    assert walk.episode.opened_on == ago(13)
    walk.triage(on=ago(12))
    refused(actions.change_referral, "cannot change now", **fields, received_at=at_noon(ago(15)))


def test_a_referral_of_a_closed_episode_is_not_changed(walk):
    walk.refer()
    walk.triage("nfa")
    fields = {"by": walk.cast.social_worker, "young_person": walk.rowan, "harms": HARMS, **REFERRAL}
    refused(actions.change_referral, "no open episode", **fields)


# --- Triage --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("decision", "stage", "given"),
    [
        ("nfa", Stage.CLOSED, {}),
        ("family_help", Stage.FAMILY_HELP, {"family_agreement": "Leila agreed.", "lead_practitioner": "Dee Marlow"}),
        ("assessment", Stage.ASSESSMENT, {}),
        ("strategy", Stage.STRATEGY, {}),
    ],
)
def test_each_triage_decision_moves_the_episode_and_stops_its_clock(walk, decision, stage, given):
    walk.refer()
    walk.triage(decision, **given)
    assert walk.episode.stage == stage
    assert walk.clock("T01").done_on == ago(19)
    assert (walk.episode.closed_on is not None) == (stage is Stage.CLOSED)
    assert walk.episode.referral.nfa == (decision == "nfa")


def test_an_assessment_runs_from_the_referral_not_from_the_decision(walk):
    walk.refer()
    walk.triage("assessment")
    assert walk.clock("T03").started_on == ago(20)


def test_triage_is_refused_with_the_sentence_of_what_is_missing(walk):
    walk.refer()
    refused(walk.triage, sentence("not_before_referral"), on=ago(21), referrer_told_on=ago(5))
    refused(walk.triage, sentence("family_agreed"), decision="family_help", lead_practitioner="Dee Marlow")
    refused(walk.triage, sentence("lead_practitioner"), decision="family_help", family_agreement="Leila agreed.")
    refused(walk.triage, "in the future", on=today() + timedelta(days=1), referrer_told_on=today())
    refused(walk.triage, "after the referral is received", referrer_told_on=ago(25))
    refused(walk.triage, "or why not", referrer_told_on=None)
    assert walk.episode.stage == Stage.REFERRAL


def test_a_referral_without_a_worker_is_not_assessed(walk):
    walk.refer()
    walk.rowan.allocations.update(ends_on=ago(20))
    refused(walk.triage, sentence("worker"))
    refused(walk.triage, sentence("worker"), decision="assessment")
    walk.triage("nfa")


def test_an_imported_referral_is_completed_and_then_triaged(walk):
    walk.refer()
    walk.episode.referral.save_over(None, dict.fromkeys(("concern", "childs_words", "strengths"), ""))
    refused(walk.triage, sentence("referral_written"))
    actions.change_referral(by=walk.cast.social_worker, young_person=walk.rowan, harms=HARMS, **REFERRAL)
    walk.triage()
    assert walk.episode.stage == Stage.STRATEGY


def test_the_same_step_twice_is_refused(walk):
    walk.to(Stage.STRATEGY)
    refused(walk.triage, "The record has moved on")


@pytest.mark.parametrize("decision", ["assessment", "family_help"])
def test_something_new_leads_to_a_strategy_discussion(walk, decision):
    walk.refer()
    walk.triage(decision, family_agreement="Leila agreed.", lead_practitioner="Dee Marlow")
    call = {"by": walk.cast.team_manager, "young_person": walk.rowan, "reason": "Rowan was hurt on Friday."}
    refused(actions.call_strategy_discussion, sentence("not_before_last_step"), **call, on=ago(20))
    actions.call_strategy_discussion(**call, on=ago(10))
    assert walk.episode.stage == Stage.STRATEGY
    refused(actions.call_strategy_discussion, "has moved on", **call, on=ago(10))


# --- Strategy discussion -------------------------------------------------------------------------------------------
def test_a_strategy_discussion_starts_an_enquiry_and_the_clock_of_the_conference(walk):
    discussion = walk.to(Stage.ENQUIRY).episode.strategy_discussions.get()
    enquiry = walk.episode.enquiries.get()
    assert (enquiry.started_on, enquiry.strategy_discussion) == (ago(18), discussion)
    assert enquiry.lead_worker == walk.cast.social_worker
    assert walk.clock("T11").due_on == enquiry.conference_target_on == ENGLAND_AND_WALES.add_working_days(ago(18), 15)
    assert discussion.participants.count() == 3
    assert discussion.actions.count() == 1


def test_people_may_meet_again_and_the_clock_runs_from_the_discussion_that_decides(walk):
    walk.to(Stage.STRATEGY)
    walk.discuss(next_step="again", enquiry_kind="", next_discussion_on=ago(17))
    assert walk.episode.stage == Stage.STRATEGY
    assert walk.clock("T11") is None
    walk.discuss(on=ago(17), kind="reconvened")
    assert walk.clock("T11").started_on == ago(17)


def test_without_an_enquiry_an_assessment_follows(walk):
    walk.to(Stage.STRATEGY)
    walk.discuss(next_step="assessment", enquiry_kind="", reasonable_cause=False)
    assert walk.episode.stage == Stage.ASSESSMENT
    assert walk.clock("T03").started_on == walk.episode.opened_on


def test_a_strategy_discussion_is_refused_with_the_sentence_of_what_is_missing(walk):
    walk.to(Stage.STRATEGY)
    refused(walk.discuss, sentence("strategy_quorum"), people=PEOPLE[:2])
    refused(walk.discuss, sentence("strategy_quorum"), people=[{**row, "took_part": "apologies"} for row in PEOPLE])
    refused(walk.discuss, sentence("not_before_last_step"), on=ago(20))
    refused(walk.discuss, "in the future", on=today() + timedelta(days=2))
    refused(walk.discuss, "needs reasonable cause", reasonable_cause=False)
    refused(walk.discuss, "alone or jointly", enquiry_kind="")
    walk.discuss(people=PEOPLE[:2], quorum_exception="Health sent what they know by phone.")


def test_a_second_open_enquiry_is_refused(walk):
    walk.to(Stage.ENQUIRY)
    walk.episode.save_over(None, {"stage": Stage.STRATEGY.value})
    refused(walk.discuss, sentence("one_enquiry"))


# --- Enquiry -------------------------------------------------------------------------------------------------------
def test_an_enquiry_is_written_in_several_sittings(walk):
    walk.to(Stage.ENQUIRY)
    write = {"by": walk.cast.social_worker, "young_person": walk.rowan}
    actions.record_enquiry(**write, version=1, analysis="First thoughts.")
    actions.record_enquiry(**write, version=2, seen_on=ago(15))
    assert walk.episode.enquiries.get().analysis == "First thoughts."
    with pytest.raises(Conflict):
        actions.record_enquiry(**write, version=2, analysis="Somebody else's.")


@pytest.mark.parametrize(
    ("guard", "blank"),
    [
        ("seen", {"seen_on": None}),
        ("wishes", {"wishes_and_feelings": ""}),
        ("contexts_enquired", {"contexts_enquired": ""}),
        ("analysis", {"analysis": ""}),
        ("protection", {"protection_in_contexts": ""}),
        ("told", {"agencies_told_on": None}),
    ],
)
def test_an_enquiry_that_lacks_something_is_not_authorised(walk, guard, blank):
    walk.to(Stage.ENQUIRY)
    walk.enquire(**blank)
    refused(walk.authorise, sentence(guard))
    refused(walk.authorise, sentence(guard), substantiated=False, outcome="section_17", conference_needed=False)


def test_the_days_of_an_enquiry_follow_its_start(walk):
    walk.to(Stage.ENQUIRY)
    refused(walk.enquire, "8615", seen_on=ago(19))
    refused(walk.enquire, "in the future", family_told_on=today() + timedelta(days=1))
    walk.enquire()
    refused(walk.authorise, "on that day or later", on=ago(13))
    refused(walk.authorise, "follows harm that was substantiated", substantiated=False)
    refused(walk.authorise, "a conference is needed", conference_needed=False)


def test_harm_not_substantiated_leads_to_an_assessment_and_no_conference(walk):
    walk.to(Stage.ENQUIRY)
    walk.enquire()
    walk.authorise(substantiated=False, outcome="section_17", conference_needed=False)
    assert walk.episode.stage == Stage.ASSESSMENT
    status = selectors.status(walk.clock("T11"), today())
    assert "does not apply: no conference is needed" in status.sentence


def test_an_authorised_enquiry_does_not_change(walk):
    walk.to(Stage.PATHWAY_DECISION)
    for again in (walk.enquire, walk.authorise):
        refused(again, "This enquiry is authorised, and stays as it was. To put something right, add a correction")


def test_an_imported_enquiry_without_a_discussion_is_completed(walk):
    walk.to(Stage.ENQUIRY)
    enquiry = walk.episode.enquiries.get()
    enquiry.strategy_discussion, enquiry.lead_worker, enquiry.from_census = None, None, True
    enquiry.save()
    walk.episode.stage_changes.all().delete()
    shown = selectors.line(walk.episode, today())
    assert [(stage.state, bool(stage.date)) for stage in shown][:3] == [("done", True), ("done", False), ("now", False)]
    walk.enquire()
    walk.authorise()
    assert walk.episode.stage == Stage.PATHWAY_DECISION
    assert walk.episode.enquiries.get().lead_worker == walk.cast.social_worker
    shown = selectors.line(walk.episode, today())
    assert [stage.state for stage in shown] == ["done", "done", "done", "now", "ahead", "ahead", "ahead"]
    assert [bool(stage.date) for stage in shown][:4] == [True, False, False, True]


# --- Pathway decision ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pathway", "stage", "status", "given"),
    [
        ("roth_cp", Stage.CONFERENCE_BOOKED, "cp_plan", {}),
        ("roth_non_statutory", Stage.CONFERENCE_BOOKED, "non_statutory", {}),
        ("traditional_cp", Stage.CONFERENCE_BOOKED, "cp_plan", {"harm_at_home": True}),
        ("blended_cp", Stage.CONFERENCE_BOOKED, "cp_plan", {"harm_at_home": True}),
        ("cin_roth", Stage.CIN_PLAN, "cin_plan", {"senior_sign_off": "Head of service agreed."}),
        ("family_help_roth", Stage.FAMILY_HELP, "non_statutory", {"senior_sign_off": "Head of service agreed."}),
    ],
)
def test_each_pathway_leads_where_the_table_says(walk, pathway, stage, status, given):
    walk.to(Stage.PATHWAY_DECISION)
    decision = walk.decide(pathway, **given)
    assert walk.episode.stage == stage
    assert (walk.episode.pathway, walk.episode.statutory_status) == (pathway, status)
    assert decision.answers.count() == 10
    asked = current_meeting(walk.episode)
    assert (asked is not None) == (stage is Stage.CONFERENCE_BOOKED)
    assert bool(walk.clock("T11").not_needed_because) == (asked is None)
    assert walk.episode.cin_plans.count() == (stage is Stage.CIN_PLAN)


def test_a_pathway_is_refused_with_the_sentence_of_what_is_missing(walk):
    walk.to(Stage.PATHWAY_DECISION)
    refused(walk.decide, sentence("ten_questions"), answers=ANSWERS[:9])
    refused(walk.decide, sentence("ten_questions"), answers=[*ANSWERS[:9], {**ANSWERS[9], "evidence": " "}])
    refused(walk.decide, sentence("harm_outside"), harm_outside_home=False)
    refused(walk.decide, sentence("harm_at_home"), pathway="traditional_cp")
    refused(walk.decide, sentence("both_harms"), pathway="blended_cp")
    refused(walk.decide, sentence("chair_consulted"), chair_consulted=None)
    refused(walk.decide, sentence("chair_consulted"), chair_view="")
    refused(walk.decide, sentence("senior_sign_off"), pathway="cin_roth")
    refused(walk.decide, sentence("not_before_last_step"), on=ago(11))
    assert walk.episode.stage == Stage.PATHWAY_DECISION
    assert current_meeting(walk.episode) is None


def test_a_site_may_give_a_pathway_another_status(walk):
    walk.to(Stage.PATHWAY_DECISION)
    assert walk.decide(statutory_status="care_plan").statutory_status == "care_plan"
    assert walk.episode.statutory_status == "care_plan"


# --- Who may -------------------------------------------------------------------------------------------------------
BY_MANAGER = ("triage", "discuss", "authorise", "decide")
BEFORE = {
    "triage": Stage.REFERRAL,
    "discuss": Stage.STRATEGY,
    "authorise": Stage.ENQUIRY,
    "decide": Stage.PATHWAY_DECISION,
    "enquire": Stage.ENQUIRY,
}
STRANGERS = ("other_team_worker", "other_team_manager", "other_site_manager", "police_sergeant", "researcher", "parent")


@pytest.mark.parametrize("step", BY_MANAGER)
def test_a_decision_is_the_managers(walk, step):
    walk.to(BEFORE[step])
    with pytest.raises(NotAllowed, match="manager of the team"):
        getattr(walk, step)(by=walk.cast.social_worker)
    for part in STRANGERS:
        with pytest.raises(NotVisible):
            getattr(walk, step)(by=getattr(walk.cast, part))
    with pytest.raises(NotAllowed):
        getattr(walk, step)(by=walk.cast.quality_lead)


def test_an_enquiry_and_a_referral_are_their_own_peoples(walk):
    walk.to(Stage.ENQUIRY)
    walk.enquire(by=walk.cast.team_manager)
    for part in STRANGERS:
        with pytest.raises(NotVisible):
            walk.enquire(by=getattr(walk.cast, part))
        with pytest.raises(NotVisible):
            actions.change_referral(by=getattr(walk.cast, part), young_person=walk.rowan, harms=HARMS, **REFERRAL)
    with pytest.raises(NotAllowed):
        walk.enquire(by=walk.cast.quality_lead)


PAGES = ("steps", "refer", "referral", "referral_edit", "triage", "strategy", "call_strategy", "enquiry", "decide")


@pytest.mark.parametrize("name", [*PAGES, "authorise_enquiry"])
def test_pages_are_nothing_to_strangers_and_to_visitors(walk, client_for, client, name):
    walk.to(Stage.REFERRAL)
    address = reverse(f"pathway:{name}", args=[walk.ref])
    for part in STRANGERS:
        assert client_for(getattr(walk.cast, part)).get(address).status_code == 404, part
        assert client_for(getattr(walk.cast, part)).post(address, {}).status_code == 404, part
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["triage", "refer", "referral_edit", "call_strategy", "authorise_enquiry"])
def test_a_reader_of_the_record_takes_no_step(walk, client_for, name):
    walk.to(Stage.REFERRAL)
    reader = client_for(walk.cast.quality_lead)
    response = reader.get(reverse(f"pathway:{name}", args=[walk.ref]))
    assert response.status_code == 403
    assert "You are here as quality lead" in response.content.decode()


def test_a_restricted_record_hides_its_steps(walk, client_for):
    walk.to(Stage.REFERRAL)
    restrict(by=walk.cast.team_manager, young_person=walk.rowan, reason="A threat to the family", people={})
    assert client_for(walk.cast.social_worker).get(reverse("pathway:steps", args=[walk.ref])).status_code == 404
    assert client_for(walk.cast.team_manager).get(reverse("pathway:steps", args=[walk.ref])).status_code == 200


# --- Clocks --------------------------------------------------------------------------------------------------------
def test_one_limit_from_one_day_is_one_clock(walk):
    walk.to(Stage.REFERRAL)
    first = clocks.start(walk.episode, "T03", ago(20))
    assert clocks.start(walk.episode, "T03", ago(20)) == first
    clocks.stop(walk.episode, "T03", ago(1))
    assert clocks.start(walk.episode, "T03", ago(20)).done_on == ago(1)


def test_a_limit_that_was_not_in_force_has_no_clock(walk):
    walk.to(Stage.REFERRAL)
    assert clocks.start(walk.episode, "T03", date(2010, 5, 4)) is None


def test_a_missed_deadline_is_explained_and_one_that_was_kept_is_not(walk):
    walk.refer()
    clock = walk.clock("T01")
    explain = {"by": walk.cast.team_manager, "young_person": walk.rowan, "lateness_words": "Two of us were ill."}
    actions.explain_clock(**explain, clock=clock, lateness_reason="staff_absence")
    assert walk.clock("T01").lateness_reason == "staff_absence"
    walk.triage("assessment", on=today())
    refused(
        actions.explain_clock, "was not missed", **explain, clock=walk.clock("T03"), lateness_reason="staff_absence"
    )


def test_the_line_takes_two_queries_at_most(walk, django_assert_max_num_queries):
    episode = walk.to(Stage.ENQUIRY).episode
    with django_assert_max_num_queries(2):
        line = selectors.line(episode, today())
    assert [stage.state for stage in line] == ["done", "done", "now", "ahead", "ahead", "ahead", "ahead"]
    assert "Initial conference" in line[4].clock
    assert line[0].href == reverse("pathway:referral", args=[walk.ref])
    assert line[4].href == ""


def test_facts_take_two_queries_at_most(walk, django_assert_max_num_queries):
    episode = walk.to(Stage.ENQUIRY).episode
    with django_assert_max_num_queries(2):
        facts = selectors.step_facts(episode, on=today(), agencies_present=3)
    assert facts.worker_allocated
    assert (facts.strategy_held_on, facts.agencies_present, facts.since) == (ago(18), 3, ago(18))


# --- What other rooms record ---------------------------------------------------------------------------------------
def test_facts_and_the_assessment_agree_on_when_weights_add_up(walk):
    worker = walk.cast.social_worker
    rows = [
        {"name": name, "kind": "route_transport", "meaning": "harm", "reason": "Adults wait here."}
        for name in ("Mill Lane bus station", "The 17 bus")
    ]
    walk.refer(linked=rows)
    walk.triage("assessment")
    assessment = start_assessment(by=worker, episode=walk.episode, on=ago(18))
    station, bus = [link.context for link in walk.rowan.context_links.all()]

    def weighed():
        said = selectors.step_facts(walk.episode, on=today()).weights_total_100
        assert said == weights_add_up(assessment)
        return said

    def assess(context):
        told = {"young_person_does": "Waits there", "guardianship": "Nobody"}
        add_part(by=worker, assessment=assessment, part="context", context=context, **told)

    assert not weighed()
    assess(station)
    assert not weighed()
    weigh_contexts(by=worker, assessment=assessment, view="agreed", weights={station.pk: (100, "It is here.")})
    assert weighed()
    assess(bus)
    assert not weighed()
    both = {station.pk: (60, "It is here."), bus.pk: (40, "And here.")}
    weigh_contexts(by=worker, assessment=assessment, view="agreed", weights=both)
    assert weighed()
    facts = selectors.step_facts(walk.episode, on=today())
    assert (facts.assessment_authorised, facts.other_assessment_open, facts.activity_recorded) == (False, True, True)


def test_a_child_in_need_plan_ends_on_the_day_of_the_conference(walk):
    walk.to(Stage.PATHWAY_DECISION)
    walk.decide("cin_roth", senior_sign_off="Head of service agreed.")
    assert walk.episode.cin_plans.get().starts_on == ago(9)
    episode = walk.episode
    episode.save_over(None, {"stage": Stage.CONFERENCE_BOOKED.value})
    held_on = ENGLAND_AND_WALES.working_day_on_or_before(ago(1))
    facts = selectors.step_facts(
        episode,
        on=held_on,
        assessment_authorised=True,
        weights_total_100=True,
        chair_is_independent=True,
        agencies_present=2,
        views_recorded=True,
        category="PHY",
    )
    steps.take(episode=episode, code="C17", facts=facts, by=walk.cast.chair, on=held_on)
    assert walk.episode.cin_plans.get().ends_on == held_on
    assert {walk.clock(rule).started_on for rule in ("T19", "T23")} == {held_on}
