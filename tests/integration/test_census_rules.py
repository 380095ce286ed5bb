"""Every rule of the census's list is held as the table says: refused at its box with its number, asked about, or such
that no page takes what would break it. Made from the table: a rule without an example fails here.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roth.assessments.models import AssessmentFactor
from roth.demo import conferring
from roth.demo.borough import crew_of
from roth.demo.cast import cast as standing_cast
from roth.demo.planning import plan_of
from roth.demo.walk import Walk
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.census_rules import CENSUS_RULES, Held
from roth.pathway.models import CinPlan, Section47Enquiry
from roth.plans.models import Plan
from tests.integration.census_rule_examples import (
    FINDS_NOTHING,
    NO_DAY,
    REFUSED,
    Answers,
    closing,
    conference,
    decision,
    episode_of,
    referral,
    today,
)
from tests.integration.hostile import form_on, wrong_in
from tests.integration.transition_examples import stand
from tests.weekday import a_weekday

pytestmark = pytest.mark.django_db
# `pathway.md` section 18, as it stands there.
LIST = """
8500 8510 1570 1580 8520 8525Q 4180 8750 4220 8540 8790 8794 8600 8866 8610 8650 8568 8831 8832 4000 1103 2889
1105 1104 4015 8608 8896 8863Q 8670Q 8614 8897Q 8898 8869 8945Q 8950Q 8615 8839 8890 8675Q 8870Q 8875 2884
2885 2883 8720 8730 8905 8910 8840 8841 8842Q 8925 8935 8940 4001 4003 4004 4014 4016 4017 8565 8630 8805 8810
8867 8868 8640 8825Q 8873Q 2990 8815 8816 8820 8555Q 4008 8915 8920
""".split()
ROOMS = ("people", "pathway", "assessments", "meetings", "plans", "reviews")
KEPT = "Words that must not be lost"


def _ready(walk: Walk) -> None:
    """All that a conference's record needs but the decision."""
    conferring.write_down(walk)


def _nothing(walk: Walk) -> None:
    """Stands as it is."""


MORE: dict[str, tuple[str, Callable[[Walk], None]]] = {
    "ready_to_decide": ("opened", _ready),
    "assessed_only": ("assessed", _nothing),
}


class Standing:
    """Young people who stand before a page, each made once for this module."""

    def __init__(self) -> None:
        self.cast, self.made = standing_cast(), dict[str, Walk]()
        self.since = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=80))

    def __getitem__(self, start: str) -> Walk:
        if start not in self.made:
            until, more = MORE.get(start, (start, _nothing))
            walk = stand(crew_of(self.cast), until, self.since, len(self.made))
            more(walk)
            self.made[start] = walk
        return self.made[start]


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    with django_db_blocker.unblock(), a_weekday(), transaction.atomic():
        made = Standing()
        for example in REFUSED.values():
            made[example.start]
        for start in ("added", "referred", "triaged", "answered", "strategy_held", "assessing", "assessed_first"):
            made[start]
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def at(standing: Standing, client_for: Callable[..., Client]) -> Iterator[Any]:
    """A walk by where it stands, and a client by who is signed in. What the test does is undone."""
    with a_weekday(), transaction.atomic():
        known = dict[str, Client]()

        def client(by: str) -> Client:
            return known.setdefault(by, client_for(getattr(standing.cast, by)))

        for walk in standing.made.values():
            walk.young_person.refresh_from_db()
        yield SimpleNamespace(walk=standing.__getitem__, client=client)
        transaction.set_rollback(True)


def boxes(answers: Answers) -> dict[str, Any]:
    """Answers as a browser sends them."""
    sent: dict[str, Any] = {}
    for name, value in answers.items():
        if value is NO_DAY:
            sent |= {f"{name}-{part}": "" for part in ("day", "month", "year")}
        elif isinstance(value, date):
            day = timezone.localtime(value) if isinstance(value, datetime) else value
            sent |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
            sent |= {f"{name}-time": f"{value:%H:%M}"} if isinstance(value, datetime) else {}
        else:
            sent[name] = value
    return sent


class Form:
    """A page's own form, read once as a browser reads it, and sent as often as one likes."""

    def __init__(self, client: Client, page: str, walk: Walk) -> None:
        self.client, self.address = client, reverse(page, args=(walk.young_person.ref,))
        found = form_on(client, self.address)
        assert found is not None, f"{page} shows no form"
        self.found = found

    def send(self, answers: Answers) -> Any:
        data = {name: value for name, value in self.found.values.items()} | boxes(answers)
        return self.client.post(self.address, {name: value for name, value in data.items() if value is not None})


