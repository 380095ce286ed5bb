"""Answers to what a plan leaves open: who may give them, how they are kept, when they end."""

import re

import pytest
from django.urls import reverse

from roth.assessments import actions as assessments
from roth.audit.models import Event
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.findings import Level, State
from roth.drafts.tokens import read
from roth.plans import actions as plans
from roth.plans import selectors
from roth.quality import actions
from roth.quality.models import FindingAnswer
from roth.quality.selectors import answers, check, plan_check
from tests.integration.test_plans import GOAL, action_values, plan_of, way


@pytest.fixture
def paused(cast):
    return way(cast, "paused")


def first_open(plan):
    return next(
        each for each in check(plan) if each.answerable and not each.settled and each.level is Level.MUST_ANSWER
    )


def test_the_chair_s_answer_is_kept_with_the_question(cast, paused) -> None:
    plan = plan_of(paused)
    asked = first_open(plan)
    key = (asked.rule, asked.subject_key)
    kept = actions.answer_finding(
        by=cast.chair, plan=plan, rule=key[0], subject=key[1], sentence=asked.sentence, answer=" The landlord acts. "
    )
    assert (kept.sentence, kept.answer) == (asked.sentence, "The landlord acts.")
    assert answers(plan) == {key: "The landlord acts."}
    again = next(each for each in check(plan) if (each.rule, each.subject_key) == key)
    assert again.state is State.ANSWERED
    assert Event.objects.order_by("-number").first().kind == "plan.finding_answered"
    said = plan_check(plan)["answers"]
    assert [(each["rule"], each["by"]) for each in said] == [(key[0], "Beatrix Lund")]


def test_the_newest_answer_counts(cast, paused) -> None:
    plan = plan_of(paused)
    asked = first_open(plan)
    for words in ("First", "Second"):
        actions.answer_finding(by=cast.chair, plan=plan, rule=asked.rule, subject=asked.subject_key, answer=words)
    assert list(answers(plan).values()) == ["Second"]
    assert FindingAnswer.objects.count() == 2


@pytest.mark.parametrize("who", ["social_worker", "team_manager"])
def test_only_the_chair_answers(cast, paused, client_for, who) -> None:
    plan, user = plan_of(paused), getattr(cast, who)
    asked = first_open(plan)
    with pytest.raises(NotAllowed, match="chair"):
        actions.answer_finding(by=user, plan=plan, rule=asked.rule, subject=asked.subject_key, answer="Me")
    at = reverse("plans:answer", args=(paused.young_person.ref, asked.rule, asked.subject_key))
    assert client_for(user).post(at, {"answer": "Me"}).status_code == 403
    assert not FindingAnswer.objects.exists()


def test_what_cannot_be_answered_says_what_would_settle_it(cast, paused) -> None:
    plan = plan_of(paused)
    with pytest.raises(NotPossible, match="Words cannot settle"):
        actions.answer_finding(by=cast.chair, plan=plan, rule="V11", subject=plan.ref, answer="We shall see")
    with pytest.raises(NotPossible, match="no longer asks"):
        actions.answer_finding(by=cast.chair, plan=plan, rule="V02", subject="dynamic:987654", answer="Yes")
    asked = first_open(plan)
    for wrong in ({"answer": " "}, {"answer": "Yes", "sentence": "Another question?"}):
        with pytest.raises(NotPossible):
            actions.answer_finding(by=cast.chair, plan=plan, rule=asked.rule, subject=asked.subject_key, **wrong)


def test_an_answer_ends_when_the_plan_no_longer_asks(cast, paused) -> None:
    plan = plan_of(paused)
    plans.add_goal(by=cast.chair, plan=plan, **GOAL)
    need = selectors.parts_of(plan).needs[0]
    for subject in (f"need:{need.id}",):
        actions.answer_finding(by=cast.chair, plan=plan, rule="U01", subject=subject, answer="Later")
    plans.add_action(by=cast.chair, plan=plan, **action_values(plan, target="young_person_need", needs=[need.id]))
    assert answers(plan) == {}
    assert FindingAnswer.objects.filter(answer="Later").exists()
    ended = Event.objects.filter(kind="plan.finding_answered").order_by("-number").first()
    assert "the answer ended" in ended.detail


