"""The assessment: written together, weighed by everyone, authorised by somebody else, and then left as it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roth.assessments import actions, selectors
from roth.assessments.access import assessment_of
from roth.assessments.models import Assessment, AssessmentFactor, Need
from roth.audit.models import Event
from roth.contexts import actions as contexts
from roth.demo.borough import crew_of, places_at
from roth.demo.steps import walk_to
from roth.demo.walk import Walk
from roth.domain.assessment import SECTIONS
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import Conflict, NotAllowed, NotPossible, NotVisible
from roth.pathway import selectors as pathway
from roth.people.actions import add_young_person

TODAY = timezone.localdate()
CEILING = 12
NAMES = ("assessment", "section", "part_add", "weights", "authorise")


def walk(cast, until: str, start: int = 40) -> Walk:
    crew = crew_of(cast)
    first_day = ENGLAND_AND_WALES.working_day_on_or_before(TODAY - timedelta(days=start))
    return walk_to(Walk(crew, "Rowan", "Ellery", places_at(crew, (0, 1, 2)), first_day), until)


@pytest.fixture
def referred(cast):
    return walk(cast, "referred").young_person


@pytest.fixture
def started(cast, referred) -> Assessment:
    return actions.start_assessment(by=cast.social_worker, episode=pathway.current_episode(referred))


@pytest.fixture
def whole(cast) -> Assessment:
    """Complete, and not authorised."""
    return assessment_of(walk(cast, "assessed").young_person).ours


def page(name: str, young_person, *args) -> str:
    return reverse(f"assessments:{name}", args=(young_person.ref, *args))


def address(name: str, young_person) -> str:
    more = {"section": ("A4",), "part_add": ("need",), "weights": ("agreed",)}
    return page(name, young_person, *more.get(name, ()))


def person(assessment: Assessment):
    return assessment.episode.young_person


def day(name: str, on) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def typed_weights(assessment: Assessment, *weights: int, version: int = 0) -> dict[str, str]:
    keys = [each.context_id for each in assessment.contexts.all()]
    typed = {"_version": str(version)}
    for key, weight in zip(keys, weights, strict=True):
        typed |= {f"weight_{key}": str(weight), f"reason_{key}": f"Because {weight}"}
    return typed


# --- Who may -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_pages_open_to_those_who_may(cast, whole, client_for, client, name) -> None:
    where = address(name, person(whole))
    writing, signing = name not in ("assessment", "section"), name == "authorise"
    assert client_for(cast.social_worker).get(where).status_code == (403 if signing else 200)
    assert client_for(cast.team_manager).get(where).status_code == 200
    assert client_for(cast.quality_lead).get(where).status_code == (403 if writing else 200)
    for user in (cast.other_team_worker, cast.other_team_manager, cast.other_site_worker, cast.police_sergeant):
        assert client_for(user).get(where).status_code == 404
    assert client.get(where).status_code == 302


@pytest.mark.parametrize("name", [name for name in NAMES if name != "assessment"])
def test_there_is_nothing_to_write_before_it_starts(cast, referred, client_for, name) -> None:
    assert client_for(cast.team_manager).get(address(name, referred)).status_code == 404


@pytest.mark.parametrize(
    "args", [("section", "A99"), ("weights", "nobody"), ("part_add", "nonsense"), ("part", "need", 999999)]
)
def test_addresses_that_are_not_ours(cast, whole, client_for, args) -> None:
    assert client_for(cast.social_worker).get(page(args[0], person(whole), *args[1:])).status_code == 404


def test_a_finding_of_another_young_person_is_not_there(cast, whole, client_for) -> None:
    other = add_young_person(by=cast.social_worker, site=cast.site, team=cast.team, given_name="Ash", born_on=TODAY)
    need = whole.needs.first()
    for name in ("part", "part_remove"):
        assert client_for(cast.social_worker).get(page(name, other, "need", need.pk)).status_code == 404
    with pytest.raises(NotVisible):
        actions.add_part(by=cast.other_team_worker, assessment=whole, part="need", text="x")


# --- Starting ------------------------------------------------------------------------------------------------------
def test_starting_is_a_post_starts_the_clock_from_the_referral_and_happens_once(cast, referred, client_for) -> None:
    client = client_for(cast.social_worker)
    before = client.get(page("assessment", referred)).content.decode()
    assert "Start the assessment" in before
    assert client.get(page("start", referred)).status_code == 405
    assert client.post(page("start", referred)).status_code == 303
    assert client.post(page("start", referred)).status_code == 409
    episode = pathway.current_episode(referred)
    (clock,) = [each for each in pathway.clocks(episode) if each.rule == "T03"]
    assert clock.started_on == episode.opened_on
    assert Assessment.objects.filter(episode=episode).count() == 1
    assert "Who I am" in client.get(page("assessment", referred)).content.decode()


def test_there_is_no_assessment_without_a_referral(cast, client_for) -> None:
    alone = add_young_person(by=cast.social_worker, site=cast.site, team=cast.team, given_name="Ash", born_on=TODAY)
    client = client_for(cast.social_worker)
    assert "begins with a referral" in client.get(page("assessment", alone)).content.decode()
    assert client.post(page("start", alone)).status_code == 409


def test_it_does_not_start_before_the_referral_nor_tomorrow(cast, referred) -> None:
    episode = pathway.current_episode(referred)
    for on in (episode.opened_on - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(NotPossible):
            actions.start_assessment(by=cast.social_worker, episode=episode, on=on)
    assert not Assessment.objects.filter(episode=episode).exists()


# --- Sections ------------------------------------------------------------------------------------------------------
def test_sections_come_in_order_with_the_young_persons_words_first(cast, started, client_for) -> None:
    text = client_for(cast.social_worker).get(page("assessment", person(started))).content.decode()
    places = [text.index(f'id="state-{section.key}"') for section in SECTIONS]
    assert places == sorted(places)
    assert SECTIONS[0].key == "A1"


@pytest.mark.parametrize("key", [section.key for section in SECTIONS])
def test_every_section_opens_empty_and_whole(cast, started, client_for, key) -> None:
    assert client_for(cast.social_worker).get(page("section", person(started), key)).status_code == 200


def test_a_section_is_written_and_read_back(cast, started, client_for) -> None:
    client = client_for(cast.social_worker)
    where = page("section", person(started), "A1")
    typed = {"text": "I fix bikes.", "_version": "0", **day("said_on", TODAY)}
    assert client.post(where, typed).status_code == 303
    assert "I fix bikes." in client.get(where).content.decode()
    assert selectors.reading_of(started).written["A1"].said_on == TODAY.isoformat()
    assert Event.objects.filter(kind="assessment.section_written", target="section:A1").count() == 1


def test_an_account_needs_its_day_and_nothing_typed_is_lost(cast, started, client_for) -> None:
    answer = client_for(cast.social_worker).post(
        page("section", person(started), "A1"), {"text": "I fix bikes.", "_version": "0"}
    )
    assert answer.status_code == 422
    assert "Enter the day they said this" in answer.content.decode()
    assert "I fix bikes." in answer.content.decode()


def test_two_who_write_a_section_both_keep_their_words(cast, started, client_for) -> None:
    actions.write_section(by=cast.team_manager, assessment=started, key="A16", text="Hers", version=0)
    with pytest.raises(Conflict) as conflict:
        actions.write_section(by=cast.social_worker, assessment=started, key="A16", text="His", version=0)
    assert conflict.value.theirs["text"] == "Hers"
    where = page("section", person(started), "A16")
    answer = client_for(cast.social_worker).post(where, {"text": "His", "_version": "0"})
    assert answer.status_code == 409
    assert "Hers" in answer.content.decode()
    assert "His" in answer.content.decode()


def test_a_section_of_findings_takes_no_words(cast, started) -> None:
    for key in ("A4", "A15", "A99"):
        with pytest.raises(NotVisible):
            actions.write_section(by=cast.social_worker, assessment=started, key=key, text="x")


def test_the_last_assessments_answer_stands_beside(cast, client_for) -> None:
    first = walk(cast, "assessment_authorised", start=200)
    earlier = assessment_of(first.young_person).ours
    later = first.young_person.episodes.get()
    later.closed_on = TODAY - timedelta(days=30)
    later.save()  # how an episode closes belongs to a later issue
    walk_again = Walk(first.crew, "Rowan", "Ellery", first.places, TODAY - timedelta(days=20))
    walk_again.young_person = first.young_person
    walk_again.refer()
    now = actions.start_assessment(by=cast.social_worker, episode=pathway.current_episode(first.young_person))
    text = client_for(cast.social_worker).get(page("section", first.young_person, "A16")).content.decode()
    assert selectors.reading_of(earlier).written["A16"].text in text
    assert now.pk != earlier.pk


# --- Findings ------------------------------------------------------------------------------------------------------
NEED = {"text": "A way home after training", "domain": "safety", "source": "Rowan", "priority": "1", "met_by": ""}
FINDINGS = {
    "need": (NEED, "text"),
    "strength": ({"text": "Fixes bikes", "whose": "young_person"}, "text"),
    "challenge": ({"service": "Clinic", "text": "A wait of nine months", "owner": "Clinic manager"}, "service"),
}


@pytest.mark.parametrize("kind", FINDINGS)
def test_a_finding_is_added_changed_and_removed(cast, started, client_for, kind) -> None:
    client, values = client_for(cast.social_worker), FINDINGS[kind][0]
    young_person = person(started)
    assert client.post(page("part_add", young_person, kind), values).status_code == 303
    relation = {"need": started.needs, "strength": started.strengths, "challenge": started.challenges}[kind]
    made = relation.get()
    where = page("part", young_person, kind, made.pk)
    assert values["text"] in client.get(where).content.decode()
    assert client.post(where, {**values, "text": "Other words", "_version": "1"}).status_code == 303
    assert relation.get().text == "Other words"
    stale = client.post(where, {**values, "text": "Mine", "_version": "1"})
    assert stale.status_code == 409
    assert "Other words" in stale.content.decode()
    remove = page("part_remove", young_person, kind, made.pk)
    assert "Other words" in client.get(remove).content.decode()
    assert relation.exists()
    assert client.post(remove).status_code == 303
    assert not relation.exists()
    assert client.post(remove).status_code == 404


@pytest.mark.parametrize("kind", FINDINGS)
def test_an_empty_finding_says_what_to_do(cast, started, client_for, kind) -> None:
    answer = client_for(cast.social_worker).post(page("part_add", person(started), kind), {})
    assert answer.status_code == 422
    assert "Enter" in answer.content.decode()


def test_a_context_comes_from_those_that_are_linked_and_holds_its_dynamics(cast, started, client_for) -> None:
    client, young_person = client_for(cast.social_worker), person(started)
    linked = young_person.context_links.first().context
    typed = {"context": str(linked.pk), "young_person_does": "Waits for the bus", "guardianship": "Nobody"}
    assert client.post(page("part_add", young_person, "context"), typed).status_code == 303
    assert client.post(page("part_add", young_person, "context"), typed).status_code == 422
    where = f"{page('part_add', young_person, 'dynamic')}?context={linked.pk}"
    assert "selected" in client.get(where).content.decode()
    dynamic = {"context": str(linked.pk), "kind": "debt_bondage", "text": "Older boys lend money"}
    assert client.post(where, dynamic).status_code == 303
    shown = client.get(page("section", young_person, "A7")).content.decode()
    assert "Older boys lend money" in shown
    stranger = contexts.add_context(by=cast.social_worker, site=cast.site, kind="workplace", name="Elsewhere")
    with pytest.raises(NotPossible, match="Link the context"):
        actions.add_part(
            by=cast.social_worker,
            assessment=started,
            part="context",
            context=stranger,
            young_person_does="x",
            guardianship="y",
        )
    with pytest.raises(NotPossible, match="Add the context to the assessment"):
        actions.add_part(
            by=cast.social_worker, assessment=started, part="dynamic", context=stranger, kind="norms", text="x"
        )


def test_a_context_goes_only_when_its_dynamics_are_gone_and_takes_its_weights(cast, whole) -> None:
    found = whole.contexts.first()
    with pytest.raises(NotPossible, match="ways that harm works"):
        actions.remove_part(by=cast.social_worker, assessment=whole, part="context", number=found.pk)
    for dynamic in whole.dynamics.filter(context=found.context):
        actions.remove_part(by=cast.social_worker, assessment=whole, part="dynamic", number=dynamic.pk)
    actions.remove_part(by=cast.social_worker, assessment=whole, part="context", number=found.pk)
    assert not whole.weights.filter(context=found.context).exists()
    assert not selectors.weights_add_up(whole)


def test_what_a_plan_acts_on_is_named_before_it_goes_and_stays_while_the_plan_is_in_force(cast, client_for) -> None:
    done = walk(cast, "in_force")
    ours = assessment_of(done.young_person).ours
    Assessment.objects.filter(pk=ours.pk).update(authorised_on=None, authorised_by=None)  # as beside an imported plan
    ours.refresh_from_db()
    pointed = next(each for each in ours.dynamics.all() if selectors.actions_on("dynamic", each.pk))
    client = client_for(cast.social_worker)
    where = page("part_remove", done.young_person, "dynamic", pointed.pk)
    assert "The plan acts on this" in client.get(where).content.decode()
    answer = client.post(where)
    assert answer.status_code == 409
    assert "Change the plan first" in answer.content.decode()
    assert ours.dynamics.filter(pk=pointed.pk).exists()


# --- Weights -------------------------------------------------------------------------------------------------------
def test_weights_that_do_not_make_100_are_refused_and_kept_on_the_page(cast, whole, client_for) -> None:
    client, where = client_for(cast.social_worker), page("weights", person(whole), "professional")
    answer = client.post(where, typed_weights(whole, 50, 30, 10))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "These add to 90. 10 are left to give." in text
    assert "90 of 100 given" in text
    assert "Because 30" in text
    assert not selectors.weights(whole, "professional")


@pytest.mark.parametrize("wrong", ["", "-5", "101", "12.5", "lots"])
def test_a_weight_is_a_whole_number(cast, whole, client_for, wrong) -> None:
    typed = typed_weights(whole, 50, 30, 20)
    first = next(name for name in typed if name.startswith("weight_"))
    answer = client_for(cast.social_worker).post(page("weights", person(whole), "parent"), typed | {first: wrong})
    assert answer.status_code == 422
    assert not selectors.weights(whole, "parent")


def test_views_stand_side_by_side_and_who_differs_is_said(cast, whole, client_for) -> None:
    client, where = client_for(cast.social_worker), page("weights", person(whole), "professional")
    assert client.post(where, typed_weights(whole, 70, 20, 10)).status_code == 303
    names = [each.context.name for each in whole.contexts.select_related("context")]
    first = selectors.weights(whole, "young_person")[0].context.name
    text = client.get(page("section", person(whole), "A15")).content.decode()
    assert f"{person(whole).name} puts {first} first; professionals put {names[0]} first." in text.replace("&#39;", "'")
    assert text.count("<svg") >= 3
    assert "as a table" in text


def test_two_who_weigh_one_view_both_keep_their_numbers(cast, whole, client_for) -> None:
    seen = max(each.version for each in selectors.weights(whole))
    keys = [each.context_id for each in whole.contexts.all()]
    mine = dict(zip(keys, ((20, "a"), (20, "b"), (60, "c")), strict=True))
    actions.weigh_contexts(by=cast.team_manager, assessment=whole, view="agreed", weights=mine, version=seen)
    with pytest.raises(Conflict) as conflict:
        actions.weigh_contexts(by=cast.social_worker, assessment=whole, view="agreed", weights=mine, version=seen)
    assert conflict.value.theirs[f"weight_{keys[2]}"] == 60
    answer = client_for(cast.social_worker).post(
        page("weights", person(whole), "agreed"), typed_weights(whole, 50, 30, 20, version=seen)
    )
    assert answer.status_code == 409
    assert [each.weight for each in selectors.weights(whole)] == [60, 20, 20]


def test_agreed_weights_say_why(cast, whole) -> None:
    keys = [each.context_id for each in whole.contexts.all()]
    silent = dict(zip(keys, ((50, "Why"), (50, " "), (0, "")), strict=True))
    with pytest.raises(NotPossible) as refused:
        actions.weigh_contexts(by=cast.social_worker, assessment=whole, view="agreed", weights=silent)
    assert [field for field, _ in refused.value.missing] == [f"reason_{keys[1]}"]
    actions.weigh_contexts(by=cast.social_worker, assessment=whole, view="parent", weights=silent)


def test_every_context_is_weighed_and_no_other(cast, whole) -> None:
    keys = [each.context_id for each in whole.contexts.all()]
    for weights in ({keys[0]: (100, "x")}, {**dict.fromkeys(keys, (25, "x")), 999999: (25, "x")}, {}):
        with pytest.raises(NotPossible):
            actions.weigh_contexts(by=cast.social_worker, assessment=whole, view="agreed", weights=weights)
    with pytest.raises(NotVisible):
        actions.weigh_contexts(by=cast.social_worker, assessment=whole, view="nobody", weights={})


# --- Authorising ---------------------------------------------------------------------------------------------------
def test_authorising_lists_all_that_is_missing_with_links(cast, started, client_for) -> None:
    where = page("authorise", person(started))
    client = client_for(cast.team_manager)
    assert "Add at least one need." in client.get(where).content.decode()
    answer = client.post(where, {**day("on", TODAY), "factors": ["24A"]})
    text = answer.content.decode()
    assert answer.status_code == 409
    for key in ("A1", "A4", "A5", "A7", "A16"):
        assert f'href="{page("section", person(started), key)}"' in text
    started.refresh_from_db()
    assert started.authorised_on is None
    assert not AssessmentFactor.objects.exists()


def test_a_manager_authorises_and_then_nothing_changes(cast, whole, client_for) -> None:
    client, young_person = client_for(cast.team_manager), person(whole)
    typed = {**day("on", TODAY), "factors": ["24A", "13A"], **day("shared_with_young_person_on", TODAY)}
    assert client.post(page("authorise", young_person), typed).status_code == 303
    whole.refresh_from_db()
    assert (whole.authorised_on, whole.authorised_by) == (TODAY, cast.team_manager)
    assert whole.shared_with_young_person_on == TODAY
    assert set(whole.factors.values_list("code", flat=True)) == {"24A", "13A"}
    (clock,) = [each for each in pathway.clocks(whole.episode) if each.rule == "T03"]
    assert clock.done_on == TODAY
    assert client.post(page("authorise", young_person), typed).status_code == 409
    whole_text = client.get(page("assessment", young_person)).content.decode()
    assert "it stays as it is" in whole_text
    assert whole.needs.first().text in whole_text.replace("&#39;", "'")
    assert "Change<" not in whole_text
    assert "24A" not in whole_text


def test_an_authorised_assessment_refuses_every_write(cast) -> None:
    ours = assessment_of(walk(cast, "assessment_authorised").young_person).ours
    worker, need = cast.social_worker, ours.needs.first()
    keys = [each.context_id for each in ours.contexts.all()]
    for write in (
        lambda: actions.write_section(by=worker, assessment=ours, key="A16", text="x"),
        lambda: actions.add_part(by=worker, assessment=ours, part="strength", text="x", whose="family"),
        lambda: actions.change_part(by=worker, assessment=ours, part="need", number=need.pk, text="x"),
        lambda: actions.remove_part(by=worker, assessment=ours, part="need", number=need.pk),
        lambda: actions.weigh_contexts(
            by=worker,
            assessment=ours,
            view="parent",
            weights=dict(zip(keys, ((40, ""), (30, ""), (30, "")), strict=True)),
        ),
    ):
        with pytest.raises(NotPossible, match="authorised"):
            write()
    assert Need.objects.get(pk=need.pk).text == need.text


def test_whoever_started_it_does_not_authorise_it(cast, referred, client_for) -> None:
    started = actions.start_assessment(by=cast.team_manager, episode=pathway.current_episode(referred))
    answer = client_for(cast.team_manager).get(page("authorise", referred))
    assert answer.status_code == 403
    assert "Another manager" in answer.content.decode()
    with pytest.raises(NotAllowed):
        actions.authorise_assessment(by=cast.team_manager, assessment=started)


def test_an_account_that_is_too_old_is_asked_for_again(cast, whole) -> None:
    actions.write_section(
        by=cast.social_worker, assessment=whole, key="A1", text="Long ago", said_on=TODAY - timedelta(days=91)
    )
    with pytest.raises(NotPossible) as refused:
        actions.authorise_assessment(by=cast.team_manager, assessment=whole)
    assert [key for key, _ in refused.value.missing] == ["A1"]


def test_it_is_not_authorised_before_it_started_nor_with_factors_that_contradict(cast, whole) -> None:
    for values in ({"on": whole.started_on - timedelta(days=1)}, {"factors": ("21", "24A")}, {"factors": ("18A",)}):
        with pytest.raises(NotPossible):
            actions.authorise_assessment(by=cast.team_manager, assessment=whole, **values)
    whole.refresh_from_db()
    assert whole.authorised_on is None


# --- From a census -------------------------------------------------------------------------------------------------
@pytest.fixture
def from_census(referred) -> Assessment:
    """As the census import leaves it: dates and factors, and no words."""
    episode = pathway.current_episode(referred)
    made = Assessment.objects.create(
        episode=episode, started_on=episode.opened_on, authorised_on=TODAY, from_census=True
    )
    AssessmentFactor.objects.create(assessment=made, code="13A")
    return made


def test_a_census_assessment_is_shown_plainly_and_ours_starts_beside_it(cast, from_census, client_for) -> None:
    client, young_person = client_for(cast.social_worker), person(from_census)
    text = client.get(page("assessment", young_person)).content.decode()
    assert "Harm connected with a group or network (13A)" in text
    assert "Gang" not in text
    assert "Start the assessment" in text
    assert client.post(page("start", young_person)).status_code == 303
    after = client.get(page("assessment", young_person)).content.decode()
    assert "Who I am" in after
    assert "From the Children in Need census" in after
    episode = from_census.episode
    assert selectors.current_assessment(episode).from_census is False
    with pytest.raises(NotPossible, match="census"):
        actions.write_section(by=cast.social_worker, assessment=from_census, key="A16", text="x")


# --- Reads for other rooms and speed -------------------------------------------------------------------------------
def test_other_rooms_read_the_current_assessment_and_its_weights(cast, whole) -> None:
    assert selectors.current_assessment(None) is None
    assert selectors.current_assessment(whole.episode) == whole
    assert [each.weight for each in selectors.weights(whole)] == [50, 30, 20]
    assert selectors.weights_add_up(whole)
    assert not selectors.weights_add_up(None)


def statements(client, where: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(where).status_code == 200
    return sum(not query["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")) for query in seen)


def test_pages_ask_little_whatever_the_size(cast, whole, client_for) -> None:
    for number in range(40):
        actions.add_part(
            by=cast.social_worker, assessment=whole, part="need", text=f"Need {number}", domain="safety", source="Rowan"
        )
    client, young_person = client_for(cast.social_worker), person(whole)
    need, context = whole.needs.first(), whole.contexts.first()
    reader = client_for(cast.quality_lead)
    assert statements(reader, page("assessment", young_person)) <= CEILING
    for where in (
        page("assessment", young_person),
        *(page("section", young_person, key) for key in ("A1", "A4", "A7", "A15")),
        page("part_add", young_person, "context"),
        page("part_add", young_person, "dynamic"),
        page("part", young_person, "need", need.pk),
        page("part", young_person, "context", context.pk),
        page("part_remove", young_person, "need", need.pk),
        page("weights", young_person, "agreed"),
    ):
        assert statements(client, where) <= CEILING, where
    assert statements(client_for(cast.team_manager), page("authorise", young_person)) <= CEILING