def stored() -> dict[str, list[Any]]:
    """Every row of the rooms that the rules are about."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
    }


def text_of(response: Any) -> str:
    return response.content.decode().replace("&#39;", "'").replace("&amp;", "&")


def names_the_rule(response: Any, number: str) -> bool:
    return re.search(rf"\([^()]*\b{number}\b[^()]*\)", text_of(response)) is not None


# --- The table --------------------------------------------------------------------------------------------------------
def test_the_table_has_every_rule_of_the_list_and_no_other() -> None:
    assert list(dict.fromkeys(LIST)) == LIST
    assert set(CENSUS_RULES) == set(LIST)


def test_every_rule_has_an_example_of_its_kind() -> None:
    by_kind = {Held.REFUSED: {*REFUSED, *ELSEWHERE}, Held.ASKED: set(ASKED), Held.CANNOT: set(CANNOT)}
    for kind, examples in by_kind.items():
        assert {rule.number for rule in CENSUS_RULES.values() if rule.held is kind} == examples, kind


# --- Refused ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", REFUSED)
def test_what_breaks_a_rule_is_refused_at_its_box_and_what_just_keeps_it_is_taken(at: Any, number: str) -> None:
    example = REFUSED[number]
    walk = at.walk(example.start)
    example.before(walk)
    form = Form(at.client(example.by), example.page, walk)
    before = stored()
    refused = form.send(example.right(walk) | example.wrong(walk))
    assert refused.status_code in (409, 422), text_of(refused)
    assert names_the_rule(refused, number), text_of(refused)
    if example.box:
        linked = {name.split("-")[0] for name in wrong_in(refused.content)}
        assert example.box in linked, f"the refusal stands at {linked}"
        [stands] = re.findall(rf'id="id_{example.box}-error"[^>]*>(.*?)</p>', text_of(refused), re.DOTALL)
        assert number in stands
    typed = [value for value in example.right(walk).values() if isinstance(value, str) and " " in value]
    assert all(value in text_of(refused) for value in typed), "what was typed is kept"
    assert stored() == before, "nothing is saved"
    example.mend(walk)
    taken = form.send(example.right(walk))
    assert taken.status_code == 303, text_of(taken)


def _a_second_referral(at: Any) -> None:
    """Two people open the form at once; the second is told, and keeps the words."""
    walk = at.walk("added")
    first, second = (Form(at.client(by), "pathway:refer", walk) for by in ("social_worker", "team_manager"))
    assert first.send(referral(walk)).status_code == 303
    before = stored()
    refused = second.send({**referral(walk), "concern": KEPT})
    assert refused.status_code == 409
    assert names_the_rule(refused, "8815")
    assert KEPT in text_of(refused)
    assert stored() == before


def _a_second_assessment(at: Any) -> None:
    """Starting it has a button and no box."""
    walk, client = at.walk("assessing"), at.client("social_worker")
    address = reverse("assessments:start", args=(walk.young_person.ref,))
    assert client.post(address).status_code == 303
    before = stored()
    refused = client.post(address)
    assert refused.status_code == 409
    assert names_the_rule(refused, "8896")
    assert stored() == before


ELSEWHERE: dict[str, Callable[[Any], None]] = {"8815": _a_second_referral, "8896": _a_second_assessment}


@pytest.mark.parametrize("number", ELSEWHERE)
def test_what_takes_two_pages_to_break_is_refused_at_the_second(at: Any, number: str) -> None:
    ELSEWHERE[number](at)


# --- Asked about ------------------------------------------------------------------------------------------------------
def _late(start: str, rule: str) -> Callable[[Any, str], None]:
    """A limit that ran out stands on the page with the rule, asks why, and takes the answer; one that runs does not."""

    def asks(at: Any, number: str) -> None:
        walk, client = at.walk(start), at.client("team_manager")
        ref = walk.young_person.ref
        clock = episode_of(walk).clocks.get(rule=rule)
        assert number in text_of(client.get(reverse("pathway:steps", args=(ref,))))
        address = reverse("pathway:explain_clock", args=(ref, clock.pk))
        said = {"lateness_reason": "staff_absence", "lateness_words": KEPT}
        assert client.post(address, said).status_code == 303
        clock.refresh_from_db()
        assert (clock.lateness_words, clock.done_on) == (KEPT, None)
        type(clock).objects.filter(pk=clock.pk).update(due_on=today(1), limit_on=today(1), lateness_words="")
        assert client.post(address, said).status_code == 409, "what is not late is not asked about"

    return asks


def _closes_otherwise(at: Any, number: str) -> None:
    walk = at.walk("assessed_first")
    AssessmentFactor.objects.filter(assessment__episode=episode_of(walk)).update(code="21")
    form = Form(at.client("team_manager"), "pathway:what_follows", walk)
    before = stored()
    asked = form.send(closing(walk))
    assert asked.status_code == 409, text_of(asked)
    assert names_the_rule(asked, number)
    assert "why_nothing_found" in wrong_in(asked.content)
    assert stored() == before
    sid = transaction.savepoint()
    assert form.send({**closing(walk), "closure_reason": "RC8"}).status_code == 303, "what fits is not asked about"
    transaction.savepoint_rollback(sid)
    assert form.send({**closing(walk), "why_nothing_found": FINDS_NOTHING}).status_code == 303
    assert FINDS_NOTHING in walk.young_person.episodes.get().ways_out.get().reason


ASKED: dict[str, Callable[[Any, str], None]] = {
    "8670Q": _late("assessing", "T03"),
    "8675Q": _late("strategy_held", "T11"),
    "8873Q": _closes_otherwise,
}


@pytest.mark.parametrize("number", ASKED)
def test_a_query_is_asked_and_whoever_says_why_goes_on(at: Any, number: str) -> None:
    ASKED[number](at, number)


# --- Cannot be typed --------------------------------------------------------------------------------------------------
def _not_a_choice(start: str, page: str, by: str, right: Callable[[Walk], Answers], hostile: Answers) -> Any:
    def tries(at: Any) -> None:
        walk = at.walk(start)
        form, before = Form(at.client(by), page, walk), stored()
        refused = form.send(right(walk) | hostile)
        assert refused.status_code == 422, text_of(refused)
        assert "Choose one of the answers shown" in text_of(refused)
        assert stored() == before
        assert form.send(right(walk)).status_code == 303

    return tries


def _who(hostile: Answers) -> Any:
    return _not_a_choice("added", "people:edit", "social_worker", lambda walk: {}, hostile)


def _factors(*codes: str) -> Any:
    right: Callable[[Walk], Answers] = lambda walk: {"on": walk.day(12), "factors": ["24A"]}  # noqa: E731
    return _not_a_choice("assessed_only", "assessments:authorise", "team_manager", right, {"factors": list(codes)})


def _sent(at: Any, start: str, page: str, by: str, answers: Answers) -> Walk:
    """A form that is taken, with something hostile among its answers."""
    walk: Walk = at.walk(start)
    taken = Form(at.client(by), page, walk).send(answers)
    assert taken.status_code == 303, text_of(taken)
    return walk


def _a_reference_at_once(at: Any) -> None:
    walk = _sent(at, "added", "people:edit", "social_worker", {"la_child_id": ""})
    assert walk.young_person.ref.startswith("YP-")
    assert Form(at.client("social_worker"), "people:edit", walk).send({"ref": "", "id": ""}).status_code == 303
    walk.young_person.refresh_from_db()
    assert walk.young_person.pk
    assert walk.young_person.ref


def _ticked_twice(at: Any) -> None:
    walk = _sent(at, "added", "people:edit", "social_worker", {"disabilities": ["LD", "LD"]})
    walk.young_person.refresh_from_db()
    assert walk.young_person.disabilities == "LD"


def _factor_twice(at: Any) -> None:
    answers = {"on": at.walk("assessed_only").day(12), "factors": ["24A", "24A"]}
    walk = _sent(at, "assessed_only", "assessments:authorise", "team_manager", answers)
    assert [each.code for each in AssessmentFactor.objects.filter(assessment__episode=episode_of(walk))] == ["24A"]


def _factors_early(at: Any) -> None:
    walk = at.walk("assessed_only")
    address = reverse("assessments:section", args=(walk.young_person.ref, "A2"))
    assert (
        at.client("social_worker").post(address, {"text": KEPT, "factors": ["24A"], "_version": 1}).status_code == 303
    )
    assert not AssessmentFactor.objects.filter(assessment__episode=episode_of(walk)).exists()


def _flag(at: Any) -> None:
    walk = _sent(at, "added", "pathway:refer", "social_worker", {**referral(at.walk("added")), "nfa": "on"})
    assert episode_of(walk).referral.nfa is False
    walk.triage("nfa")
    assert walk.young_person.episodes.get().referral.nfa is True


def _starts_today(at: Any) -> None:
    walk = at.walk("assessing")
    address = reverse("assessments:start", args=(walk.young_person.ref,))
    hostile = boxes({"on": walk.start - timedelta(days=9), "started_on": walk.start - timedelta(days=9)})
    assert at.client("social_worker").post(address, hostile).status_code == 303
    assert episode_of(walk).assessments.get().started_on == today() >= walk.start


def _target(at: Any) -> None:
    walk = at.walk("strategy_held")
    enquiry = Section47Enquiry.objects.get(episode=episode_of(walk))
    assert enquiry.conference_target_on.weekday() < 5
    hostile = boxes({"conference_target_on": enquiry.started_on + timedelta(days=5 - enquiry.started_on.weekday())})
    _sent(at, "strategy_held", "pathway:enquiry", "social_worker", {"analysis": KEPT, **hostile})
    now = Section47Enquiry.objects.get(pk=enquiry.pk)
    assert (now.analysis, now.conference_target_on) == (KEPT, enquiry.conference_target_on)


def _decided_once(at: Any) -> None:
    walk = at.walk("ready_to_decide")
    form = Form(at.client("chair"), "meetings:decide", walk)
    assert form.send(conference(walk)).status_code == 303
    before = stored()
    assert form.send({**conference(walk), "on": walk.day(16)}).status_code == 409
    assert stored() == before
    assert Section47Enquiry.objects.get(episode=episode_of(walk)).conference_on == walk.day(15)
    assert Plan.objects.filter(episode=episode_of(walk)).count() == 1


def _in_force(hostile: Answers, field: str) -> Any:
    def tries(at: Any) -> None:
        walk = at.walk("answered")
        plan = plan_of(walk)
        address = reverse("plans:in_force", args=(walk.young_person.ref,))
        sent = {"_version": plan.version, **boxes(hostile)}
        assert at.client("chair").post(address, sent).status_code == 303
        now = Plan.objects.select_related("meeting").get(pk=plan.pk)
        expected = {"starts_on": now.meeting.held_on, "previous_plans": 0}
        assert now.status == "in_force"
        assert getattr(now, field) == expected[field]

    return tries


def _cin_plan_ends(at: Any) -> None:
    walk = at.walk("ready_to_decide")
    CinPlan.objects.create(episode=episode_of(walk), starts_on=walk.day(1))
    _sent(at, "ready_to_decide", "meetings:decide", "chair", conference(walk))
    assert [plan.ends_on for plan in episode_of(walk).cin_plans.all()] == [walk.day(15)]


def _one_cin_plan(at: Any) -> None:
    walk = at.walk("enquiry_authorised")
    CinPlan.objects.create(episode=episode_of(walk), starts_on=walk.day(1))
    _sent(at, "enquiry_authorised", "pathway:decide", "team_manager", decision(walk))
    assert [(plan.starts_on, plan.ends_on) for plan in episode_of(walk).cin_plans.all()] == [(walk.day(1), None)]


def _reason_without_closing(at: Any) -> None:
    answers = {**closing(at.walk("on_cin_plan")), "afterwards": "family_help"}
    agreed = {"family_agreement": "Mum agreed.", "lead_practitioner": "Family help lead"}
    walk = _sent(at, "on_cin_plan", "pathway:what_follows", "team_manager", {**answers, **agreed})
    episode = episode_of(walk)
    assert (episode.closed_on, episode.closure_reason) == (None, "")
    assert episode.ways_out.last().closure_reason == ""


CANNOT: dict[str, Callable[[Any], None]] = {
    "8500": _a_reference_at_once,
    "4180": _who({"sex": "X"}),
    "4220": _who({"ethnicity": "XXXX"}),
    "8540": _who({"disabilities": ["XX"]}),
    "8794": _ticked_twice,
    "8650": _not_a_choice("added", "pathway:refer", "social_worker", referral, {"primary_need": "N99"}),
    "8568": _flag,
    "8863Q": _starts_today,
    "8614": _factors_early,
    "8898": _factor_twice,
    "8945Q": _factors("18A"),
    "8950Q": _factors("19A"),
    "8870Q": _target,
    "2884": _decided_once,
    "2883": _decided_once,
    "2885": _in_force({"starts_on": today(-1), "on": today(-1)}, "starts_on"),
    "8720": _in_force({"starts_on": NO_DAY}, "starts_on"),
    "8730": _in_force({"previous_plans": "-1"}, "previous_plans"),
    "4003": _cin_plan_ends,
    "4004": _one_cin_plan,
    "8810": _reason_without_closing,
    "8640": _not_a_choice("on_cin_plan", "pathway:what_follows", "team_manager", closing, {"closure_reason": "RC0"}),
}


@pytest.mark.parametrize("number", CANNOT)
def test_what_cannot_be_typed_cannot_be_sent_either(at: Any, number: str) -> None:
    CANNOT[number](at)
