"""The pages of the steps: each form saves what was typed, keeps it when something is wrong, and reads back after."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pathway_walk import (
    ANSWERS,
    DECISION,
    DISCUSSION,
    ENQUIRE,
    ENQUIRY,
    HARMS,
    PEOPLE,
    REFERRAL,
    TRIAGE,
    Walk,
    ago,
    at_noon,
    today,
)

from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.pathway import QUESTIONS, G, Stage
from roth.pathway import decision_forms, forms, selectors

CONTEXT = {
    "name": "Mill Lane bus station",
    "kind": "route_transport",
    "meaning": "harm",
    "reason": "Adults wait for young people off the 17 bus.",
}
ACTION = {"what": "Visit the station", "owner": "Callum Reid", "by_on": None}


class Pages:
    """A walk through the pages of the steps, as one of the cast."""

    def __init__(self, cast, client_for):
        self.walk, self.cast, self.client_for = Walk(cast), cast, client_for

    def address(self, name, *args):
        return reverse(f"pathway:{name}", args=[self.walk.ref, *args])

    def get(self, name, *args, by="team_manager"):
        return self.client_for(getattr(self.cast, by)).get(self.address(name, *args))

    def text(self, name, *args, by="team_manager"):
        response = self.get(name, *args, by=by)
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    def post(self, name, fields, values, *args, by="team_manager", **extra):
        pairs = [pair for field, value in values.items() for pair in fields[field].raw(field, value)]
        body = urlencode([*pairs, *extra.items()])
        client = self.client_for(getattr(self.cast, by))
        return client.post(self.address(name, *args), body, content_type="application/x-www-form-urlencoded")

    # Each form with good answers; `changed` replaces some of them.
    def refer(self, by="social_worker", **changed):
        values = {"received_at": at_noon(ago(20)), "harms": HARMS, "linked": [CONTEXT], **REFERRAL, **changed}
        return self.post("refer", forms.ReferralForm.base_fields, values, by=by)

    def triage(self, **changed):
        values = {"decision": "strategy", "decided_on": ago(19), "referrer_told_on": ago(19), **TRIAGE, **changed}
        return self.post("triage", forms.TriageForm.base_fields, values)

    def discuss(self, **changed):
        values = {
            "held_at": at_noon(ago(18)),
            "participants": PEOPLE,
            "actions": [{**ACTION, "by_on": today()}],
            "chair": self.cast.team_manager.pk,
            **DISCUSSION,
            **ENQUIRE,
            **changed,
        }
        return self.post("strategy", decision_forms.StrategyForm.base_fields, values)

    def enquire(self, version=1, by="social_worker", **changed):
        days = {"seen_on": ago(16), "family_told_on": ago(12), "agencies_told_on": ago(12)}
        fields = decision_forms.EnquiryForm.base_fields
        return self.post("enquiry", fields, {**days, **ENQUIRY, **changed}, by=by, _version=version)

    def authorise(self, **changed):
        values = {
            "substantiated": True,
            "significant_harm": "Rowan is suffering significant harm at the bus station.",
            "outcome": "icpc",
            "conference_needed": True,
            "on": ago(10),
            **changed,
        }
        return self.post("authorise_enquiry", decision_forms.AuthoriseForm.base_fields, values)

    def decide(self, **changed):
        form = decision_forms.DecisionForm(name="Rowan", chairs={})
        asked = {f"answer_{row['question']}": row["answer"] for row in ANSWERS}
        asked |= {f"evidence_{row['question']}": row["evidence"] for row in ANSWERS}
        chair = {"chair_consulted": self.cast.chair.pk, "chair_view": "It fits."}
        values = {"pathway": "roth_cp", "decided_on": ago(9), **asked, **chair, **DECISION, **changed}
        return self.post("decide", form.fields, values)


@pytest.fixture
def pages(cast, client_for):
    return Pages(cast, client_for)


def said(response):
    return response.content.decode().replace("&#39;", "'")


def test_the_whole_way_from_a_referral_to_a_conference_that_is_asked_for(pages):
    for step, stage in (
        (pages.refer, Stage.REFERRAL),
        (pages.triage, Stage.STRATEGY),
        (pages.discuss, Stage.ENQUIRY),
        (pages.enquire, Stage.ENQUIRY),
        (pages.authorise, Stage.PATHWAY_DECISION),
        (pages.decide, Stage.CONFERENCE_BOOKED),
    ):
        response = step()
        assert response.status_code == 303, said(response)
        assert pages.walk.episode.stage == stage
    discussion = pages.walk.episode.strategy_discussions.get()
    for name, args, words in (
        ("referral", (), REFERRAL["childs_words"]),
        ("referral", (), "Mill Lane bus station"),
        ("triage", (), TRIAGE["same_context_considered"]),
        ("strategy_record", (discussion.pk,), DISCUSSION["interim_safety_plan"]),
        ("enquiry", (), ENQUIRY["protection_in_contexts"]),
        ("decide", (), "Evidence 10"),
    ):
        assert words in pages.text(name, *args, by="quality_lead"), name
    assert discussion.chair == pages.cast.team_manager
    assert pages.get("strategy").headers["Location"] == pages.address("strategy_record", discussion.pk)
    steps = pages.text("steps")
    for title in ("Section 47 enquiry", "Pathway decision", "Initial conference"):
        assert title in steps


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"concern": ""}, "Write what the worry is"),
        ({"referrer_name": ""}, "Enter who made the referral"),
        ({"harms": []}, "Add at least one kind of harm"),
        ({"harms": [{"harm_type": "county_lines", "role": None}]}, "Choose what part they have in it"),
        ({"linked": []}, "Add at least one context"),
        ({"linked": [{**CONTEXT, "kind": None}]}, "what kind it is"),
        ({"childs_words": ""}, "Write what the young person says, or why"),
        ({"parents_told": False}, "Say why parents or carers were not told"),
        ({"received_at": at_noon(date(2099, 1, 1))}, "must be today or in the past"),
    ],
)
def test_a_referral_with_something_wrong_keeps_what_was_typed(pages, changed, text):
    response = pages.refer(where_found="On the top deck of the 17.", **changed)
    assert response.status_code == 422
    assert text in said(response)
    assert "On the top deck of the 17." in said(response)
    assert pages.walk.episode is None


def test_an_anonymous_referral_needs_no_name(pages):
    assert pages.refer(source_code="9", referrer_name="").status_code == 303


def test_a_context_is_chosen_from_those_of_the_site(pages):
    pages.refer()
    context = pages.walk.rowan.context_links.get().context
    pages.triage(decision="nfa")
    row = {"context": context.pk, "name": "", "kind": None, "meaning": "safety", "reason": "The driver helps."}
    form = forms.ContextRow(contexts={context.pk: context})
    values = {key: row[key] for key in form.fields}
    body = {f"linked-0-{key}": text for key, value in values.items() for _, text in form.fields[key].raw(key, value)}
    fields = forms.ReferralForm.base_fields
    given = {"received_at": at_noon(ago(3)), "harms": HARMS, **REFERRAL}
    response = pages.post("refer", fields, given, by="social_worker", **{**body, "linked-count": "1"})
    assert response.status_code == 303, said(response)
    assert "The driver helps." in pages.walk.rowan.context_links.get().reason


def test_dates_are_refused_where_they_are_typed_with_the_rules_number(pages):
    pages.refer()
    early = pages.triage(decided_on=ago(21))
    assert early.status_code == 422
    assert "1103" in said(early)
    pages.triage()
    assert G["not_before_last_step"].sentence in said(pages.discuss(held_at=at_noon(ago(20))))
    pages.discuss()
    assert "8615" in said(pages.enquire(seen_on=ago(19)))
    assert "must be today or in the past" in said(pages.enquire(seen_on=date(2099, 1, 1)))
    assert pages.walk.episode.stage == Stage.ENQUIRY


def test_what_another_page_puts_right_is_linked(pages):
    pages.refer()
    pages.walk.rowan.allocations.update(ends_on=ago(20))
    response = pages.triage()
    assert response.status_code == 409
    assert G["worker"].sentence in said(response)
    assert f'href="{reverse("people:allocate", args=[pages.walk.ref])}"' in said(response)
    assert TRIAGE["rationale"] in said(response)


def test_a_form_sent_twice_saves_once_and_keeps_the_second_words(pages):
    pages.refer()
    assert pages.triage().status_code == 303
    second = pages.triage(rationale="Sent again")
    assert second.status_code == 409
    assert "moved on" in said(second)
    assert "Sent again" in said(second)
    assert len(selectors.stage_changes(pages.walk.episode)) == 2


def test_a_form_whose_step_has_passed_or_not_come_is_not_opened(pages):
    assert pages.get("triage").status_code == 409
    pages.refer()
    assert pages.get("refer", by="social_worker").status_code == 409
    for name in ("strategy", "decide", "call_strategy"):
        response = pages.get(name)
        assert response.status_code == 409, name
        assert "The record is at “Referral”" in said(response)
    assert pages.get("enquiry").status_code == 404
    assert pages.get("strategy_record", 999_999).status_code == 404
    assert pages.get("explain_clock", 999_999).status_code == 404


def test_a_record_of_somebody_else_is_not_reached_through_a_record_of_ones_own(pages):
    pages.walk.to(Stage.ENQUIRY)
    other = Walk(pages.cast)
    number = pages.walk.episode.strategy_discussions.get().pk
    clock = pages.walk.clock("T01").pk
    client = pages.client_for(pages.cast.team_manager)
    assert client.get(reverse("pathway:strategy_record", args=[other.ref, number])).status_code == 404
    assert client.get(reverse("pathway:explain_clock", args=[other.ref, clock])).status_code == 404


def test_a_strategy_discussion_without_everyone_says_so_and_keeps_the_words(pages):
    pages.walk.to(Stage.STRATEGY)
    response = pages.discuss(participants=PEOPLE[:2])
    assert response.status_code == 409
    assert G["strategy_quorum"].sentence in said(response)
    assert DISCUSSION["interim_safety_plan"] in said(response)
    assert pages.discuss(participants=PEOPLE[:2], quorum_exception="Health phoned.").status_code == 303


def test_two_people_who_write_one_enquiry_choose_between_their_words(pages):
    pages.walk.to(Stage.ENQUIRY)
    assert pages.enquire(version=1).status_code == 303
    response = pages.enquire(version=1, analysis="Another reading of it.", by="team_manager")
    assert response.status_code == 409
    assert "Another reading of it." in said(response)
    assert ENQUIRY["analysis"] in said(response)


def test_an_enquiry_page_says_what_it_still_lacks_and_only_a_manager_may_authorise(pages):
    pages.walk.to(Stage.ENQUIRY)
    shown = pages.text("enquiry", by="social_worker")
    assert G["wishes"].sentence in shown
    assert "authorise it" not in shown
    assert "authorise it" in pages.text("enquiry")
    response = pages.authorise()
    assert response.status_code == 409
    assert f'href="{pages.address("enquiry")}"' in said(response)


def test_the_pathway_page_says_what_each_pathway_means_and_asks_the_ten_questions(pages):
    pages.walk.to(Stage.PATHWAY_DECISION)
    shown = pages.text("decide").replace("&#39;", "'")
    assert all(question in shown for _, question in QUESTIONS)
    for words in ("CP-IS", "Census", "The same numbers, as local standards"):
        assert words in shown
    response = pages.decide(evidence_4="")
    assert response.status_code == 422
    assert "Write the evidence for question 4" in said(response)
    assert "Evidence 10" in said(response)


def test_the_steps_page_says_who_may_and_what_is_missing(pages):
    assert "No referral yet" in pages.text("steps")
    pages.refer()
    pages.walk.rowan.allocations.update(ends_on=ago(20))
    shown = pages.text("steps")
    assert f"{G['worker'].sentence} This is for: Assessment under section 17 and Strategy discussion." in shown
    assert "For the manager of the team that holds the record." in pages.text("steps", by="quality_lead")


def test_a_late_clock_says_its_rule_and_is_explained(pages):
    pages.refer()
    shown = pages.text("steps")
    assert "Decision on the referral, late" in shown
    assert "It rests on statute or statutory guidance" in shown
    clock = pages.walk.clock("T01")
    given = {"lateness_reason": "staff_absence", "lateness_words": "Two of us were ill."}
    response = pages.post("explain_clock", forms.LatenessForm.base_fields, given, clock.pk)
    assert response.status_code == 303
    assert "Two of us were ill." in pages.text("steps")


def test_where_the_two_counts_part_the_clock_says_so(pages):
    pages.walk.refer(received_on=ENGLAND_AND_WALES.working_day_on_or_before(today()))
    shown = pages.text("steps")
    assert "The two ways of counting part here" in shown


def test_outside_statutory_planning_the_limits_are_local(pages):
    pages.walk.to(Stage.PATHWAY_DECISION)
    pages.walk.decide("roth_non_statutory")
    assert "It rests on local procedure" in pages.text("steps")


@pytest.mark.parametrize("stage", [Stage.REFERRAL, Stage.ENQUIRY, Stage.CONFERENCE_BOOKED])
def test_the_steps_page_takes_at_most_twelve_queries(pages, stage):
    pages.walk.to(stage)
    client = pages.client_for(pages.cast.social_worker)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(pages.address("steps")).status_code == 200
    asked = [each["sql"] for each in found if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(asked) <= 12, "\n".join(asked)


def test_a_closed_episode_offers_a_new_referral(pages):
    pages.refer()
    pages.triage(decision="nfa")
    assert "Record a new referral" in pages.text("steps", by="social_worker")
    assert pages.get("refer", by="social_worker").status_code == 200
    pages.walk.refer(received_on=ago(2))
    assert "Earlier episodes" in pages.text("steps")


def test_a_referral_is_completed_and_its_conflict_shows_both(pages):
    pages.refer()
    shown = pages.text("referral_edit", by="social_worker")
    assert REFERRAL["concern"] in shown
    values = {"received_at": at_noon(ago(20)), "harms": HARMS, **REFERRAL, "concern": "Three adults wait there."}
    fields = forms.ReferralForm.base_fields
    assert pages.post("referral_edit", fields, values, by="social_worker", _version=1).status_code == 303
    assert "Three adults wait there." in pages.text("referral")
    again = pages.post("referral_edit", fields, {**values, "concern": "Nobody does."}, _version=1)
    assert again.status_code == 409
    assert "Three adults wait there." in said(again)
    assert "Nobody does." in said(again)


def test_a_strategy_discussion_is_called_from_an_assessment(pages):
    pages.refer()
    pages.triage(decision="assessment")
    given = {"on": ago(10), "reason": "Rowan was hurt on Friday."}
    assert pages.post("call_strategy", forms.CallForm.base_fields, given).status_code == 303
    assert pages.walk.episode.stage == Stage.STRATEGY
    assert "Rowan was hurt on Friday." in pages.text("strategy")