def test_an_answer_ends_when_what_it_was_about_leaves_the_assessment(cast, paused) -> None:
    plan = plan_of(paused)
    ours = plan.episode.assessments.get()
    ours.save_over(None, {"authorised_on": None, "authorised_by": None})  # as beside an imported plan
    need, other = selectors.parts_of(plan).needs[:2]
    for each in (need, other):
        said = {"rule": "U01", "subject": f"need:{each.id}", "answer": "Later"}
        actions.answer_finding(by=cast.chair, plan=plan, **said)
    assessments.remove_part(by=cast.social_worker, assessment=ours, part="need", number=need.id)
    assert set(answers(plan)) == {("U01", f"need:{other.id}")}
    kinds = Event.objects.filter(record=paused.young_person.ref).order_by("-number").values_list("kind", flat=True)
    assert list(kinds[:2]) == ["assessment.part_removed", "plan.finding_answered"]


# --- Answering inside the panel -------------------------------------------------------------------------------------
def slips_in(page: str) -> dict[str, str]:
    """The signed slip of each form inside the panel, by the form's address."""
    form = r'<form method="post" action="([^"]+)"[^>]*data-keep="/drafts/">.*?name="draft_token" value="([^"]+)"'
    return dict(re.findall(form, page, re.DOTALL))


def test_what_is_typed_in_the_panel_is_kept_and_offered_here_and_on_its_own_page(cast, paused, client_for) -> None:
    asked = first_open(plan_of(paused))
    client, where = client_for(cast.chair), reverse("plans:plan", args=(paused.young_person.ref,))
    at = reverse("plans:answer", args=(paused.young_person.ref, asked.rule, asked.subject_key))
    page = client.get(where).content.decode()
    typed = {"draft_token": slips_in(page)[at], "answer": "The landlord & I"}
    slip = read(typed["draft_token"])
    assert slip
    assert (slip.user_id, slip.path) == (cast.chair.pk, at)
    assert "not yet saved" not in page
    assert client.post(reverse("drafts:save"), typed).json()["signed_in"]
    full = client.get(at).content.decode()
    assert "Below are your words from" in full
    assert "The landlord &amp; I</textarea>" in full
    page = client.get(where).content.decode()
    assert "The landlord &amp; I</textarea>" in page
    assert page.count("not yet saved") == page.count('hx-preserve="true" open') == 1
    assert "The landlord" not in client_for(cast.social_worker).get(where).content.decode()

    assert client.post(at, {"answer": "The landlord acts"}).status_code == 303
    page = client.get(where).content.decode()
    assert "not yet saved" not in page
    assert at not in slips_in(page)


def test_each_reader_of_the_panel_keeps_only_what_they_may_write(cast, paused, client_for) -> None:
    where = reverse("plans:plan", args=(paused.young_person.ref,))
    own = {
        who: set(slips_in(client_for(getattr(cast, who)).get(where).content.decode()))
        for who in ("chair", "social_worker")
    }
    assert {each.split("/")[4] for each in own["chair"]} == {"unanswered", "not-to-act"}
    assert {each.split("/")[4] for each in own["social_worker"]} == {"not-to-act"}
    assert not slips_in(client_for(cast.quality_lead).get(where).content.decode())


def test_the_panel_answers_htmx_with_the_panel_alone(cast, paused, client_for) -> None:
    plan = plan_of(paused)
    asked = first_open(plan)
    at = reverse("plans:answer", args=(paused.young_person.ref, asked.rule, asked.subject_key))
    page = client_for(cast.chair).post(at, {"answer": "The landlord acts"}, headers={"HX-Request": "true"}, follow=True)
    words = page.content.decode()
    assert "<html" not in words
    assert "Your answer is kept" in words
    assert "The landlord acts" in words


def test_an_empty_answer_comes_back_with_what_to_do(cast, paused, client_for) -> None:
    asked = first_open(plan_of(paused))
    at = reverse("plans:answer", args=(paused.young_person.ref, asked.rule, asked.subject_key))
    client = client_for(cast.chair)
    page = client.post(at, {"answer": ""})
    assert page.status_code == 422
    assert "Write your answer" in page.content.decode()
    gone = reverse("plans:answer", args=(paused.young_person.ref, "V02", "dynamic:987654"))
    assert client.get(gone).status_code == 409
